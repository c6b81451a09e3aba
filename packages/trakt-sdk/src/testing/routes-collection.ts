import type { z } from "zod";
import type { TraktMetadataBody } from "../schemas/media-metadata.ts";
import type { Answer } from "./answer.ts";
import { titlesBody } from "./bodies.ts";
import { idsOf } from "./catalogue.ts";
import type { Entry } from "./catalogue.ts";
import { collectionBody } from "./collection-body.ts";
import { toCollectedMovieRow, toCollectedShowRow } from "./collection-rows.ts";
import { fillList } from "./fill-list.ts";
import { toMapAnswer, toPageAnswer } from "./pages.ts";
import { toReleasedAt } from "./released-at.ts";
import { resolve, toLeaves } from "./resolve.ts";
import { pageQuery } from "./route.ts";
import type { Route } from "./route.ts";
import type { World } from "./world.ts";

/** Collected movies and episodes. */
export const collectionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/collection\/(?<type>movies|shows)$/,
    query: { ...pageQuery, extended: /^((full|metadata)(,|$))+$/ },
    access: "account",
    run: ({ lists, catalogue, paging }, request, { type }) => {
      const told = (request.query.get("extended") ?? "").split(",").includes("metadata");
      if (type === "shows") {
        return toPageAnswer(request, lists.collectedShows(), { paging, toRow: (row) => toCollectedShowRow(row, told) });
      }
      const toRow = (row: Parameters<typeof toCollectedMovieRow>[1]): unknown =>
        toCollectedMovieRow(catalogue, row, told);
      return toPageAnswer(request, lists.collectedMovies(), { paging, toRow });
    },
  },
  {
    method: "GET",
    path: /^\/sync\/collection\/minimal\/(?<type>movies|episodes)$/,
    query: pageQuery,
    access: "account",
    run: ({ lists }, request, { type }) => {
      const held = type === "movies" ? lists.collectedMovies() : lists.collectedEpisodes();
      return toMapAnswer(
        request,
        held.map(({ traktId, collectedAt }) => [String(traktId), collectedAt] as const),
      );
    },
  },
  {
    method: "POST",
    path: /^\/sync\/collection$/,
    body: collectionBody,
    access: "account",
    run: (world, request) => add(world, collectionBody.parse(request.body)),
  },
  {
    method: "POST",
    path: /^\/sync\/collection\/remove$/,
    body: titlesBody,
    access: "account",
    run: (world, request) => remove(world, titlesBody.parse(request.body)),
  },
];

type Said = { readonly collected_at?: string | undefined } & {
  readonly [K in keyof TraktMetadataBody]?: TraktMetadataBody[K] | undefined;
};

interface Leaf {
  readonly type: "movie" | "episode";
  readonly trakt: number;
  readonly entry: Entry;
  readonly said: Said;
}

// A date or metadata that is left out is not kept of what was there: the date becomes now (unverified, and the harsher reading).
function add(world: World, body: z.infer<typeof collectionBody>): Answer {
  const { collectionShelf } = world.account;
  const { targets, notFound } = resolve<Said>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (outer, inner) => ({ ...outer, ...inner }),
  });
  const counts = {
    added: { movies: 0, episodes: 0 },
    updated: { movies: 0, episodes: 0 },
    existing: { movies: 0, episodes: 0 },
  };
  const refusal = fillList(world, "collection", {
    items: toLeaves(targets).flatMap(({ entry, extra }) => toLeaf(entry, extra)),
    keyOf: ({ type, trakt }) => `${type}:${trakt}`,
    isHeld: ({ type, trakt }) => collectionShelf.has(type, trakt),
    count: () => collectionShelf.count(),
    store: ({ type, trakt, entry, said }) => {
      const copy = { at: toCollectedAt(world, entry, said.collected_at), metadata: pickMetadata(said) };
      counts[collectionShelf.collect(type, trakt, copy)][type === "movie" ? "movies" : "episodes"] += 1;
    },
  });
  return refusal ?? { status: 201, body: { ...counts, not_found: notFound } };
}

function toLeaf(entry: Entry, said: Said): Leaf[] {
  if (entry.type !== "movie" && entry.type !== "episode") return [];
  return [{ type: entry.type, trakt: idsOf(entry).trakt, entry, said }];
}

function toCollectedAt(world: World, entry: Entry, collectedAt: string | undefined): string {
  if (collectedAt === undefined) return new Date(world.now()).toISOString();
  return collectedAt === "released" ? toReleasedAt(entry) : collectedAt;
}

function pickMetadata({ media_type, resolution, hdr, audio, audio_channels, "3d": is3d }: Said): TraktMetadataBody {
  return {
    ...(media_type === undefined ? {} : { media_type }),
    ...(resolution === undefined ? {} : { resolution }),
    ...(hdr === undefined ? {} : { hdr }),
    ...(audio === undefined ? {} : { audio }),
    ...(audio_channels === undefined ? {} : { audio_channels }),
    ...(is3d === undefined ? {} : { "3d": is3d }),
  };
}

function remove(world: World, body: z.infer<typeof titlesBody>): Answer {
  const { targets, notFound } = resolve<object>(body, {
    catalogue: world.catalogue,
    episodeIds: world.episodeIds,
    merge: (_, inner) => inner,
  });
  const deleted = { movies: 0, episodes: 0 };
  for (const { entry } of toLeaves(targets)) {
    if (entry.type !== "movie" && entry.type !== "episode") continue;
    if (world.account.collectionShelf.uncollect(entry.type, idsOf(entry).trakt)) {
      deleted[entry.type === "movie" ? "movies" : "episodes"] += 1;
    }
  }
  return { status: 200, body: { deleted, not_found: notFound } };
}
