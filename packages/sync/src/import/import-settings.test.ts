import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { makeFolder } from "../../test/open-test-home.ts";
import { toFetch } from "../../test/to-fetch.ts";
import { openHome } from "../home.ts";
import type { OpenHomeOptions } from "../home.ts";
import type { Imported } from "./foreign-settings.ts";
import { importSettings } from "./import-settings.ts";
import type { ImportOptions } from "./import-settings.ts";

const PTS = {
  "config.yml": `sync:
  plex_to_trakt:
    collection: true
    ratings: yes
    watched_status: true
    watchlist: false
  trakt_to_plex:
    liked_lists: true
    ratings: true
    watched_status: no
    watchlist: true
  rating_priority: trakt
logging:
  append: true
`,
  "servers.yml": `servers:
  default:
    token: ~
    urls:
      - http://localhost:32400
  NAS:
    token: server-secret
    urls:
      - http://192.168.1.10:32400
`,
  ".env": "PLEX_USERNAME=ann\nTRAKT_USERNAME=ann-on-trakt\nPLEX_SERVER=NAS\nPLEX_ACCOUNT_TOKEN=account-secret\n",
  ".pytrakt.json": JSON.stringify({
    CLIENT_ID: "their-app",
    CLIENT_SECRET: "app-secret",
    OAUTH_TOKEN: "access-secret",
    OAUTH_REFRESH: "refresh-secret",
    OAUTH_EXPIRES_AT: 1_790_000_000,
  }),
};
/** Each line is ten of the line before. */
const BOMB = [
  "a: &a [1]",
  ..."bcdefg".split("").map((name, index) => `${name}: &${name} [${`*${"abcdef"[index]},`.repeat(10)}]`),
].join("\n");
const SECRETS = /server-secret|account-secret|app-secret|access-secret|refresh-secret/;

const PY = {
  sync: { watched_trakt_to_plex: false, watchlist_plex_to_trakt: true, rating_priority: "newest" },
  scheduler: { enabled: true, interval_hours: 6 },
  plex_token: "account-secret",
  servers: [
    { name: "Off", url: "http://10.0.0.1:32400", enabled: false },
    {
      name: "Main",
      url: "http://10.0.0.2:32400",
      token: "server-secret",
      enabled: true,
      movie_libraries: ["Movies"],
      show_libraries: ["TV Shows"],
      sync: { collection_plex_to_trakt: true },
    },
    { name: "4K", url: "http://10.0.0.3:32400", enabled: true },
  ],
  trakt: {
    client_id: "py-app",
    client_secret: "app-secret",
    access_token: "access-secret",
    refresh_token: "",
    expires_at: 0,
  },
};

/** Imports a folder with files into a home with files. */
async function run(
  files: Readonly<Record<string, string>>,
  options: Partial<ImportOptions> & {
    readonly home?: Readonly<Record<string, string>>;
    readonly env?: OpenHomeOptions["env"];
    readonly fetch?: typeof fetch;
  } = {},
): Promise<{ imported: Imported; folder: string; read: (name: string) => Promise<string> }> {
  const { home = {}, env = {}, fetch, ...rest } = options;
  const path = await makeFolder(files);
  const folder = await makeFolder(home);
  const product = { name: "test", version: "1.0.0" };
  const open = { env: { PAKT_HOME: folder, ...env }, userHome: folder, product, fetch };
  const imported = await importSettings(open, { from: "plextraktsync", path, ...rest });
  return { imported, folder, read: (name) => readFile(join(folder, name), "utf8") };
}

const fates = ({ settings }: Imported): readonly string[] =>
  settings.map(({ key, value, fate }) => `${fate} ${key} ${value}`);

describe("import from PlexTraktSync", () => {
  test("takes directions, conflicts and the server, and tells what has no counterpart", async () => {
    const { imported, read } = await run(PTS);
    expect(fates(imported)).toEqual([
      "taken fields.watched.direction plex-to-trakt",
      "same fields.rating.direction two-way",
      "taken fields.rating.conflicts trakt",
      "same fields.collection.direction plex-to-trakt",
      "same fields.collection.removals keep",
      "taken fields.watchlist.direction trakt-to-plex",
      "taken plex.url http://192.168.1.10:32400",
    ]);
    expect(imported.without.map(({ key }) => key)).toEqual(["sync: liked_lists", "logging"]);
    expect(JSON.parse(await read("config.json"))).toEqual({
      version: 1,
      fields: {
        watched: { direction: "plex-to-trakt" },
        rating: { conflicts: "trakt" },
        watchlist: { direction: "trakt-to-plex" },
      },
      plex: { url: "http://192.168.1.10:32400" },
    });
  });

  test("has nothing to take the second time", async () => {
    const { folder, read } = await run(PTS);
    const before = await read("config.json");
    const again = await run(PTS, { env: { PAKT_HOME: folder } });
    expect(again.imported.written).toBe(false);
    expect(fates(again.imported).every((fate) => fate.startsWith("same"))).toBe(true);
    expect(await read("config.json")).toBe(before);
  });

  test.each([
    ["its own switch of a server", { config: { sync: { trakt_to_plex: { ratings: false } } } }, {}, "plex-to-trakt"],
    ["a switch for both ways, as its first versions had", {}, { ratings: false }, "off"],
    ["nothing at all", {}, {}, "two-way"],
  ])("reads the direction of ratings from %s", async (_, server, sync, expected) => {
    // JSON is YAML.
    const { imported } = await run({
      "config.yml": JSON.stringify({ sync }),
      "servers.yml": JSON.stringify({ servers: { one: { token: "x", urls: [], ...server } } }),
    });
    expect(imported.settings.find(({ key }) => key === "fields.rating.direction")?.value).toBe(expected);
  });

  test("does not take a playlist of the watchlist for the watchlist", async () => {
    const { imported } = await run({ "config.yml": "sync:\n  trakt_to_plex:\n    watchlist_as_playlist: true\n" });
    expect(fates(imported)).toContain("taken fields.watchlist.direction plex-to-trakt");
    expect(imported.without.map(({ key }) => key)).toContain("sync: watchlist_as_playlist");
  });

  test("keeps what config.json says, and takes the other when it is told to", async () => {
    const home = {
      "config.json": '{ "version": 1, "ignore": ["tmdb:1"], "fields": { "watched": { "direction": "off" } } }',
    };
    const kept = await run(PTS, { home });
    expect(kept.imported.settings[0]).toMatchObject({ value: "plex-to-trakt", before: "off", fate: "kept" });
    expect(JSON.parse(await kept.read("config.json"))).toMatchObject({
      ignore: ["tmdb:1"],
      fields: { watched: { direction: "off" }, rating: { conflicts: "trakt" } },
    });
    const taken = await run(PTS, { home, overwrite: true });
    expect(taken.imported.settings[0]).toMatchObject({ before: "off", fate: "taken" });
    expect(JSON.parse(await taken.read("config.json"))).toMatchObject({
      ignore: ["tmdb:1"],
      fields: { watched: { direction: "plex-to-trakt" } },
    });
  });

  test.each([
    ["a dry run", { dryRun: true }],
    ["a no", { confirm: () => Promise.resolve(false) }],
  ])("writes nothing after %s", async (_, options) => {
    const { imported, read } = await run(PTS, { ...options, withTokens: true });
    expect(imported.written).toBe(false);
    for (const name of ["config.json", "credentials.json", ".env"]) {
      await expect(read(name)).rejects.toMatchObject({ code: "ENOENT" });
    }
  });

  test("leaves sign-ins alone unless it is asked for them, and shows no secret", async () => {
    const { imported, read } = await run(PTS);
    expect(imported.signIns).toEqual([
      { side: "plex", account: "ann", fate: "left" },
      { side: "trakt", account: "ann-on-trakt", fate: "left" },
    ]);
    expect(JSON.stringify(imported) + (await read("config.json"))).not.toMatch(SECRETS);
    await expect(read("credentials.json")).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("takes sign-ins with the app that they are for, when it is asked to", async () => {
    const { imported, folder, read } = await run(PTS, { withTokens: true, home: { ".env": "PAKT_PROXY=1\n" } });
    expect(imported.signIns.map(({ fate }) => fate)).toEqual(["taken", "taken"]);
    expect(JSON.stringify(imported)).not.toMatch(SECRETS);
    expect(await read(".env")).toBe("PAKT_PROXY=1\nPAKT_TRAKT_CLIENT_SECRET=app-secret\n");
    const home = await openHome({
      env: { PAKT_HOME: folder },
      userHome: folder,
      product: { name: "test", version: "1" },
    });
    expect(home.config.trakt.clientId).toBe("their-app");
    expect(home.environment.traktClientSecret).toBe("app-secret");
    expect(await home.credentials.plexToken()).toBe("account-secret");
    expect(await home.credentials.plexServerToken()).toBe("server-secret");
    expect(await home.credentials.traktTokens()).toMatchObject({
      accessToken: "access-secret",
      refreshToken: "refresh-secret",
      expiresAt: 1_790_000_000_000,
    });
  });

  test.each([
    ["a sign-in of the environment", { PAKT_PLEX_TOKEN: "a", PAKT_TRAKT_ACCESS_TOKEN: "b" }, /is set, and wins/],
    ["another app", { PAKT_PLEX_TOKEN: "a", PAKT_TRAKT_CLIENT_ID: "mine" }, /PAKT_TRAKT_CLIENT_ID|PAKT_PLEX_TOKEN/],
    [
      "the secret of another app",
      { PAKT_PLEX_TOKEN: "a", PAKT_TRAKT_CLIENT_SECRET: "mine" },
      /CLIENT_SECRET|PLEX_TOKEN/,
    ],
  ])("does not take sign-ins beside %s", async (_, env, reason) => {
    const { imported, read } = await run(PTS, { withTokens: true, overwrite: true, env });
    expect(imported.signIns).toEqual([
      expect.objectContaining({ fate: "kept", reason: expect.stringMatching(reason) }),
      expect.objectContaining({ fate: "kept", reason: expect.stringMatching(reason) }),
    ]);
    expect(JSON.parse(await read("config.json"))).not.toHaveProperty("trakt");
  });

  test("does not take a sign-in in place of one that is there", async () => {
    const { folder } = await run(PTS, { withTokens: true });
    const other = { ...PTS, ".pytrakt.json": PTS[".pytrakt.json"].replace("access-secret", "other") };
    const { imported } = await run(other, { withTokens: true, env: { PAKT_HOME: folder } });
    expect(imported.signIns.map(({ fate }) => fate)).toEqual(["kept", "kept"]);
    expect(await readFile(join(folder, "credentials.json"), "utf8")).toContain("access-secret");
  });

  test.each([
    [
      "YAML that is none",
      { "config.yml": "sync:\n  ratings: [true\n" },
      /config\.yml, line \d: this is not valid YAML\./,
    ],
    ["YAML that would grow without end", { "config.yml": BOMB }, /config\.yml, line 1: this is not valid YAML\./],
    [
      "a switch that is none",
      { "config.yml": "sync:\n  plex_to_trakt:\n    collection: true\n    ratings: maybe\n" },
      /config\.yml, line 4: expected true or false \(sync\.plex_to_trakt\.ratings\)\./,
    ],
    [
      "a priority that it does not have",
      { "config.yml": "sync:\n  rating_priority: newest\n" },
      /line 2: "newest" is not one of plex, trakt, none \(sync\.rating_priority\)\./,
    ],
    [
      "JSON that is none",
      { ".pytrakt.json": '{\n "CLIENT_ID": \n' },
      /\.pytrakt\.json, line \d: this is not valid JSON\./,
    ],
    [
      "an address with a token in it",
      { "servers.yml": 'servers: { a: { urls: ["http://10.0.0.1:32400/?X-Plex-Token=abc"] } }' },
      /has a user name, a password or a query in it \(plex\.url\)/,
    ],
  ])("writes nothing for %s, and names the line", async (_, files, message) => {
    const home = await makeFolder();
    const open = { env: { PAKT_HOME: home }, userHome: home, product: { name: "test", version: "1" } };
    const failure = importSettings(open, { from: "plextraktsync", path: await makeFolder(files) });
    await expect(failure).rejects.toMatchObject({ code: "config-invalid", message: expect.stringMatching(message) });
    await expect(readFile(join(home, "config.json"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test.each([
    ["a folder that is not there", "/nonexistent/pts", "is not there"],
    ["a folder without one", undefined, "There is no configuration of PlexTraktSync in"],
  ])("is wrong usage for %s", async (_, path, message) => {
    await expect(run({}, path === undefined ? {} : { path })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining(message),
    });
  });
});

describe("the libraries of another tool", () => {
  const excluding = { "config.yml": "excluded-libraries:\n  - Private\n  - Family Holidays\n" };

  async function withServer(files: Readonly<Record<string, string>>, titles: readonly string[]): Promise<Imported> {
    const plex = createInMemoryPlex();
    titles.forEach((title, index) => {
      plex.libraries.add({ key: String(index + 1), title, type: title === "TV" ? "show" : "movie" });
    });
    const env = { PAKT_PLEX_URL: "http://plex.test:32400", PAKT_PLEX_TOKEN: plex.token };
    return (await run(files, { env, fetch: toFetch(plex.handlers) })).imported;
  }

  test("that it leaves out are left out, as the server has them", async () => {
    const imported = await withServer(excluding, ["Movies", "Private", "TV"]);
    expect(fates(imported)).toContain("taken plex.libraries Movies, TV");
  });

  test("are all of them where the server has none that is left out", async () => {
    expect(fates(await withServer(excluding, ["Movies", "TV"]))).toContain("same plex.libraries all");
  });

  test("are told of where the server cannot be asked yet", async () => {
    const { imported } = await run(excluding);
    expect(imported.open).toEqual([
      { key: "excluded-libraries", reason: expect.stringContaining("all but Private, Family Holidays") },
    ]);
  });

  test("of one kind are told of with their kind", async () => {
    const server = { name: "Main", movie_libraries: ["4K"], excluded_libraries: ["Private"] };
    const { imported } = await run({ "config.json": JSON.stringify({ servers: [server] }) }, { from: "pakt-py" });
    expect(imported.open[0]?.reason).toMatch(/^movies from 4K, all but Private\. pakt syncs all until/);
  });

  test("that it names are taken without asking anybody", async () => {
    const servers = { "servers.yml": "servers: { a: { token: x, config: { libraries: [Movies, TV] } } }" };
    const { imported } = await run({ ...excluding, ...servers });
    expect(fates(imported)).toContain("taken plex.libraries Movies, TV");
  });
});

describe("import from the pakt in Python", () => {
  const files = { "config.json": JSON.stringify(PY, undefined, 2) };

  test("takes what its first enabled server does", async () => {
    const { imported } = await run(files, { from: "pakt-py" });
    expect(fates(imported)).toEqual([
      "taken fields.watched.direction plex-to-trakt",
      "same fields.rating.direction two-way",
      "same fields.rating.conflicts newest",
      "same fields.collection.direction plex-to-trakt",
      "taken fields.watchlist.direction plex-to-trakt",
      "taken plex.url http://10.0.0.2:32400",
      "taken plex.libraries Movies, TV Shows",
    ]);
    expect(imported.without.map(({ key }) => key)).toEqual(["scheduler", "servers: 4K"]);
    expect(imported.signIns.map(({ side, fate }) => [side, fate])).toEqual([
      ["plex", "left"],
      ["trakt", "left"],
    ]);
  });

  test("takes its defaults for switches that stand nowhere", async () => {
    const { imported } = await run({ "config.json": '{ "servers": [] }' }, { from: "pakt-py" });
    expect(fates(imported)).toEqual([
      "same fields.watched.direction two-way",
      "same fields.rating.direction two-way",
      "taken fields.collection.direction off",
      "taken fields.watchlist.direction off",
    ]);
  });

  test("reads the .env of its first versions", async () => {
    const env =
      "TRAKT_CLIENT_ID=a\nPLEX_URL=http://10.0.0.9:32400\nPLEX_TOKEN=t\nPAKT_SYNC_RATINGS_TRAKT_TO_PLEX=false\n";
    const { imported } = await run({ ".env": env }, { from: "pakt-py" });
    expect(fates(imported)).toEqual(
      expect.arrayContaining(["taken fields.rating.direction plex-to-trakt", "taken plex.url http://10.0.0.9:32400"]),
    );
  });

  test("gives its config.json another name where it stands in pakt's own home", async () => {
    const folder = await makeFolder(files);
    const open = { env: { PAKT_HOME: folder }, userHome: folder, product: { name: "test", version: "1" } };
    await expect(openHome(open)).rejects.toMatchObject({
      code: "config-invalid",
      advice: expect.stringContaining(`pakt import --from pakt-py ${folder}`),
    });
    const preview = await importSettings(open, { from: "pakt-py", path: folder, dryRun: true });
    expect(preview.movedTo).toBe(join(folder, "config.pakt-py.json"));
    expect(await readFile(join(folder, "config.json"), "utf8")).toBe(files["config.json"]);
    const done = await importSettings(open, { from: "pakt-py", path: folder, withTokens: true });
    expect(done.written).toBe(true);
    expect(await readFile(join(folder, "config.pakt-py.json"), "utf8")).toBe(files["config.json"]);
    const home = await openHome(open);
    expect(home.config).toMatchObject({ plex: { url: "http://10.0.0.2:32400" }, trakt: { clientId: "py-app" } });
    // It does not know when the token ends: nothing refreshes it ahead of time.
    expect((await home.credentials.traktTokens())?.expiresAt).toBe(Number.MAX_SAFE_INTEGER);
    const again = await importSettings(open, { from: "pakt-py", path: join(folder, "config.pakt-py.json") });
    expect(again.written).toBe(false);
  });

  test("does not replace a file that has that name already", async () => {
    const folder = await makeFolder({ ...files, "config.pakt-py.json": "mine" });
    const open = { env: { PAKT_HOME: folder }, userHome: folder, product: { name: "test", version: "1" } };
    await expect(importSettings(open, { from: "pakt-py", path: folder })).rejects.toMatchObject({
      code: "home-unusable",
    });
    expect(await readFile(join(folder, "config.pakt-py.json"), "utf8")).toBe("mine");
    expect(await readFile(join(folder, "config.json"), "utf8")).toBe(files["config.json"]);
  });

  test("is not confused with a config.json of pakt's own that is broken", async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, "config.json"), "{ sync");
    const open = { env: { PAKT_HOME: folder }, userHome: folder, product: { name: "test", version: "1" } };
    await expect(openHome(open)).rejects.toMatchObject({ message: expect.stringContaining("not valid JSON") });
  });
});
