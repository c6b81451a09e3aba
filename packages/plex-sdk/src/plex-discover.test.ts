import { describe, expect, it } from "vitest";

import { clientOptions, fakeClock } from "../test/client-options.ts";
import { useInMemoryPlex } from "../test/start-plex.ts";
import { createPlexDiscover } from "./index.ts";
import type { PlexDiscover } from "./index.ts";
import type { Fault } from "./testing/index.ts";

const start = useInMemoryPlex();

const MATRIX = "5d776b59ad5437001f79c6f8";

describe("createPlexDiscover", () => {
  it("refuses an empty token and an address that is none at once", () => {
    const make = (options: { url?: string; token: string }) => (): unknown =>
      createPlexDiscover({ ...clientOptions(), ...options });

    expect(make({ token: " " })).toThrow(expect.objectContaining({ code: "unauthorized" }));
    expect(make({ token: "t", url: "discover" })).toThrow(expect.objectContaining({ code: "invalid-request" }));
  });

  it("keeps the path of another address", async () => {
    const { plex } = start();
    const client = { ...clientOptions(), token: plex.token, url: "http://127.0.0.1:4000/discover/" };

    await createPlexDiscover(client).watchlist();

    expect(plex.requests).toMatchObject([{ path: "/discover/library/sections/watchlist/all", status: 200 }]);
    expect(plex.violations).toEqual([]);
  });

  it("says that a server's token is not enough", async () => {
    const { plex } = start({ serverToken: "server-token" });
    const discover = createPlexDiscover({ ...clientOptions(), token: "server-token" });

    await expect(discover.watchlist()).rejects.toMatchObject({
      code: "unauthorized",
      status: 401,
      method: "GET",
      message:
        "Plex did not accept the token (GET https://discover.provider.plex.tv/library/sections/watchlist/all, status 401, " +
        "the watchlist needs the token of the account; the token of a server is not enough). Sign in to Plex again.",
    });
    await expect(discover.item(MATRIX)).rejects.toThrow("the token of a server is not enough");
    await expect(discover.add({ ratingKey: MATRIX })).rejects.toThrow("the token of a server is not enough");
    await expect(discover.watchlist({ etag: "x" })).rejects.toThrow("the token of a server is not enough");
    expect(plex.requests).toHaveLength(4);
  });
});

describe("item", () => {
  it("reads a title with its ids", async () => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({
      type: "movie",
      ratingKey: MATRIX,
      title: "The Matrix",
      year: 1999,
      guids: ["imdb://tt0133093", "tmdb://603"],
    });

    await expect(discover.item(MATRIX)).resolves.toEqual({
      type: "movie",
      ratingKey: MATRIX,
      guid: `plex://movie/${MATRIX}`,
      guids: ["imdb://tt0133093", "tmdb://603"],
      title: "The Matrix",
      year: 1999,
    });
    expect(plex.requests).toMatchObject([
      { method: "GET", path: `/library/metadata/${MATRIX}`, query: {}, headers: { "x-plex-token": plex.token } },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("is undefined for a title that Plex does not have", async () => {
    const { plex, discover } = start();

    await expect(discover.item(MATRIX)).resolves.toBeUndefined();
    expect(plex.requests).toMatchObject([{ status: 404 }]);
  });

  it.each<[string, unknown]>([
    ["an empty answer", { MediaContainer: { size: 0, totalSize: 0 } }],
    ["another title", { MediaContainer: { Metadata: [{ type: "movie", ratingKey: "a".repeat(24) }] } }],
    ["a season", { MediaContainer: { Metadata: [{ type: "season", ratingKey: MATRIX }] } }],
  ])("is undefined for %s", async (_, body) => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: MATRIX });
    plex.intercept(({ phase }) => (phase === "after" ? { kind: "json", transform: () => body } : undefined));

    await expect(discover.item(MATRIX)).resolves.toBeUndefined();
  });

  it("refuses a media server's key without asking", async () => {
    const { plex, discover } = start();

    await expect(discover.item("501")).rejects.toMatchObject({ code: "invalid-request" });
    expect(plex.requests).toEqual([]);
  });
});

describe("an answer that goes wrong", () => {
  const calls: readonly [string, (discover: PlexDiscover) => Promise<unknown>][] = [
    ["watchlist", (discover) => discover.watchlist()],
    ["item", (discover) => discover.item(MATRIX)],
    ["match", (discover) => discover.match({ type: "movie", id: { namespace: "tmdb", value: "603" } })],
  ];
  const faults: readonly [string, Fault, string][] = [
    ["a web page with status 200", { kind: "html" }, "unreadable-answer"],
    ["half of the JSON", { kind: "half-json" }, "unreadable-answer"],
    ["an empty body", { kind: "status", status: 200, body: "" }, "unreadable-answer"],
    ["an object that is none of Plex's", { kind: "json", transform: () => ({}) }, "unreadable-answer"],
    ["a 304 that nobody asked for", { kind: "status", status: 304 }, "unreadable-answer"],
    [
      "a redirect to another host",
      { kind: "status", status: 302, headers: { location: "https://x.test" } },
      "edge-blocked",
    ],
    ["410", { kind: "status", status: 410 }, "gone"],
    ["500", { kind: "status", status: 500 }, "server-error"],
    ["a lost connection", { kind: "reset" }, "network"],
  ];

  it.each(
    calls.flatMap(([name, call]) => faults.map(([what, fault, code]) => [name, what, fault, code, call] as const)),
  )("%s answered by %s", async (_name, _what, fault, code, call) => {
    const { plex, discover } = start({}, { retry: { attempts: 1 } });
    plex.discover.catalogue.add({ type: "movie", ratingKey: MATRIX, guids: ["tmdb://603"] });
    plex.intercept(({ phase }) => (phase === "after" ? fault : undefined));

    await expect(call(discover)).rejects.toMatchObject({ name: "PlexError", code });
  });

  it.each(calls)("%s waits as Retry-After asks, and is sent again", async (_, call) => {
    const clock = fakeClock();
    const { plex, discover } = start({}, { clock });
    plex.discover.catalogue.add({ type: "movie", ratingKey: MATRIX, guids: ["tmdb://603"] });
    plex.intercept(({ count }) =>
      count === 1 ? { kind: "status", status: 429, headers: { "retry-after": "9" } } : undefined,
    );

    await expect(call(discover)).resolves.toBeDefined();
    expect(clock.sleeps).toEqual([9000]);
    expect(plex.requests.map(({ status }) => status)).toEqual([429, 200]);
  });
});
