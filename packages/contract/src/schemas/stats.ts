import * as z from "zod/mini";

import { field, time } from "./words.ts";

const bars = z.record(z.string(), z.number());

/** What the last read found, counted. */
export const stats = z.object({
  /** Absent before the first comparison. */
  comparedAt: z.exactOptional(time),
  /** Titles of the chosen libraries, by type. */
  titles: bars,
  /** How many of them have ids by which they can be matched. */
  identified: z.number(),
  /** Collected versions by their quality, `unknown` where it could not be told. */
  resolution: bars,
  hdr: bars,
  audio: bars,
  /** Ratings from 1 to 10. */
  ratings: bars,
  /** What Trakt has as watched, by the month of its last view: `2026-11`. */
  lastViews: bars,
  /** What is not the same, by the reason. */
  outOfStep: z.array(z.object({ field: z.exactOptional(field), reason: z.string(), count: z.number() })),
});
