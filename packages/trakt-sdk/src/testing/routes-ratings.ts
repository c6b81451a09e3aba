import type { z } from "zod";
import type { Answer } from "./answer.ts";
import { ratingsBody, titlesBody } from "./bodies.ts";
import { idsOf } from "./catalogue.ts";
import { toLimitAnswer } from "./limit-answer.ts";
import { toPageAnswer } from "./pages.ts";
import { resolve } from "./resolve.ts";
import { pageQuery } from "./route.ts";
import type { Route } from "./route.ts";
import { toTitleKeys } from "./rows.ts";
import type { World } from "./world.ts";

/** Ratings of every type. */
export const ratingRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/ratings(\/(?<type>all|movies|shows|seasons|episodes))?$/,
    query: { ...pageQuery, extended: /^full$/ },
    access: "account",
    run: (world, request, { type }) => {
      const wanted = type === undefined || type === "all" ? undefined : type;
      const ratings = world.lists.ratings().filter((rating) => wanted === undefined || `${rating.type}s` === wanted);
      return toPageAnswer(request, ratings, {
        paging: world.paging,
        toRow: ({ type: kind, traktId, value, ratedAt }) => {
          const entry = world.catalogue.find(kind, { trakt: traktId });
          return { rated_at: ratedAt, rating: value, type: kind, ...(entry === undefined ? {} : toTitleKeys(entry)) };
        },
      });
    },
  },
  {
    method: "POST",
    path: /^\/sync\/ratings$/,
    body: ratingsBody,
    access: "account",
    run: (world, request) => add(world, ratingsBody.parse(request.body)),
  },
  {
    method: "POST",
    path: /^\/sync\/ratings\/remove$/,
    body: titlesBody,
    access: "account",
    run: (world, request) => remove(world, titlesBody.parse(request.body)),
  },
];

interface Rated {
  readonly rating?: number | undefined;
  readonly rated_at?: string | undefined;
}

// An earlier rating is overwritten and counted under `added`.
function add(world: World, body: z.infer<typeof ratingsBody>): Answer {
  const { account } = world;
  const { targets, notFound } = resolve<Rated>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const rated = targets.filter(({ extra }) => extra.rating !== undefined);
  const fresh = rated.filter(({ entry }) => account.ratingOf(entry.type, idsOf(entry).trakt) === undefined);
  const limit = account.settings.limits.ratings;
  if (fresh.length > 0 && account.ratings().length + fresh.length > limit) return toLimitAnswer(world, limit);
  const added = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  for (const { entry, extra } of rated) {
    if (extra.rating === undefined) continue;
    const at = extra.rated_at ?? new Date(world.now()).toISOString();
    account.rate(entry.type, idsOf(entry).trakt, extra.rating, at);
    added[`${entry.type}s`] += 1;
  }
  return { status: 201, body: { added, not_found: notFound } };
}

function remove(world: World, body: z.infer<typeof titlesBody>): Answer {
  const { account } = world;
  const { targets, notFound } = resolve<object>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const deleted = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  for (const { entry, named } of targets) {
    const { trakt } = idsOf(entry);
    if (!named || account.ratingOf(entry.type, trakt) === undefined) continue;
    account.unrate(entry.type, trakt);
    deleted[`${entry.type}s`] += 1;
  }
  return { status: 200, body: { deleted, not_found: notFound } };
}
