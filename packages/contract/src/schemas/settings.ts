import * as z from "zod/mini";

import { fieldFailure } from "./failure.ts";
import { field, id } from "./words.ts";

const choicesOfField = z.looseObject({
  direction: z.enum(["two-way", "plex-to-trakt", "trakt-to-plex", "off"]),
  removals: z.enum(["keep", "propagate"]),
  conflicts: z.enum(["newest", "plex", "trakt", "ask"]),
});

/** What a person chose, with every default filled in. What the page does not show is in it too, and is sent back as it came. */
const config = z.looseObject({
  version: z.literal(1),
  fields: z.record(field, choicesOfField),
  rewatches: z.boolean(),
  ignore: z.array(z.string()),
});

/** The configuration, and what it means. */
export const settings = z.object({
  config,
  /** Names this state of the file; a change says which state it is made to. */
  revision: z.string(),
  /** What each field's choices mean, one sentence. */
  effects: z.record(field, z.string()),
});

/** A whole configuration in place of the one with this revision. */
export const changeSettings = z.strictObject({
  config: z.record(z.string(), z.unknown()),
  revision: z.string().check(z.maxLength(100)),
});

/** A configuration that is only looked at. */
export const checkSettings = z.strictObject({ config: z.record(z.string(), z.unknown()) });

/** What a configuration would mean, or what is wrong with it. */
export const checkedSettings = z.object({
  effects: z.exactOptional(z.record(field, z.string())),
  fields: z.array(fieldFailure),
});

/** A title that is from now on never written, or written again. */
export const ignoreTitle = z.strictObject({
  /** `movie:tmdb:603`. */
  id: id.check(z.maxLength(200)),
  isIgnored: z.boolean(),
});
