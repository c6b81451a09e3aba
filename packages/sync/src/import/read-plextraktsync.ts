import { z } from "zod";

import type { ForeignChoice, ForeignSettings, ForeignSignIns, WithoutCounterpart } from "./foreign-settings.ts";
import { readForeignEnv, readForeignJson, readForeignYaml } from "./read-foreign-file.ts";
import { toDirection } from "./to-direction.ts";

const flag = z.boolean().nullish();
const titles = z.array(z.coerce.string()).nullish();

const sync = z.looseObject({
  plex_to_trakt: z
    .looseObject({
      collection: flag,
      clear_collected: flag,
      ratings: flag,
      watched_status: flag,
      watchlist: flag,
    })
    .nullish(),
  trakt_to_plex: z
    .looseObject({
      liked_lists: flag,
      ratings: flag,
      watched_status: flag,
      watchlist: flag,
      watchlist_as_playlist: flag,
      playback_status: flag,
    })
    .nullish(),
  rating_priority: z.enum(["plex", "trakt", "none"]).nullish(),
  // Before 0.20 a switch stood for both ways, and it still goes first.
  collection: flag,
  ratings: flag,
  watched_status: flag,
  watchlist: flag,
  liked_lists: flag,
});

const configSchema = z.looseObject({ "excluded-libraries": titles, sync: sync.nullish() });

const serverSchema = z.looseObject({
  token: z.string().nullish(),
  urls: z.array(z.string()).nullish(),
  config: z
    .looseObject({
      libraries: titles,
      "excluded-libraries": titles,
      ignore_ids: z.array(z.unknown()).nullish(),
      sync: sync.omit({ rating_priority: true }).nullish(),
    })
    .nullish(),
});
const serversSchema = z.looseObject({ servers: z.record(z.string(), serverSchema).nullish() });

const traktSchema = z.looseObject({
  CLIENT_ID: z.string().nullish(),
  CLIENT_SECRET: z.string().nullish(),
  OAUTH_TOKEN: z.string().nullish(),
  OAUTH_REFRESH: z.string().nullish(),
  /** Epoch seconds. */
  OAUTH_EXPIRES_AT: z.number().nullish(),
});

type Sync = z.infer<typeof sync>;
type Server = z.infer<typeof serverSchema>;

/** Sections that say how the other tool works, and nothing of what is synced. */
const SECTIONS: Readonly<Record<string, string>> = {
  cache: "pakt keeps its own",
  http_cache: "pakt keeps its own",
  logging: "pakt keeps its own log",
  watch: "pakt syncs when it is run, and does not watch players",
  "xbmc-providers": "pakt reads every id that a title has",
  liked_lists: "pakt syncs the watchlist, and no other list",
};

/**
 * Reads a configuration of PlexTraktSync: `config.yml` (or the older `config.json`), `servers.yml`, `.env` and `.pytrakt.json` of one folder, as far
 * as they are there (Taxel/PlexTraktSync, README, "Configuration"). Throws PaktError `config-invalid` with file and line.
 */
export async function readPlexTraktSync(folder: string): Promise<ForeignSettings> {
  const config =
    (await readForeignYaml(folder, "config.yml", configSchema)) ??
    (await readForeignJson(folder, "config.json", configSchema));
  const servers = await readForeignYaml(folder, "servers.yml", serversSchema);
  const env = await readForeignEnv(folder);
  const trakt = await readForeignJson(folder, ".pytrakt.json", traktSchema);
  const files = [config, servers, env, trakt].flatMap((file) => (file === undefined ? [] : [file.path]));
  const variables = env?.content ?? {};
  const { chosen, others } = chooseServer(servers?.content.servers ?? {}, variables["PLEX_SERVER"]);
  const own = chosen?.server.config;
  const merged = mergeSync(config?.content.sync ?? {}, own?.sync ?? {});
  const url = chosen?.server.urls?.find((address) => address !== "") ?? variables["PLEX_BASEURL"];
  const isGlobal = own?.libraries === undefined || own.libraries === null;
  return {
    files,
    choices: [
      ...(files.length === 0 ? [] : toChoices(merged)),
      ...(url === undefined || url === "" ? [] : [{ key: "plex.url", value: url, from: "servers.yml: urls" } as const]),
    ],
    libraries: {
      from: isGlobal ? "excluded-libraries" : "servers.yml: libraries",
      only: own?.libraries ?? [],
      movies: [],
      shows: [],
      excluded: [
        ...(isGlobal ? (config?.content["excluded-libraries"] ?? []) : []),
        ...(own?.["excluded-libraries"] ?? []),
      ],
    },
    without: [
      ...withoutInSync(merged),
      ...Object.entries(SECTIONS).flatMap(([key, reason]) => (key in (config?.content ?? {}) ? [{ key, reason }] : [])),
      ...(own?.ignore_ids === undefined || own.ignore_ids === null || own.ignore_ids.length === 0
        ? []
        : [
            {
              key: "ignore_ids",
              reason: "these are Plex's own keys; `ignore` in config.json takes ids such as tmdb:603",
            },
          ]),
      ...others.map((name) => ({ key: `servers.${name}`, reason: "one server is taken; see `pakt servers`" })),
    ],
    signIns: toSignIns(variables, { server: chosen?.server, trakt: trakt?.content }),
  };
}

/** The server that the tool uses by default: the one that `.env` names, else the first that it has a token for, else the first. */
function chooseServer(
  servers: Readonly<Record<string, Server>>,
  named: string | undefined,
): { readonly chosen?: { readonly name: string; readonly server: Server }; readonly others: readonly string[] } {
  const all = Object.entries(servers).map(([name, server]) => ({ name, server }));
  const signedIn = all.filter(({ server }) => (server.token ?? "") !== "");
  const chosen = all.find(({ name }) => name === named) ?? signedIn[0] ?? all[0];
  if (chosen === undefined) return { others: [] };
  // It makes an entry called default by itself, and never fills it in where there is another.
  return { chosen, others: signedIn.filter((server) => server !== chosen).map(({ name }) => name) };
}

/** What counts for a server: its own switches, then one that stands for both ways, then the file's. */
function mergeSync(whole: Sync, own: Sync): Sync {
  return {
    ...whole,
    plex_to_trakt: { ...whole.plex_to_trakt, ...own.plex_to_trakt },
    trakt_to_plex: { ...whole.trakt_to_plex, ...own.trakt_to_plex },
  };
}

/** A switch that stands in no file is on. */
const isOn = (value: boolean | null | undefined): boolean => value ?? true;

function toChoices(merged: Sync): readonly ForeignChoice[] {
  const { plex_to_trakt: toTrakt, trakt_to_plex: toPlex } = merged;
  const direction = (
    field: "watched" | "rating" | "watchlist",
    key: "watched_status" | "ratings" | "watchlist",
  ): ForeignChoice => ({
    key: `fields.${field}.direction`,
    value: toDirection({
      toTrakt: isOn(merged[key] ?? toTrakt?.[key]),
      // A playlist of the watchlist is not the watchlist.
      toPlex: isOn(merged[key] ?? toPlex?.[key]) && !(key === "watchlist" && toPlex?.watchlist_as_playlist === true),
    }),
    from: `sync: ${key}`,
  });
  const priority = merged.rating_priority ?? undefined;
  return [
    direction("watched", "watched_status"),
    direction("rating", "ratings"),
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
      value: isOn(merged.collection ?? toTrakt?.collection) ? "plex-to-trakt" : "off",
      from: "sync: collection",
    },
    {
      key: "fields.collection.removals",
      value: toTrakt?.clear_collected === true ? "propagate" : "keep",
      from: "sync: clear_collected",
    },
    direction("watchlist", "watchlist"),
  ];
}

function withoutInSync({ liked_lists: both, trakt_to_plex: toPlex }: Sync): readonly WithoutCounterpart[] {
  const without: readonly (WithoutCounterpart & { readonly isOn: boolean })[] = [
    {
      key: "sync: liked_lists",
      reason: "pakt syncs the watchlist, and no other list",
      isOn: both ?? toPlex?.liked_lists ?? false,
    },
    {
      key: "sync: watchlist_as_playlist",
      reason: "pakt writes the watchlist of your Plex account, and no playlist",
      isOn: toPlex?.watchlist_as_playlist ?? false,
    },
    { key: "sync: playback_status", reason: "pakt syncs no half-seen titles", isOn: toPlex?.playback_status ?? false },
  ];
  return without.flatMap(({ key, reason, isOn: isSet }) => (isSet ? [{ key, reason }] : []));
}

function toSignIns(
  variables: Readonly<Record<string, string>>,
  files: { readonly server: Server | undefined; readonly trakt: z.infer<typeof traktSchema> | undefined },
): ForeignSignIns {
  const known = (name: string): string | undefined => {
    const value = variables[name] ?? "";
    // It writes these for nothing.
    return ["", "-", "None"].includes(value) ? undefined : value;
  };
  const server = files.server?.token ?? known("PLEX_TOKEN");
  const account = known("PLEX_ACCOUNT_TOKEN") ?? server;
  const plexUser = known("PLEX_USERNAME");
  const traktUser = known("TRAKT_USERNAME");
  const { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, OAUTH_TOKEN: accessToken } = files.trakt ?? {};
  const refreshToken = files.trakt?.OAUTH_REFRESH;
  return {
    ...(account !== undefined &&
      account !== "" && {
        plex: {
          token: account,
          ...(server !== undefined && server !== account && { server }),
          ...(plexUser !== undefined && { account: plexUser }),
        },
      }),
    ...(clientId &&
      accessToken && {
        trakt: {
          clientId,
          ...(clientSecret && { clientSecret }),
          accessToken,
          ...(refreshToken && { refreshToken }),
          expiresAt: (files.trakt?.OAUTH_EXPIRES_AT ?? 0) * 1000,
          ...(traktUser !== undefined && { account: traktUser }),
        },
      }),
  };
}
