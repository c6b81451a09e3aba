import { describe, expect, test } from "vitest";
import { scriptClient } from "../../test/scripted-client.ts";
import { empty, json, lostConnection, page as webPage } from "../../test/scripted-fetch.ts";
import { paginate } from "../index.ts";
import type { Page, PageRequest, Trakt } from "../index.ts";

const page: PageRequest = { page: 1, limit: 250 };
const headers = { "x-pagination-limit": "250", "x-pagination-page-count": "1", "x-pagination-item-count": "1" };
const told = { page: 1, limit: 250, pageCount: 1, itemCount: 1 };
const movie = { title: "Heat", year: 1995, ids: { trakt: 1, slug: "heat-1995", imdb: "tt0113277", tmdb: 949 } };
const show = { title: "Harbour", year: 2020, ids: { trakt: 10, slug: "harbour", tvdb: 210, imdb: null, tmdb: 110 } };
const episode = { season: 1, number: 2, title: null, ids: { trakt: 2, tvdb: 3 } };
const at = "2026-01-02T20:10:00.000Z";
const metadata = {
  media_type: "digital",
  resolution: "hd_1080p",
  hdr: null,
  audio: "dts_ma",
  audio_channels: "5.1",
  "3d": null,
};

type Row = [string, (trakt: Trakt) => (request: PageRequest) => Promise<Page<unknown>>, string, unknown, unknown[]];

describe("a list", () => {
  test.each<Row>([
    [
      "of collected movies",
      ({ sync }) => sync.collectionMovies(),
      "/sync/collection/movies?page=1&limit=250",
      [{ collected_at: at, updated_at: at, movie }],
      [{ collected_at: at, updated_at: at, movie }],
    ],
    [
      "of collected movies with what their files are",
      ({ sync }) => sync.collectionMovies({ extended: "metadata" }),
      "/sync/collection/movies?extended=metadata&page=1&limit=250",
      [{ collected_at: at, movie, metadata: { ...metadata, "3d": 1 } }],
      [{ collected_at: at, movie, metadata: { ...metadata, "3d": true } }],
    ],
    [
      "of collected shows",
      ({ sync }) => sync.collectionShows({ extended: "metadata" }),
      "/sync/collection/shows?extended=metadata&page=1&limit=250",
      [
        {
          last_collected_at: at,
          last_updated_at: null,
          show,
          seasons: [{ number: 0, episodes: [{ number: 1, collected_at: at, metadata: { ...metadata, "3d": false } }] }],
        },
      ],
      [
        {
          last_collected_at: at,
          last_updated_at: null,
          show,
          seasons: [{ number: 0, episodes: [{ number: 1, collected_at: at, metadata: { ...metadata, "3d": false } }] }],
        },
      ],
    ],
    [
      "of every collected movie's date",
      ({ sync }) => sync.collectionMoviesMinimal(),
      "/sync/collection/minimal/movies?page=1&limit=250",
      { 7: at },
      [{ trakt: 7, collected_at: at }],
    ],
    [
      "of every collected episode's date",
      ({ sync }) => sync.collectionEpisodesMinimal(),
      "/sync/collection/minimal/episodes?page=1&limit=250",
      { 5001: at },
      [{ trakt: 5001, collected_at: at }],
    ],
    [
      "of the whole watchlist, in the person's order",
      ({ sync }) => sync.watchlist(),
      "/sync/watchlist?page=1&limit=250",
      [
        { rank: 1, id: 101, listed_at: at, notes: null, type: "movie", movie, extra: 1 },
        { listed_at: at, type: "season", season: { number: 1, ids: { trakt: 9 } }, show },
        { listed_at: at, type: "episode", episode, show },
      ],
      [
        { rank: 1, id: 101, listed_at: at, notes: null, type: "movie", movie },
        { listed_at: at, type: "season", season: { number: 1, ids: { trakt: 9 } }, show },
        { listed_at: at, type: "episode", episode, show },
      ],
    ],
    [
      "of one type's watchlist, in the order in which it was listed",
      ({ sync }) => sync.watchlist({ type: "shows" }),
      "/sync/watchlist/shows/added/asc?page=1&limit=250",
      [{ rank: 2, id: 102, listed_at: at, notes: "with subtitles", type: "show", show }],
      [{ rank: 2, id: 102, listed_at: at, notes: "with subtitles", type: "show", show }],
    ],
  ])("%s", async (_, listOf, path, answer, rows) => {
    const { trakt, seen } = scriptClient([json(answer, { headers })]);
    await expect(listOf(trakt)(page)).resolves.toEqual({ rows, ...told });
    expect(seen.map(({ method, url }) => [method, url])).toEqual([["GET", `https://api.trakt.tv${path}`]]);
  });

  test.each<[string, (trakt: Trakt) => (request: PageRequest) => Promise<unknown>, unknown, string]>([
    [
      "a collected show without seasons",
      ({ sync }) => sync.collectionShows(),
      [{ last_collected_at: at, show }],
      "[0].seasons",
    ],
    ["an error in place of dates", ({ sync }) => sync.collectionMoviesMinimal(), { error: "x" }, "error"],
    [
      "an unknown type on the watchlist",
      ({ sync }) => sync.watchlist(),
      [{ listed_at: at, type: "person" }],
      "[0].type",
    ],
  ])("names what it cannot read: %s", async (_, listOf, answer, where) => {
    const { trakt } = scriptClient([json(answer)]);
    await expect(listOf(trakt)(page)).rejects.toMatchObject({
      code: "unreadable-answer",
      message: expect.stringContaining(where),
    });
  });

  test("of dates is walked until a page is empty or short, for it announces nothing", async () => {
    const { trakt, seen } = scriptClient([json({ 1: at, 2: at }), json({ 3: at, 4: at }), json({})]);
    const rows: number[] = [];
    const list = trakt.sync.collectionEpisodesMinimal();
    for await (const part of paginate(list, { limit: 2, key: ({ trakt: id }) => String(id) })) {
      rows.push(...part.map(({ trakt: id }) => id));
    }
    expect([rows, seen.length]).toEqual([[1, 2, 3, 4], 3]);
  });
});

describe("what a collected file is", () => {
  const readMetadata = async (sent: unknown): Promise<unknown> => {
    const { trakt } = scriptClient([json([{ collected_at: at, movie, metadata: sent }])]);
    const { rows } = await trakt.sync.collectionMovies({ extended: "metadata" })(page);
    return rows[0]?.metadata;
  };
  const unset = { media_type: undefined, resolution: undefined, hdr: undefined, audio: undefined };
  const nothing = { ...unset, audio_channels: undefined, "3d": undefined };

  test.each<[string, unknown, unknown]>([
    ["nothing that is set", {}, nothing],
    ["no metadata at all", null, null],
    [
      "values that are unknown or of another kind",
      { media_type: "minidisc", resolution: 1080, hdr: ["hdr10"], audio: "DTS", audio_channels: 5.1, "3d": "yes" },
      { media_type: "other", resolution: null, hdr: null, audio: null, audio_channels: null, "3d": null },
    ],
    ["a text in its place", "digital", null],
    ["a key that is new", { hdr: "hlg", bit_depth: 10 }, { ...nothing, hdr: "hlg" }],
    ["3d as 1", { "3d": 1 }, { ...nothing, "3d": true }],
    ["3d as 0", { "3d": 0 }, { ...nothing, "3d": false }],
    ["3d as true", { "3d": true }, { ...nothing, "3d": true }],
    ["3d as false", { "3d": false }, { ...nothing, "3d": false }],
    ["3d as null", { "3d": null }, { ...nothing, "3d": null }],
  ])("is read from %s", async (_, sent, metadataRead) => {
    await expect(readMetadata(sent)).resolves.toEqual(metadataRead);
  });
});

describe("a write", () => {
  const none = { movies: 0, shows: 0, seasons: 0, episodes: 0 };
  const nothingMissing = { movies: [], shows: [], seasons: [], episodes: [], ids: [] };

  test("that collects sends the body as it is and returns the counts and the echo", async () => {
    const body = {
      movies: [
        { ids: { tmdb: 949 }, collected_at: at, media_type: "digital", resolution: "uhd_4k", hdr: "hdr10_plus" },
      ],
      shows: [
        {
          ids: { tvdb: 1 },
          media_type: "digital",
          seasons: [{ number: 1, episodes: [{ number: 9, collected_at: at, audio: "dolby_atmos", "3d": false }] }],
        },
      ],
      episodes: [{ ids: { trakt: 16 }, collected_at: "released", audio_channels: "7.1.4" }],
    } as const;
    const answer = {
      added: { movies: 1, episodes: 0 },
      updated: { movies: 0, episodes: 1 },
      existing: { movies: 0, episodes: 0 },
      not_found: { movies: [], shows: [{ ids: { tvdb: 1 } }], seasons: [], episodes: [] },
    };
    const { trakt, seen } = scriptClient([json(answer, { status: 201 })]);
    await expect(trakt.sync.addCollection(body)).resolves.toEqual({
      added: { ...none, movies: 1 },
      updated: { ...none, episodes: 1 },
      existing: none,
      notFound: { ...nothingMissing, shows: [{ ids: { tvdb: 1 } }] },
    });
    expect(seen.map(({ method, url, body: sent }) => [method, url, sent])).toEqual([
      ["POST", "https://api.trakt.tv/sync/collection", body],
    ]);
  });

  test("that lists titles returns how long the list is now", async () => {
    const body = {
      movies: [{ ids: { trakt: 1 }, notes: "with subtitles" }],
      shows: [{ ids: { imdb: "tt0000010" } }],
    } as const;
    const answer = {
      added: { movies: 1 },
      existing: { shows: 1 },
      not_found: {},
      list: { updated_at: at, item_count: 7, name: "x" },
    };
    const { trakt, seen } = scriptClient([json(answer, { status: 201 })]);
    await expect(trakt.sync.addWatchlist(body)).resolves.toEqual({
      added: { ...none, movies: 1 },
      existing: { ...none, shows: 1 },
      notFound: nothingMissing,
      list: { updated_at: at, item_count: 7 },
    });
    expect([seen[0]?.url, seen[0]?.body]).toEqual(["https://api.trakt.tv/sync/watchlist", body]);
  });

  test.each<[string, (trakt: Trakt, body: { movies: { ids: { trakt: number } }[] }) => Promise<unknown>, string]>([
    ["from the collection", ({ sync }, body) => sync.removeCollection(body), "/sync/collection/remove"],
    ["from the watchlist", ({ sync }, body) => sync.removeWatchlist(body), "/sync/watchlist/remove"],
  ])("that removes %s returns what was deleted", async (_, remove, path) => {
    const body = { movies: [{ ids: { trakt: 1 } }] };
    const { trakt, seen } = scriptClient([json({ deleted: { movies: 1 }, not_found: { movies: [] } })]);
    await expect(remove(trakt, body)).resolves.toEqual({
      added: none,
      deleted: { ...none, movies: 1 },
      notFound: nothingMissing,
    });
    expect([seen[0]?.url, seen[0]?.body]).toEqual([`https://api.trakt.tv${path}`, body]);
  });

  test.each([
    ["no list", undefined],
    ["null", null],
    ["a text", "gone"],
    ["a count that is none", { item_count: "many" }],
  ])("stays readable when %s stands where the list is told", async (_, list) => {
    const { trakt } = scriptClient([json({ added: { movies: 1 }, list })]);
    await expect(trakt.sync.addWatchlist({})).resolves.toEqual({
      added: { ...none, movies: 1 },
      notFound: nothingMissing,
    });
  });
});

const writes: [string, (trakt: Trakt) => Promise<unknown>][] = [
  ["addCollection", ({ sync }) => sync.addCollection({})],
  ["removeCollection", ({ sync }) => sync.removeCollection({})],
  ["addWatchlist", ({ sync }) => sync.addWatchlist({})],
  ["removeWatchlist", ({ sync }) => sync.removeWatchlist({})],
];

describe.each(writes)("%s", (_, send) => {
  test("is sent again after 429", async () => {
    const { trakt, seen } = scriptClient([empty(429, { "retry-after": "2" }), json({ added: {} })]);
    await send(trakt);
    expect(seen).toHaveLength(2);
  });

  test.each<[string, Response | Error, object]>([
    ["500", empty(500), { code: "server-error", mayHaveHappened: true }],
    ["a lost answer", lostConnection(), { code: "network", mayHaveHappened: true }],
    ["423", empty(423, { "x-account-locked": "true" }), { code: "account-locked" }],
    ["423 with a page", webPage(423), { code: "account-locked" }],
    [
      "426",
      empty(426, { "x-upgrade-url": "https://trakt.tv/vip" }),
      { code: "vip-required", name: "TraktVipRequiredError", upgradeUrl: "https://trakt.tv/vip" },
    ],
    ["426 with a page and no header", webPage(426), { code: "vip-required", upgradeUrl: undefined }],
    [
      "420",
      empty(420, { "x-account-limit": "1000", "x-vip-user": "false" }),
      { code: "account-limit", name: "TraktAccountLimitError", limit: 1000, isVip: false },
    ],
  ])("is sent once when %s comes", async (__, response, error) => {
    const { trakt, seen } = scriptClient([response instanceof Response ? response.clone() : response]);
    await expect(send(trakt)).rejects.toMatchObject(error);
    expect(seen).toHaveLength(1);
  });
});

test.each([
  [423, "account-locked"],
  [426, "vip-required"],
] as const)("a list that is answered with %i is not asked for again", async (status, code) => {
  const { trakt, seen } = scriptClient([empty(status), empty(status)]);
  await expect(trakt.sync.collectionMovies()(page)).rejects.toMatchObject({ code });
  await expect(trakt.sync.watchlist()(page)).rejects.toMatchObject({ code });
  expect(seen).toHaveLength(2);
});
