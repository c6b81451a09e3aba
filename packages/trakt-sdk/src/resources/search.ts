import type { Call } from "../call.ts";
import type { CallOptions } from "../oauth/oauth.ts";
import { searchSchema, toSearchResults } from "../schemas/search-result.ts";
import type { TraktSearchResult } from "../schemas/search-result.ts";
import { read } from "./request.ts";

/** Finding titles. */
export interface TraktSearch {
  /**
   * The titles with that id. Give `type` with tmdb and tvdb: a number there can be a movie, a show *and* an episode.
   *
   * Never read an empty answer for an episode as "does not exist": these look-ups have failed for days (trakt/trakt-api#785).
   */
  byId(
    options: CallOptions & {
      readonly namespace: "trakt" | "imdb" | "tmdb" | "tvdb";
      readonly id: string | number;
      readonly type?: "movie" | "show" | "episode";
    },
  ): Promise<TraktSearchResult[]>;
}

/** The `search` part of a client. */
export function createSearch(call: Call): TraktSearch {
  return {
    byId: async ({ namespace, id, type, signal }) => {
      const path = `/search/${namespace}/${encodeURIComponent(id)}`;
      return toSearchResults(await read(call, { path, query: { type }, schema: searchSchema, signal }));
    },
  };
}
