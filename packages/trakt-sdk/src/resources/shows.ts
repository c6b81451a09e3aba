import { z } from "zod";
import type { Call } from "../call.ts";
import type { CallOptions } from "../oauth/oauth.ts";
import { seasonWithEpisodesSchema } from "../schemas/season.ts";
import type { TraktSeason } from "../schemas/season.ts";
import { read } from "./request.ts";

/** Shows of the catalogue. */
export interface TraktShows {
  /** All seasons with all episodes and their ids, in one request. `id` is Trakt's, a slug or an IMDb id. */
  seasons(options: CallOptions & { readonly id: string | number }): Promise<TraktSeason[]>;
}

const seasonsSchema = z.array(seasonWithEpisodesSchema);

/** The `shows` part of a client. */
export function createShows(call: Call): TraktShows {
  return {
    seasons: ({ id, signal }) =>
      read(call, {
        path: `/shows/${encodeURIComponent(id)}/seasons`,
        query: { extended: "episodes" },
        schema: seasonsSchema,
        signal,
      }),
  };
}
