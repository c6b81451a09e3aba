import type { z } from "zod";
import type { Answer } from "./answer.ts";
import { titlesBody } from "./bodies.ts";
import { idsOf } from "./catalogue.ts";
import { fillList } from "./fill-list.ts";
import { toPageAnswer } from "./pages.ts";
import { resolve } from "./resolve.ts";
import { pageQuery } from "./route.ts";
import type { Route } from "./route.ts";
import { toTitleKeys } from "./rows.ts";
import { watchlistBody } from "./watchlist-body.ts";
import type { StoredWatchlistEntry } from "./watchlist-shelf.ts";
import type { World } from "./world.ts";

/** What the person wants to see. */
export const watchlistRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/watchlist(\/(?<type>movies|shows|seasons|episodes)(\/(?<by>rank|added)(\/(?<how>asc|desc))?)?)?$/,
    query: { ...pageQuery, extended: /^full$/ },
    access: "account",
    run: (world, request, { type, by = "rank", how = "asc" }) => {
      const ranked = world.account.watchlist().map((entry, index) => ({ entry, rank: index + 1 }));
      const wanted = ranked.filter(({ entry }) => type === undefined || `${entry.type}s` === type);
      const ordered = by === "added" ? wanted.toSorted(byListing) : wanted;
      const answer = toPageAnswer(request, how === "desc" ? ordered.toReversed() : ordered, {
        paging: world.paging,
        toRow: (row) => toRow(world, row),
      });
      return {
        ...answer,
        headers: {
          ...answer.headers,
          "x-sort-by": "rank",
          "x-sort-how": "asc",
          "x-applied-sort-by": by,
          "x-applied-sort-how": how,
        },
      };
    },
  },
  {
    method: "POST",
    path: /^\/sync\/watchlist$/,
    body: watchlistBody,
    access: "account",
    run: (world, request) => add(world, watchlistBody.parse(request.body)),
  },
  {
    method: "POST",
    path: /^\/sync\/watchlist\/remove$/,
    body: titlesBody,
    access: "account",
    run: (world, request) => remove(world, titlesBody.parse(request.body)),
  },
];

interface Ranked {
  readonly entry: StoredWatchlistEntry;
  readonly rank: number;
}

function byListing({ entry: a }: Ranked, { entry: b }: Ranked): number {
  return Date.parse(a.listedAt) - Date.parse(b.listedAt) || a.id - b.id;
}

function toRow({ catalogue }: World, { entry: { id, type, traktId, listedAt, notes }, rank }: Ranked): unknown {
  const title = catalogue.find(type, { trakt: traktId });
  return { rank, id, listed_at: listedAt, notes: notes ?? null, type, ...(title ? toTitleKeys(title) : {}) };
}

// What is listed already keeps its date, rank and notes. A show lists the show alone.
function add(world: World, body: z.infer<typeof watchlistBody>): Answer {
  const { watchlistShelf } = world.account;
  const { targets, notFound } = resolve<{ readonly notes?: string | undefined }>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const added = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  const existing = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  const refusal = fillList(world, "watchlist", {
    items: targets.filter(({ named }) => named),
    keyOf: ({ entry }) => `${entry.type}:${idsOf(entry).trakt}`,
    isHeld: ({ entry }) => watchlistShelf.has(entry.type, idsOf(entry).trakt),
    count: () => watchlistShelf.count(),
    store: ({ entry, extra: { notes } }) => {
      const at = new Date(world.now()).toISOString();
      const isNew = watchlistShelf.list(entry.type, idsOf(entry).trakt, {
        at,
        ...(notes === undefined ? {} : { notes }),
      });
      (isNew ? added : existing)[`${entry.type}s`] += 1;
    },
  });
  return refusal ?? { status: 201, body: { added, existing, not_found: notFound, list: toList(world) } };
}

function remove(world: World, body: z.infer<typeof titlesBody>): Answer {
  const { targets, notFound } = resolve<object>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const deleted = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  for (const { entry, named } of targets) {
    if (named && world.account.watchlistShelf.unlist(entry.type, idsOf(entry).trakt)) deleted[`${entry.type}s`] += 1;
  }
  return { status: 200, body: { deleted, not_found: notFound, list: toList(world) } };
}

function toList({ account }: World): unknown {
  return { updated_at: account.stamps.of("watchlist", "updated_at"), item_count: account.watchlistShelf.count() };
}
