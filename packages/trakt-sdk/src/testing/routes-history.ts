import type { z } from "zod";
import type { StoredPlay } from "./account.ts";
import type { Answer } from "./answer.ts";
import { historyBody, historyRemovalBody } from "./bodies.ts";
import { idsOf } from "./catalogue.ts";
import type { Entry } from "./catalogue.ts";
import { toLimitAnswer } from "./limit-answer.ts";
import { toPageAnswer } from "./pages.ts";
import { toReleasedAt } from "./released-at.ts";
import { resolve, toLeaves } from "./resolve.ts";
import { pageQuery, rangeQuery } from "./route.ts";
import type { Route } from "./route.ts";
import { toTitleKeys } from "./rows.ts";
import type { World } from "./world.ts";

/** Plays, one by one. */
export const historyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/history(\/(?<type>all|movies|shows|seasons|episodes)(\/(?<id>\d+))?)?$/,
    query: { ...pageQuery, ...rangeQuery, extended: /^full$/ },
    access: "account",
    run: (world, request, { type, id }) => {
      const from = toInstant(request.query.get("start_at"), Number.NEGATIVE_INFINITY);
      const to = toInstant(request.query.get("end_at"), Number.POSITIVE_INFINITY);
      const plays = select(world, type, id).filter(({ watchedAt }) => {
        const at = Date.parse(watchedAt);
        return at >= from && at <= to;
      });
      return toPageAnswer(request, plays, { paging: world.paging, toRow: (play) => toRow(world, play) });
    },
  },
  {
    method: "POST",
    path: /^\/sync\/history$/,
    body: historyBody,
    access: "account",
    run: (world, request) => add(world, historyBody.parse(request.body)),
  },
  {
    method: "POST",
    path: /^\/sync\/history\/remove$/,
    body: historyRemovalBody,
    access: "account",
    run: (world, request) => remove(world, historyRemovalBody.parse(request.body)),
  },
];

function select(world: World, type: string | undefined, id: string | undefined): readonly StoredPlay[] {
  const { account, catalogue, lists } = world;
  const trakt = Number(id);
  if (id !== undefined && (type === "movies" || type === "episodes")) {
    const plays = account.playsOf(type === "movies" ? "movie" : "episode", trakt);
    return plays.toSorted((a, b) => Date.parse(b.watchedAt) - Date.parse(a.watchedAt) || b.id - a.id);
  }
  if (type === undefined || type === "all") return lists.history();
  const kind = type === "movies" ? "movie" : "episode";
  return lists.history().filter((play) => {
    if (play.type !== kind) return false;
    if (id === undefined || kind === "movie") return true;
    const entry = catalogue.find("episode", { trakt: play.traktId });
    if (entry?.type !== "episode") return false;
    return (type === "shows" ? entry.show : entry.season).ids.trakt === trakt;
  });
}

function toInstant(value: string | null, fallback: number): number {
  return value === null ? fallback : Date.parse(value);
}

function toRow({ catalogue }: World, play: StoredPlay): unknown {
  const entry = catalogue.find(play.type, { trakt: play.traktId });
  return {
    id: play.id,
    watched_at: play.watchedAt,
    action: play.action,
    type: play.type,
    ...(entry === undefined ? {} : toTitleKeys(entry)),
  };
}

interface When {
  readonly watched_at?: string | undefined;
}

// Never de-duplicates: the same body twice is two plays each. Answers hold no history ids (trakt/trakt-api#248).
function add(world: World, body: z.infer<typeof historyBody>): Answer {
  const { account } = world;
  const { targets, notFound } = resolve<When>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (outer, inner) => ({ watched_at: inner.watched_at ?? outer.watched_at }),
  });
  const leaves = toLeaves(targets);
  const limit = account.settings.limits.history;
  if (leaves.length > 0 && account.playCount() + leaves.length > limit) return toLimitAnswer(world, limit);
  const added = { movies: 0, episodes: 0 };
  const updated = { movies: 0, episodes: 0 };
  for (const { entry, extra } of leaves) {
    if (entry.type !== "movie" && entry.type !== "episode") continue;
    const { trakt } = idsOf(entry);
    const merges = account.settings.watchOnlyOnce && account.playsOf(entry.type, trakt).length > 0;
    account.watch(entry.type, trakt, toWatchedAt(world, entry, extra.watched_at));
    (merges ? updated : added)[entry.type === "movie" ? "movies" : "episodes"] += 1;
  }
  return { status: 201, body: { added, updated, not_found: { ...notFound, people: [], users: [] } } };
}

function toWatchedAt(world: World, entry: Entry, watchedAt: string | undefined): string {
  if (watchedAt === undefined) return new Date(world.now()).toISOString();
  if (watchedAt === "unknown") return "1970-01-01T00:00:00.000Z";
  return watchedAt === "released" ? toReleasedAt(entry) : watchedAt;
}

// Without history ids all plays of a title go. `deleted` counts plays.
function remove(world: World, body: z.infer<typeof historyRemovalBody>): Answer {
  const { account } = world;
  const { targets, notFound } = resolve<object>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const deleted = { movies: 0, episodes: 0 };
  for (const { entry } of toLeaves(targets)) {
    if (entry.type !== "movie" && entry.type !== "episode") continue;
    const { trakt } = idsOf(entry);
    deleted[entry.type === "movie" ? "movies" : "episodes"] += account.playsOf(entry.type, trakt).length;
    account.unwatch(entry.type, trakt);
  }
  const ids: number[] = [];
  for (const id of body.ids ?? []) {
    const play = account.removePlay(id);
    if (play === undefined) ids.push(id);
    else deleted[play.type === "movie" ? "movies" : "episodes"] += 1;
  }
  return { status: 200, body: { deleted, not_found: { ...notFound, ids } } };
}
