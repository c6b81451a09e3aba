import { z } from "zod";

import type { ForeignChoice, ForeignSettings, WithoutCounterpart } from "./foreign-settings.ts";
import { readForeignEnv, readForeignJson } from "./read-foreign-file.ts";
import { toDirection } from "./to-direction.ts";

const flag = z.boolean().nullish();
const titles = z.array(z.string()).nullish();

const switches = {
  watched_plex_to_trakt: flag,
  watched_trakt_to_plex: flag,
  ratings_plex_to_trakt: flag,
  ratings_trakt_to_plex: flag,
  collection_plex_to_trakt: flag,
  watchlist_plex_to_trakt: flag,
  watchlist_trakt_to_plex: flag,
};

const serverSchema = z.looseObject({
  name: z.string(),
  url: z.string().nullish(),
  token: z.string().nullish(),
  enabled: flag,
  movie_libraries: titles,
  show_libraries: titles,
  excluded_libraries: titles,
  sync: z.looseObject(switches).nullish(),
});

/** Its `config.json` (MikeSiLVO/pakt, docs/configuration.md). Switches that stand in no file are as the tool has them by default. */
const configSchema = z.looseObject({
  sync: z
    .looseObject({ ...switches, rating_priority: z.enum(["newest", "plex", "trakt", "none"]).nullish() })
    .nullish(),
  servers: z.array(serverSchema).nullish(),
  scheduler: z.looseObject({ enabled: flag }).nullish(),
  web: z.looseObject({}).nullish(),
  plex_token: z.string().nullish(),
  trakt: z
    .looseObject({
      client_id: z.string().nullish(),
      client_secret: z.string().nullish(),
      access_token: z.string().nullish(),
      refresh_token: z.string().nullish(),
      /** Epoch seconds. */
      expires_at: z.number().nullish(),
    })
    .nullish(),
});

type PyConfig = z.infer<typeof configSchema>;
type PyServer = z.infer<typeof serverSchema>;
type Switch = keyof typeof switches;

const OFF_BY_DEFAULT: ReadonlySet<Switch> = new Set([
  "collection_plex_to_trakt",
  "watchlist_plex_to_trakt",
  "watchlist_trakt_to_plex",
]);

/**
 * Reads a configuration of the older pakt, in Python: `config.json` of one folder (or under another name), or the `.env` that it had before.
 * Throws PaktError `config-invalid` with file and line.
 */
export async function readPaktPy(folder: string, name = "config.json"): Promise<ForeignSettings> {
  const file = await readForeignJson(folder, name.endsWith(".json") ? name : "config.json", configSchema);
  const env = file === undefined ? await readForeignEnv(folder) : undefined;
  const config = file?.content ?? fromEnv(env?.content ?? {});
  const path = file?.path ?? env?.path;
  const enabled = (config.servers ?? []).filter((server) => server.enabled !== false);
  const [server, ...others] = enabled;
  const files = path === undefined ? [] : [path];
  return {
    files,
    choices: files.length === 0 ? [] : toChoices(config, server),
    libraries: {
      from: "servers: movie_libraries, show_libraries",
      only: [],
      movies: server?.movie_libraries ?? [],
      shows: server?.show_libraries ?? [],
      excluded: server?.excluded_libraries ?? [],
    },
    without: toWithout(config, others),
    signIns: toSignIns(config, server),
  };
}

function toChoices({ sync = {} }: PyConfig, server: PyServer | undefined): readonly ForeignChoice[] {
  const isOn = (name: Switch): boolean => server?.sync?.[name] ?? sync?.[name] ?? !OFF_BY_DEFAULT.has(name);
  const priority = sync?.rating_priority ?? undefined;
  const both = (
    field: "watched" | "rating" | "watchlist",
    name: "watched" | "ratings" | "watchlist",
  ): ForeignChoice => ({
    key: `fields.${field}.direction`,
    value: toDirection({ toTrakt: isOn(`${name}_plex_to_trakt`), toPlex: isOn(`${name}_trakt_to_plex`) }),
    from: `sync: ${name}_…`,
  });
  return [
    both("watched", "watched"),
    both("rating", "ratings"),
    ...(priority === undefined
      ? []
      : [
          {
            key: "fields.rating.conflicts",
            value: priority === "none" ? "ask" : priority,
            from: "sync: rating_priority",
          } as const,
        ]),
    {
      key: "fields.collection.direction",
      value: isOn("collection_plex_to_trakt") ? "plex-to-trakt" : "off",
      from: "sync: collection_plex_to_trakt",
    },
    both("watchlist", "watchlist"),
    ...(server?.url ? [{ key: "plex.url", value: server.url, from: "servers: url" } as const] : []),
  ];
}

function toWithout({ scheduler, web }: PyConfig, others: readonly PyServer[]): readonly WithoutCounterpart[] {
  return [
    ...(scheduler?.enabled === true
      ? [{ key: "scheduler", reason: "pakt syncs when it is run: from cron, or a timer of your system" }]
      : []),
    ...(web === undefined || web === null ? [] : [{ key: "web", reason: "its web page is not this one's" }]),
    ...others.map(({ name }) => ({ key: `servers: ${name}`, reason: "one server is taken; see `pakt servers`" })),
  ];
}

function toSignIns({ plex_token: account, trakt }: PyConfig, server: PyServer | undefined): ForeignSettings["signIns"] {
  const plex = account || server?.token || undefined;
  const own = server?.token ?? undefined;
  const { client_id: clientId, client_secret: clientSecret, access_token: accessToken } = trakt ?? {};
  const refreshToken = trakt?.refresh_token;
  return {
    ...(plex !== undefined && { plex: { token: plex, ...(own && own !== plex && { server: own }) } }),
    ...(clientId &&
      accessToken && {
        trakt: {
          clientId,
          ...(clientSecret && { clientSecret }),
          accessToken,
          ...(refreshToken && { refreshToken }),
          expiresAt: (trakt?.expires_at ?? 0) * 1000,
        },
      }),
  };
}

/** The `.env` of its first versions, as it migrates it itself. */
function fromEnv(variables: Readonly<Record<string, string>>): PyConfig {
  const sync = Object.keys(switches).flatMap((name) => {
    const value = variables[`PAKT_SYNC_${name.toUpperCase()}`];
    return value === undefined ? [] : [[name, ["true", "1", "yes"].includes(value.toLowerCase())]];
  });
  const { PLEX_URL: url, PLEX_TOKEN: token } = variables;
  return {
    sync: Object.fromEntries(sync),
    ...(url && token && { plex_token: token, servers: [{ name: "default", url, token }] }),
    trakt: {
      client_id: variables["TRAKT_CLIENT_ID"],
      client_secret: variables["TRAKT_CLIENT_SECRET"],
      access_token: variables["TRAKT_ACCESS_TOKEN"],
      refresh_token: variables["TRAKT_REFRESH_TOKEN"],
      expires_at: Number(variables["TRAKT_EXPIRES_AT"] ?? "0") || 0,
    },
  };
}
