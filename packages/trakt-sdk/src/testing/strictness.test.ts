import { describe, expect, test } from "vitest";
import { createHousehold, toFetch } from "../../test/household.ts";
import type { Household } from "../../test/household.ts";

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly without?: string;
}

// A request that a strict service takes, but for what the test changes.
async function send(household: Household, sent: Sent): Promise<Response> {
  const { service } = household;
  const tokens = await household.tokens.read();
  const headers = new Headers({
    "content-type": "application/json",
    "user-agent": "pakt-test/1.0",
    "trakt-api-version": "2",
    "trakt-api-key": "client",
    authorization: `Bearer ${tokens?.accessToken}`,
    ...sent.headers,
  });
  headers.delete(sent.without ?? "x-nothing");
  const { path = "/sync/last_activities", method = sent.body === undefined ? "GET" : "POST" } = sent;
  return toFetch(service)(`https://api.trakt.tv${path}`, {
    method,
    headers,
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  });
}

const history = "/sync/history";
const ratings = "/sync/ratings";
const collection = "/sync/collection";
const watchlist = "/sync/watchlist";
const collect = (said: object): Sent => ({ path: collection, body: { movies: [{ ids: { trakt: 1 }, ...said }] } });

test("takes what is right, without a violation", async () => {
  const household = createHousehold();
  const movies = [{ ids: { trakt: 1 }, watched_at: "2026-01-01T10:00:00.000Z" }];
  const response = await send(household, { path: history, body: { movies } });
  expect([response.status, household.service.violations]).toEqual([201, []]);
});

test.each<[string, Sent, number]>([
  ["no version", { without: "trakt-api-version" }, 412],
  ["another version", { headers: { "trakt-api-version": "3" } }, 412],
  ["no key", { without: "trakt-api-key" }, 403],
  ["no content type, on a GET too", { without: "content-type" }, 412],
  ["no user agent", { without: "user-agent" }, 403],
  ["a default user agent", { headers: { "user-agent": "node" } }, 403],
  ["no token", { without: "authorization" }, 401],
  ["an unknown path", { path: "/sync/hystory" }, 404],
  ["an unknown query key", { path: "/sync/ratings?pages=2" }, 400],
  ["a page 0", { path: "/sync/ratings?page=0" }, 400],
  ["an unknown extension", { path: "/sync/watched/shows?extended=progres" }, 400],
  ["a date without Z in the query", { path: "/sync/history?start_at=2026-01-01T10:00:00" }, 400],
  ["an unknown body key", { path: history, body: { film: [] } }, 400],
  ["an unknown item key", { path: history, body: { movies: [{ ids: { trakt: 1 }, title: "Heat" }] } }, 400],
  ["an item without ids", { path: history, body: { movies: [{ ids: {} }] } }, 400],
  ["an id of the wrong type", { path: history, body: { movies: [{ ids: { tmdb: "949" } }] } }, 400],
  ["a movie by tvdb", { path: history, body: { movies: [{ ids: { tvdb: 1 } }] } }, 400],
  [
    "a date without Z",
    { path: history, body: { movies: [{ ids: { trakt: 1 }, watched_at: "2026-01-01T10:00:00" }] } },
    400,
  ],
  ["an epoch number", { path: history, body: { movies: [{ ids: { trakt: 1 }, watched_at: 1_795_300_000 }] } }, 400],
  ["a word it does not know", { path: history, body: { movies: [{ ids: { trakt: 1 }, watched_at: "now" }] } }, 400],
  ["a rating of 7.4", { path: ratings, body: { movies: [{ ids: { trakt: 1 }, rating: 7.4 }] } }, 400],
  ["a rating of 11", { path: ratings, body: { movies: [{ ids: { trakt: 1 }, rating: 11 }] } }, 400],
  ["a media type it does not know", collect({ media_type: "file" }), 400],
  ["a resolution it does not know", collect({ resolution: "1080p" }), 400],
  ["a picture it does not know", collect({ hdr: "sdr" }), 400],
  ["a sound it does not know", collect({ audio: "ac3" }), 400],
  ["channels as a number", collect({ audio_channels: 5.1 }), 400],
  ["3d as a number", collect({ "3d": 1 }), 400],
  ["null in place of a value", collect({ hdr: null }), 400],
  ["a key of metadata that it does not know", collect({ video: "hevc" }), 400],
  ["metadata in an object of its own", collect({ metadata: { hdr: "hlg" } }), 400],
  ["a date of collecting without Z", collect({ collected_at: "2026-01-01T10:00:00" }), 400],
  ["a date of collecting that is `unknown`", collect({ collected_at: "unknown" }), 400],
  ["an unknown extension of the collection", { path: "/sync/collection/movies?extended=meta" }, 400],
  ["a collection of no type", { path: collection }, 404],
  [
    "notes that are too long",
    { path: watchlist, body: { movies: [{ ids: { trakt: 1 }, notes: "x".repeat(501) }] } },
    400,
  ],
  [
    "a date on the watchlist",
    { path: watchlist, body: { movies: [{ ids: { trakt: 1 }, listed_at: "2026-01-01T10:00:00.000Z" }] } },
    400,
  ],
  ["a title without ids on the watchlist", { path: watchlist, body: { shows: [{ ids: {} }] } }, 400],
  [
    "metadata in a removal",
    { path: `${collection}/remove`, body: { movies: [{ ids: { trakt: 1 }, hdr: "hlg" }] } },
    400,
  ],
  ["an unknown order of the watchlist", { path: "/sync/watchlist/movies/age/asc" }, 404],
  ["a body that is no object", { path: ratings, body: "movies" }, 400],
  ["a token for the auth host", { path: "/oauth/revoke", body: { client_id: "client", token: "a" } }, 400],
])("objects to %s, and writes it down", async (_, sent, status) => {
  const household = createHousehold();
  const response = await send(household, sent);
  expect([response.status, household.service.violations.length]).toEqual([status, 1]);
  const { account } = household.service;
  expect([account.plays(), account.ratings(), account.collection(), account.watchlist()]).toEqual([[], [], [], []]);
});

test("answers 401 for a token that has expired, which is no violation", async () => {
  const household = createHousehold();
  household.service.tokens.expire();
  const response = await send(household, {});
  expect([response.status, household.service.violations]).toEqual([401, []]);
});

test("knows one app only when it is told which", async () => {
  const household = createHousehold({ service: { clientId: "other" } });
  await expect(household.trakt.sync.lastActivities()).rejects.toMatchObject({ code: "client-rejected" });
});

test("logs each request with what it sent and what it got", async () => {
  const household = createHousehold();
  await send(household, { path: "/sync/ratings?page=1&limit=5" });
  await send(household, { path: ratings, body: { movies: [] } });
  const at = household.clock.now();
  expect([...household.service.requests]).toEqual([
    { method: "GET", path: ratings, query: { page: "1", limit: "5" }, body: undefined, status: 200, at },
    { method: "POST", path: ratings, query: {}, body: { movies: [] }, status: 201, at },
  ]);
  household.service.requests.clear();
  expect(household.service.requests).toHaveLength(0);
});

describe("the write budget", () => {
  test("is enforced when asked: the client keeps it", async () => {
    const { service, trakt } = createHousehold({ service: { enforceWriteInterval: true } });
    await Promise.all([trakt.sync.removeRatings({ movies: [] }), trakt.sync.removeRatings({ movies: [] })]);
    expect([service.requests.map(({ status }) => status), service.violations]).toEqual([[200, 200], []]);
  });

  test("is enforced when asked: a client that does not keep it gets 429 with both headers", async () => {
    const household = createHousehold({ service: { enforceWriteInterval: true } });
    await send(household, { path: ratings, body: {} });
    const response = await send(household, { path: ratings, body: {} });
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(JSON.parse(response.headers.get("x-ratelimit") ?? "")).toMatchObject({ remaining: 0, limit: 1 });
    expect(household.service.violations).toEqual(["two writes within a second"]);
  });
});
