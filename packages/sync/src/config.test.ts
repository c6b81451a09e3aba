import { describe, expect, test } from "vitest";

import { configFile, configOf, defaultConfig, toPolicy } from "./config.ts";
import { parseJson } from "./json-file.ts";
import { syncedServers } from "./synced-servers.ts";

function parse(config: object): Promise<unknown> {
  return parseJson(JSON.stringify({ version: 1, ...config }), configFile("config.json"));
}

const NAS = { id: "nas-machine", name: "NAS", url: "http://nas.test:32400" };

describe("config.json", () => {
  test.each<[string, object, string]>([
    [
      "a direction that there is not",
      { fields: { watched: { direction: "up" } } },
      '"up" is not one of two-way, plex-to-trakt, trakt-to-plex, off (fields.watched.direction)',
    ],
    [
      "a direction that is no text",
      { fields: { watched: { direction: 2 } } },
      "expected one of two-way, plex-to-trakt, trakt-to-plex, off (fields.watched.direction)",
    ],
    [
      "a type that there is not",
      { fields: { rating: { types: ["album"] } } },
      '"album" is not one of movie, show, season, episode (fields.rating.types.0)',
    ],
    ["a key of a part that there is not", { plex: { urls: "" } }, 'unknown key "urls" (plex)'],
    ["an address without a scheme", { plex: { url: "10.0.0.5:32400" } }, "expected a web address (plex.url)"],
    ["an address of another kind", { trakt: { apiUrl: "ftp://trakt.test" } }, "expected a web address (trakt.apiUrl)"],
    ["an empty client id", { trakt: { clientId: "" } }, "this must not be empty (trakt.clientId)"],
    ["a client id that is no text", { trakt: { clientId: 5 } }, "expected a text (trakt.clientId)"],
    ["no library at all", { plex: { libraries: [] } }, "this must not be empty (plex.libraries)"],
    [
      "a library that is no list",
      { plex: { libraries: "Movies" } },
      'expected "all" or a list of libraries (plex.libraries)',
    ],
    [
      "one server and several",
      { plex: { url: "http://nas.test", servers: [NAS] } },
      "stands beside plex.servers; keep one of the two (plex.url)",
    ],
    [
      "a server without a name",
      { plex: { servers: [{ ...NAS, name: "" }] } },
      "this must not be empty (plex.servers.0.name)",
    ],
    [
      "one server twice",
      { plex: { servers: [NAS, { ...NAS, name: "Attic" }] } },
      "this server is listed twice (plex.servers.1.id)",
    ],
    [
      "two servers of one name",
      { plex: { servers: [NAS, { ...NAS, id: "attic-machine", name: "nas" }] } },
      "another server has this name; give it one of its own (plex.servers.1.name)",
    ],
    ["an ignored title without a namespace", { ignore: ["603"] }, "expected e.g. movie:tmdb:603 (ignore.0)"],
    ["an ignored title of another type", { ignore: ["album:tmdb:603"] }, "expected e.g. movie:tmdb:603 (ignore.0)"],
    ["ignored titles that are no list", { ignore: "tmdb:603" }, "expected a list (ignore)"],
    ["a choice that is neither yes nor no", { rewatches: "yes" }, "expected true or false (rewatches)"],
    ["a batch that is no number", { batches: { history: "500" } }, "expected a number (batches.history)"],
    ["half a title in a batch", { batches: { history: 0.5 } }, "expected a whole number (batches.history)"],
    ["a batch of nothing", { batches: { history: 0 } }, "expected at least 1 (batches.history)"],
    [
      "more writes at once than a media server stands",
      { batches: { plexWrites: 9 } },
      "expected at most 8 (batches.plexWrites)",
    ],
    [
      "a profile that no folder could be called",
      { profiles: { "../kids": {} } },
      '"../kids" cannot be the name of a profile: a profile\'s name is made of small letters, digits, - and _, begins with a letter or digit, and has at most 32 of them (profiles.../kids)',
    ],
    [
      "a key of a profile that there is not",
      { profiles: { kids: { trakt: {} } } },
      'unknown key "trakt" (profiles.kids)',
    ],
    [
      "an address of a profile beside its servers",
      { profiles: { kids: { plex: { url: "http://nas.test", servers: [NAS] } } } },
      "stands beside plex.servers; keep one of the two (profiles.kids.plex.url)",
    ],
    [
      "a direction of a profile that there is not",
      { profiles: { kids: { fields: { collection: { direction: "two-way" } } } } },
      '"two-way" is not one of plex-to-trakt, off (profiles.kids.fields.collection.direction)',
    ],
    ["a part that is no object", { batches: 5 }, "expected an object (batches)"],
    ["a later version", { version: 2 }, "expected 1 (version)"],
    [
      "a collection that would be written to Plex, where files are",
      { fields: { collection: { direction: "two-way" } } },
      '"two-way" is not one of plex-to-trakt, off (fields.collection.direction)',
    ],
    [
      "a newest quality, for a quality has no date",
      { fields: { collection: { conflicts: "newest" } } },
      '"newest" is not one of plex, trakt, ask (fields.collection.conflicts)',
    ],
    [
      "removals of another kind",
      { fields: { watchlist: { removals: "mirror" } } },
      '"mirror" is not one of keep, propagate (fields.watchlist.removals)',
    ],
    [
      "an episode on a watchlist, where none can be",
      { fields: { watchlist: { types: ["movie", "episode"] } } },
      '"episode" is not one of movie, show (fields.watchlist.types.1)',
    ],
    [
      "a season on a watchlist",
      { fields: { watchlist: { types: ["season"] } } },
      '"season" is not one of movie, show (fields.watchlist.types.0)',
    ],
    [
      "a show in the collection, of which its episodes are",
      { fields: { collection: { types: ["show"] } } },
      '"show" is not one of movie, episode (fields.collection.types.0)',
    ],
    [
      "a season that was watched",
      { fields: { watched: { types: ["season"] } } },
      '"season" is not one of movie, episode (fields.watched.types.0)',
    ],
    ["a field that there is not", { fields: { lists: {} } }, 'unknown key "lists" (fields)'],
    [
      "more titles of the watchlist in a batch than Trakt takes",
      { batches: { watchlist: 1001 } },
      "expected at most 1000 (batches.watchlist)",
    ],
  ])("is refused with %s, and says so", async (_, config, sentence) => {
    await expect(parse(config)).rejects.toMatchObject({
      code: "config-invalid",
      message: `config.json, line 1: ${sentence}.`,
    });
  });

  test.each<[string, object]>([
    ["an ignored title by id alone, and with its type", { ignore: ["tmdb:603", "movie:imdb:tt0133093"] }],
    ["batches of another size", { batches: { history: 100, ratings: 50, plexWrites: 1 } }],
    ["a schema for editors", { $schema: "./config.schema.json" }],
    [
      "fields that are off",
      { fields: { watched: { direction: "off" }, collection: { direction: "off" }, watchlist: { direction: "off" } } },
    ],
    [
      "one way for the watchlist, of shows only",
      { fields: { watchlist: { direction: "trakt-to-plex", removals: "keep", types: ["show"] } } },
    ],
    ["batches of the collection and the watchlist", { batches: { collection: 100, watchlist: 1 } }],
  ])("takes %s", async (_, config) => {
    expect(await parse(config)).toMatchObject(config);
  });
});

describe("the servers of config.json", () => {
  const attic = { id: "attic-machine", name: "Attic", url: "http://attic.test:32400", libraries: ["Movies"] };
  const cellar = { ...NAS, id: "cellar-machine", name: "Cellar", enabled: false };
  const serversOf = async (plex: object, plexUrl?: string) => {
    const config = await parseJson(JSON.stringify({ version: 1, plex }), configFile("config.json"));
    return syncedServers({ config, environment: plexUrl === undefined ? {} : { plexUrl } });
  };

  test("are synced where they are enabled, in the same order whatever they stand in", async () => {
    const expected = [attic, { ...NAS, libraries: "all" }];
    expect(await serversOf({ servers: [NAS, cellar, attic] })).toEqual(expected);
    expect(await serversOf({ servers: [attic, cellar, NAS] })).toEqual(expected);
  });

  test("are one where only an address is given, and where the environment gives one", async () => {
    const one = { url: "http://nas.test", libraries: ["1"] };
    expect(await serversOf(one)).toEqual([one]);
    expect(await serversOf({ servers: [NAS, attic] }, "http://other.test")).toEqual([
      { url: "http://other.test", libraries: "all" },
    ]);
    expect(await serversOf({})).toEqual([]);
  });
});

describe("defaultConfig", () => {
  test("keeps the same what a person has on both sides, and takes nothing away that cannot be brought back", () => {
    expect(defaultConfig().fields).toEqual({
      watched: { direction: "two-way", removals: "keep", conflicts: "newest", types: ["movie", "episode"] },
      rating: {
        direction: "two-way",
        removals: "propagate",
        conflicts: "newest",
        types: ["movie", "show", "season", "episode"],
      },
      collection: { direction: "plex-to-trakt", removals: "keep", conflicts: "plex", types: ["movie", "episode"] },
      watchlist: { direction: "two-way", removals: "propagate", conflicts: "newest", types: ["movie", "show"] },
    });
  });

  test("sends as many titles at once as each list takes", () => {
    expect(defaultConfig().batches).toEqual({
      history: 500,
      ratings: 200,
      collection: 500,
      watchlist: 250,
      plexWrites: 4,
    });
  });

  test("is what a file comes to that chooses nothing", async () => {
    expect(await parse({})).toEqual(defaultConfig());
    expect(await parse({ fields: { collection: {} } })).toEqual(defaultConfig());
  });
});

describe("toPolicy", () => {
  test("is what was chosen, with what is let through in this run", () => {
    const policy = toPolicy(defaultConfig(), {
      watchOnlyOnce: false,
      allowRemovals: { rating: 3 },
      allowAdds: { watched: 9 },
    });
    expect(policy).toMatchObject({
      fields: defaultConfig().fields,
      ignore: [],
      rewatches: true,
      allowRemovals: { rating: 3 },
      allowAdds: { watched: 9 },
    });
  });

  test("lets nothing through unless it is told to", () => {
    expect(toPolicy(defaultConfig(), { watchOnlyOnce: false })).toMatchObject({ allowRemovals: {}, allowAdds: {} });
  });

  test("sends no dates of the collection anew unless it is told to", () => {
    const policy = (resendDates?: boolean) =>
      toPolicy(defaultConfig(), { watchOnlyOnce: false, ...(resendDates === undefined ? {} : { resendDates }) });
    expect([policy().resendDates, policy(false).resendDates, policy(true).resendDates]).toEqual([false, false, true]);
  });

  test.each([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ])("rewatches chosen %s, one play a title %s: sent %s", (rewatches, watchOnlyOnce, expected) => {
    expect(toPolicy({ ...defaultConfig(), rewatches }, { watchOnlyOnce }).rewatches).toBe(expected);
  });
});

describe("configOf", () => {
  const written = {
    version: 1,
    plex: { url: "http://plex.test", libraries: ["1"] },
    fields: { rating: { direction: "plex-to-trakt", removals: "keep" }, watchlist: { direction: "off" } },
    ignore: ["tmdb:1"],
    profiles: {
      kids: {
        plex: { libraries: ["2"] },
        fields: { rating: { direction: "off" } },
        rewatches: false,
        ignore: [],
      },
      anna: {},
    },
  };
  const read = async () => parseJson(JSON.stringify(written), configFile("config.json"));

  test("takes what a profile chooses, and the top level for all else", async () => {
    const config = await read();
    expect(configOf(config, "kids")).toEqual({
      ...config,
      plex: { url: "http://plex.test", libraries: ["2"] },
      fields: { ...config.fields, rating: { ...config.fields.rating, direction: "off" } },
      rewatches: false,
      ignore: [],
    });
  });

  test.each(["default", "anna"])("is the top level for %s, which chooses nothing", async (profile) => {
    const config = await read();
    expect(configOf(config, profile)).toEqual(config);
  });

  test("gives a profile an address where the top level has none", async () => {
    const config = await parseJson(
      JSON.stringify({ version: 1, profiles: { kids: { plex: { url: "http://other.test" } } } }),
      configFile("config.json"),
    );
    expect(configOf(config, "kids").plex).toEqual({ url: "http://other.test", libraries: "all" });
  });

  const own = { id: "attic-machine", name: "Attic", url: "http://attic.test" };
  const listed = { ...own, enabled: true, libraries: "all" };

  test.each([
    [
      "an address of its own in place of several servers",
      { servers: [own] },
      { url: "http://x.test" },
      { libraries: "all", url: "http://x.test" },
    ],
    [
      "servers of its own in place of an address",
      { url: "http://x.test", libraries: ["1"] },
      { servers: [own] },
      { libraries: "all", servers: [listed] },
    ],
    [
      "the servers of the top level where it names none",
      { servers: [own] },
      {},
      { libraries: "all", servers: [listed] },
    ],
  ])("gives a profile %s", async (_, plex, ofProfile, expected) => {
    const text = JSON.stringify({ version: 1, plex, profiles: { kids: { plex: ofProfile } } });
    expect(configOf(await parseJson(text, configFile("config.json")), "kids").plex).toEqual(expected);
  });
});
