import { z } from "zod";
import {
  TRAKT_AUDIO,
  TRAKT_AUDIO_CHANNELS,
  TRAKT_HDR,
  TRAKT_MEDIA_TYPES,
  TRAKT_RESOLUTIONS,
} from "../schemas/media-metadata.ts";
import { episodeIds, movieIds, number, seasonIds, showIds, utc } from "./bodies.ts";

/** What may stand on every node of a collection's body. */
const collected = {
  collected_at: z.union([utc, z.literal("released")]).optional(),
  media_type: z.enum(TRAKT_MEDIA_TYPES).optional(),
  resolution: z.enum(TRAKT_RESOLUTIONS).optional(),
  hdr: z.enum(TRAKT_HDR).optional(),
  audio: z.enum(TRAKT_AUDIO).optional(),
  audio_channels: z.enum(TRAKT_AUDIO_CHANNELS).optional(),
  "3d": z.boolean().optional(),
};

/** The body of `POST /sync/collection`, and nothing else. */
export const collectionBody = z.strictObject({
  movies: z.array(z.strictObject({ ids: movieIds, ...collected })).optional(),
  shows: z
    .array(
      z.strictObject({
        ids: showIds,
        ...collected,
        seasons: z
          .array(
            z.strictObject({
              number,
              ...collected,
              episodes: z.array(z.strictObject({ number, ...collected })).optional(),
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  seasons: z.array(z.strictObject({ ids: seasonIds, ...collected })).optional(),
  episodes: z.array(z.strictObject({ ids: episodeIds, ...collected })).optional(),
});
