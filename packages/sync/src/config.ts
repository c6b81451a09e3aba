import type { Field, ItemType, Policy } from "@pakt/sync-core";
import { z } from "zod";

import { describeIssue } from "./describe-issue.ts";
import type { JsonFile } from "./json-file.ts";
import { toServerOfRef } from "./plex-ref.ts";
import { profileName } from "./profile-name.ts";

/** What has a value in each field: of anything else nothing could ever be written. */
const heldTypes = {
  watched: ["movie", "episode"],
  rating: ["movie", "show", "season", "episode"],
  collection: ["movie", "episode"],
  watchlist: ["movie", "show"],
} as const satisfies Readonly<Record<Field, readonly ItemType[]>>;

/** The types of a field that are written. */
const typesOf = <F extends Field>(field: F) => z.array(z.enum(heldTypes[field]));

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

/** Keys, uuids or titles of libraries; `all` takes every movie and show library. */
const libraries = z.union(
  [z.literal("all"), z.array(z.string().min(1)).min(1)],
  'expected "all" or a list of libraries',
);

const removalPolicy = z.enum(["keep", "propagate"]);

/** What can be chosen of a field. */
const choicesOf = <F extends Field>(field: F) => ({
  direction: z.enum(["two-way", "plex-to-trakt", "trakt-to-plex", "off"]),
  removals: removalPolicy,
  conflicts: z.enum(["newest", "plex", "trakt", "ask"]),
  types: typesOf(field),
});

/** Files are in Plex: nothing of the collection can be written there, and their quality has no date that could be newer. */
const collectionChoices = {
  ...choicesOf("collection"),
  direction: z.enum(["plex-to-trakt", "off"]),
  conflicts: z.enum(["plex", "trakt", "ask"]),
};

const fieldPolicy = (field: Field, removals: "keep" | "propagate") => {
  const choices = choicesOf(field);
  return z
    .strictObject({
      direction: choices.direction.default("two-way"),
      removals: choices.removals.default(removals),
      conflicts: choices.conflicts.default("newest"),
      types: choices.types.default([...heldTypes[field]]),
    })
    .prefault({});
};

const collectionPolicy = z
  .strictObject({
    direction: collectionChoices.direction.default("plex-to-trakt"),
    removals: collectionChoices.removals.default("keep"),
    conflicts: collectionChoices.conflicts.default("plex"),
    types: collectionChoices.types.default([...heldTypes.collection]),
  })
  .prefault({});

const plexServer = z.strictObject({
  /** Its machine identifier. */
  id: z.string().min(1),
  /** What people call it. */
  name: z.string().min(1),
  url: address,
  /** A server that is not is left alone, and nothing of it is forgotten. */
  enabled: z.boolean().default(true),
  libraries: libraries.default("all"),
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

/** One server is known by its address; several are a list. */
const isOneOrSeveral = ({ url, servers }: { readonly url?: unknown; readonly servers?: unknown }): boolean =>
  url === undefined || servers === undefined;
const oneOrSeveral = { path: ["url"], error: "stands beside plex.servers; keep one of the two" };

const rewatches = z.boolean();
const ignore = z.array(ignored);

/** A part of what a profile chooses otherwise. Absent: as it stands for all. */
const otherwise = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).partial();

/** What a profile chooses otherwise than the top level, key by key. */
const profileChoices = otherwise({
  plex: otherwise({ url: address, libraries, servers: plexServers }).refine(isOneOrSeveral, oneOrSeveral),
  fields: otherwise({
    watched: otherwise(choicesOf("watched")),
    rating: otherwise(choicesOf("rating")),
    collection: otherwise(collectionChoices),
    watchlist: otherwise(choicesOf("watchlist")),
  }),
  rewatches,
  ignore,
});

const configSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  plex: z
    .strictObject({
      /** The one server that is synced. Where there are several they are in `servers`. */
      url: address.optional(),
      /** Those of the one server. */
      libraries: libraries.default("all"),
      servers: plexServers.optional(),
    })
    .refine(isOneOrSeveral, oneOrSeveral)
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
  rewatches: rewatches.default(true),
  /** Titles that are never written: `tmdb:603`, or with a type `movie:tmdb:603`. */
  ignore: ignore.default([]),
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
  /** The profiles beside `default`, which is the top level, with what each chooses otherwise. */
  profiles: z.record(profileName, profileChoices).default({}),
});

/** What a person chose, from `config.json`; every choice has a default. @useDeclaredType */
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

/** A configuration with its defaults filled in, or all that is wrong with it, each at its place (`fields.rating.direction`). */
export function checkConfig(
  value: unknown,
): { readonly config: Config } | { readonly issues: readonly { readonly path: string; readonly message: string }[] } {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return { config: parsed.data };
  return {
    issues: parsed.error.issues.map((issue) => ({
      path: [...issue.path, ...(issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [])]
        .map(String)
        .join("."),
      message: describeIssue({ ...issue, path: [] }, undefined),
    })),
  };
}

/** The configuration of someone who chose nothing. */
export function defaultConfig(): Config {
  return configSchema.parse({ version: 1 });
}

/** The configuration of a profile: what it chooses, and of everything else the top level. */
export function configOf(config: Config, profile: string): Config {
  const own = Object.hasOwn(config.profiles, profile) ? config.profiles[profile] : undefined;
  if (own === undefined) return config;
  // Whoever names a server of their own does not mean it beside those of the top level.
  const hasOwnServers = own.plex?.url !== undefined || own.plex?.servers !== undefined;
  return laidOver(hasOwnServers ? { ...config, plex: { libraries: "all" } } : config, own);
}

/** Objects key by key; lists and single values are replaced. */
function laidOver<T extends object>(below: T, above: object): T {
  const values = new Map<string, unknown>(Object.entries(below));
  for (const [key, value] of Object.entries(above) as [string, unknown][]) {
    const former = values.get(key);
    values.set(key, isObject(former) && isObject(value) ? laidOver(former, value) : value);
  }
  // What lies above has the same shape, each part of it optional.
  return Object.fromEntries(values) as T;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
