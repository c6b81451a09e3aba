import type { Field, ItemType, Policy } from "@pakt/sync-core";
import { z } from "zod";

import type { JsonFile } from "./json-file.ts";
import { toServerOfRef } from "./plex-ref.ts";

/** What has a value in each field: of anything else nothing could ever be written. */
const heldTypes = {
  watched: ["movie", "episode"],
  rating: ["movie", "show", "season", "episode"],
  collection: ["movie", "episode"],
  watchlist: ["movie", "show"],
} as const satisfies Readonly<Record<Field, readonly ItemType[]>>;

/** The types of a field that are written; all that it can hold, where none are chosen. */
const typesOf = (field: Field) => z.array(z.enum(heldTypes[field])).default([...heldTypes[field]]);

const ignored = z.custom<Policy["ignore"][number]>(
  (value) =>
    typeof value === "string" && /^((movie|show|season|episode):)?(trakt|tmdb|tvdb|imdb|plex):[^:\s]+$/.test(value),
  "expected e.g. movie:tmdb:603",
);

/** A plain web address: user names, passwords and tokens do not belong into a file that is shown. */
const address = z.url({ protocol: /^https?$/ }).refine((text) => {
  if (!URL.canParse(text)) return true;
  const { username, password, search } = new URL(text);
  return username === "" && password === "" && search === "";
}, "has a user name, a password or a query in it");

const removalPolicy = z.enum(["keep", "propagate"]);

const fieldPolicy = (field: Field, removals: "keep" | "propagate") =>
  z
    .strictObject({
      direction: z.enum(["two-way", "plex-to-trakt", "trakt-to-plex", "off"]).default("two-way"),
      removals: removalPolicy.default(removals),
      conflicts: z.enum(["newest", "plex", "trakt", "ask"]).default("newest"),
      types: typesOf(field),
    })
    .prefault({});

/** Files are in Plex: nothing of the collection can be written there, and their quality has no date that could be newer. */
const collectionPolicy = z
  .strictObject({
    direction: z.enum(["plex-to-trakt", "off"]).default("plex-to-trakt"),
    removals: removalPolicy.default("keep"),
    conflicts: z.enum(["plex", "trakt", "ask"]).default("plex"),
    types: typesOf("collection"),
  })
  .prefault({});

/** Keys, uuids or titles of libraries; `all` takes every movie and show library. */
const libraries = z
  .union([z.literal("all"), z.array(z.string().min(1)).min(1)], 'expected "all" or a list of libraries')
  .default("all");

const plexServer = z.strictObject({
  /** Its machine identifier. */
  id: z.string().min(1),
  /** What people call it. */
  name: z.string().min(1),
  url: address,
  /** A server that is not is left alone, and nothing of it is forgotten. */
  enabled: z.boolean().default(true),
  libraries,
});

/** Several servers are told apart by their ids, in refs by the first characters of them, and by people by their names. */
const plexServers = z.array(plexServer).check(({ value, issues }) => {
  for (const [position, { id, name }] of value.entries()) {
    const earlier = value.slice(0, position);
    const isTwice = earlier.some((each) => toServerOfRef(each.id) === toServerOfRef(id));
    const isNamesake = earlier.some((each) => each.name.toLowerCase() === name.toLowerCase());
    if (!isTwice && !isNamesake) continue;
    const message = isTwice ? "this server is listed twice" : "another server has this name; give it one of its own";
    issues.push({ code: "custom", message, path: [position, isTwice ? "id" : "name"], input: value });
  }
});

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  plex: z
    .strictObject({
      /** The one server that is synced. Where there are several they are in `servers`. */
      url: address.optional(),
      /** Those of the one server. */
      libraries,
      servers: plexServers.optional(),
    })
    .refine(({ url, servers }) => url === undefined || servers === undefined, {
      path: ["url"],
      error: "stands beside plex.servers; keep one of the two",
    })
    .prefault({}),
  trakt: z
    .strictObject({
      clientId: z.string().min(1).optional(),
      apiUrl: address.optional(),
      authUrl: address.optional(),
    })
    .prefault({}),
  fields: z
    .strictObject({
      watched: fieldPolicy("watched", "keep"),
      rating: fieldPolicy("rating", "propagate"),
      collection: collectionPolicy,
      watchlist: fieldPolicy("watchlist", "propagate"),
    })
    .prefault({}),
  /** Whether a rewatch on Plex becomes a further play on Trakt. */
  rewatches: z.boolean().default(true),
  /** Titles that are never written: `tmdb:603`, or with a type `movie:tmdb:603`. */
  ignore: z.array(ignored).default([]),
  /** How many runs are kept, and for how long, to be shown and taken back. */
  journal: z
    .strictObject({
      runs: z.int().min(1).max(10_000).default(200),
      days: z.int().min(1).max(3650).default(365),
    })
    .prefault({}),
  batches: z
    .strictObject({
      /** Titles in one POST. */
      history: z.int().min(1).max(1000).default(500),
      ratings: z.int().min(1).max(1000).default(200),
      collection: z.int().min(1).max(1000).default(500),
      watchlist: z.int().min(1).max(1000).default(250),
      /** Writes to Plex under way at once. */
      plexWrites: z.int().min(1).max(8).default(4),
    })
    .prefault({}),
});

/** What a person chose, from `config.json`; every choice has a default. */
export type Config = z.infer<typeof configSchema>;

/** `config.json`: never reset by pakt; a broken one stops the run and is left as it is. */
export function configFile(name: string): JsonFile<Config> {
  return {
    key: "config.json",
    name,
    schema: configSchema,
    code: "config-invalid",
    advice: "Mend the line, or move the file away to start from the defaults.",
  };
}

/** The configuration of someone who chose nothing. */
export function defaultConfig(): Config {
  return configSchema.parse({ version: 1 });
}

/** The core's policy of a configuration, with what is let through in this run. */
export function toPolicy(
  config: Config,
  run: {
    readonly allowRemovals?: Policy["allowRemovals"];
    readonly allowAdds?: Policy["allowAdds"];
    readonly watchOnlyOnce: boolean;
    readonly resendDates?: boolean;
  },
): Policy {
  return {
    fields: config.fields,
    ignore: config.ignore,
    rewatches: config.rewatches && !run.watchOnlyOnce,
    resendDates: run.resendDates ?? false,
    allowRemovals: run.allowRemovals ?? {},
    allowAdds: run.allowAdds ?? {},
  };
}
