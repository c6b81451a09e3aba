import { afterEach, describe, expect, it } from "vitest";

import { clientOptions } from "../../test/client-options.ts";
import { createPlexDiscover, createPlexServer } from "../index.ts";
import type { PlexDiscover } from "../index.ts";
import type { InMemoryPlex, InMemoryPlexOptions } from "./index.ts";
import { createInMemoryPlex } from "./index.ts";

const NOW = 1_795_334_400_000;
const KEY = "5d776b59ad5437001f79c6f8";
const PAGED = { "x-plex-container-start": "0", "x-plex-container-size": "5" };
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Started {
  readonly plex: InMemoryPlex;
  readonly url: string;
  readonly discoverUrl: string;
  readonly discover: PlexDiscover;
}

async function start(options: InMemoryPlexOptions = {}): Promise<Started> {
  const plex = createInMemoryPlex({ now: () => NOW, ...options });
  const { url, discoverUrl, close } = await plex.listen();
  closers.push(close);
  const discover = createPlexDiscover({
    ...clientOptions({ retry: { attempts: 1 } }),
    url: discoverUrl,
    token: plex.token,
  });
  return { plex, url, discoverUrl, discover };
}

/** A request as a good client sends it. */
function ask(at: Started, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    accept: "application/json",
    "x-plex-token": at.plex.token,
    "x-plex-client-identifier": "c",
    "x-plex-product": "p",
    ...(init.headers as Record<string, string> | undefined), // This file passes plain objects only.
  };
  return fetch(at.discoverUrl + path, { ...init, headers });
}

describe("the in-memory Discover over real HTTP", () => {
  it("stands under a path of its own beside the media server", async () => {
    const at = await start();
    at.plex.libraries.add({ key: "watchlist", title: "Movies", type: "movie" });
    at.plex.items.addMovie({ library: "watchlist", ratingKey: KEY, title: "On the server" });
    at.plex.discover.watchlist.list(
      at.plex.discover.catalogue.add({ type: "movie", ratingKey: KEY, title: "In the cloud" }),
    );
    const server = createPlexServer({ ...clientOptions(), url: at.url, token: at.plex.token });

    await expect(server.itemsByIds([KEY])).resolves.toMatchObject([{ title: "On the server" }]);
    await expect(at.discover.item(KEY)).resolves.toMatchObject({ title: "In the cloud" });
    await expect(at.discover.watchlist()).resolves.toMatchObject({ items: [{ title: "In the cloud" }] });
    expect(at.discoverUrl).toBe(`${at.url}/discover`);
    expect(at.plex.requests.map(({ path }) => path)).toEqual([
      `/library/metadata/${KEY}`,
      `/discover/library/metadata/${KEY}`,
      "/discover/library/sections/watchlist/all",
    ]);
  });

  it("adds, answers 304 and removes", async () => {
    const { plex, discover } = await start();
    const ratingKey = plex.discover.catalogue.add({ type: "show", guids: ["tvdb://5"] });

    await discover.add({ ratingKey });
    const read = await discover.watchlist();
    const again = await discover.watchlist({ etag: read.state === "read" ? read.etag : undefined });
    await discover.remove({ ratingKey });

    expect(read).toMatchObject({
      state: "read",
      items: [{ ratingKey, guids: ["tvdb://5"], watchlistedAt: NOW / 1000 }],
    });
    expect(again).toEqual({ state: "not-modified" });
    expect(plex.discover.watchlist.all()).toEqual([]);
    expect(plex.violations).toEqual([]);
  });

  it("goes wrong by the path that the caller sees, before and after the effect", async () => {
    const { plex, discover } = await start();
    const ratingKey = plex.discover.catalogue.add({ type: "movie" });
    const fail = (at: "before" | "after"): void => {
      plex.intercept(({ path, phase }) =>
        path === "/discover/actions/addToWatchlist" && phase === at ? { kind: "reset" } : undefined,
      );
    };

    fail("before");
    await expect(discover.add({ ratingKey })).rejects.toMatchObject({ code: "network" });
    expect(plex.discover.watchlist.all()).toEqual([]);

    fail("after");
    await expect(discover.add({ ratingKey })).rejects.toMatchObject({ code: "network", mayHaveHappened: true });
    expect(plex.discover.watchlist.all()).toMatchObject([{ ratingKey }]);
  });
});

describe("the in-memory Discover is strict", () => {
  const LIST = "/library/sections/watchlist/all";

  it.each<[string, string, RequestInit, string]>([
    [
      "an unknown query name",
      `${LIST}?colour=red`,
      { headers: PAGED },
      `GET /discover${LIST}: unknown query name colour`,
    ],
    ["a list without paging", LIST, {}, `GET /discover${LIST}: start and size of the page are not both there`],
    [
      "a size without a start",
      `${LIST}?X-Plex-Container-Size=5`,
      {},
      `GET /discover${LIST}: start and size of the page are not both there`,
    ],
    [
      "no client identifier",
      LIST,
      { headers: { ...PAGED, "x-plex-client-identifier": "" } },
      `GET /discover${LIST}: no x-plex-client-identifier`,
    ],
    [
      "not asking for JSON",
      LIST,
      { headers: { ...PAGED, accept: "*/*" } },
      `GET /discover${LIST}: JSON was not asked for`,
    ],
    [
      "another verb",
      `/actions/addToWatchlist?ratingKey=${KEY}`,
      { method: "POST" },
      "POST /discover/actions/addToWatchlist: there is no such endpoint",
    ],
    ["a media server's endpoint", "/library/sections", {}, "GET /discover/library/sections: there is no such endpoint"],
  ])("notes %s", async (_, path, init, violation) => {
    const at = await start();

    await ask(at, path, init);

    expect(at.plex.violations).toEqual([violation]);
  });

  it.each<[string, number, string, RequestInit]>([
    ["a bad token", 401, LIST, { headers: { ...PAGED, "x-plex-token": "no" } }],
    ["a server's token", 401, LIST, { headers: { ...PAGED, "x-plex-token": "server-token" } }],
    ["an unknown title", 404, `/library/metadata/${"a".repeat(24)}`, {}],
    ["a media server's key", 404, "/library/metadata/501", {}],
    ["matches without a guid", 400, "/library/metadata/matches?type=1", {}],
    ["matches without a type", 400, "/library/metadata/matches?guid=tmdb%3A%2F%2F603", {}],
    ["an order that it does not know", 400, `${LIST}?sort=rating`, { headers: PAGED }],
    ["a title that is listed", 409, `/actions/addToWatchlist?ratingKey=${KEY}`, { method: "PUT" }],
    ["an add of an unknown title", 404, "/actions/addToWatchlist?ratingKey=501", { method: "PUT" }],
    ["a removal of what is not listed", 404, "/actions/removeFromWatchlist?ratingKey=501", { method: "PUT" }],
    ["a removal of nothing", 404, "/actions/removeFromWatchlist", { method: "PUT" }],
  ])("answers %s with %i and one error as JSON", async (_, status, path, init) => {
    const at = await start({ serverToken: "server-token" });
    at.plex.discover.watchlist.list(at.plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }));

    const response = await ask(at, path, init);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: expect.any(String) as string,
      message: expect.any(String) as string,
    });
  });

  it("gives a server's token out with the server, where it is good", async () => {
    const at = await start({ serverToken: "server-token" });
    const server = createPlexServer({ ...clientOptions(), url: at.url, token: "server-token" });

    await expect(server.about()).resolves.toMatchObject({ machineIdentifier: at.plex.machineIdentifier });
    const resources = await fetch(`${at.url}/api/v2/resources`, {
      headers: {
        accept: "application/json",
        "x-plex-token": at.plex.token,
        "x-plex-client-identifier": "c",
        "x-plex-product": "p",
      },
    });
    expect(await resources.json()).toMatchObject([{ accessToken: "server-token" }, {}]);

    at.plex.person.revokeTokens();
    await expect(server.about()).rejects.toMatchObject({ code: "unauthorized" });
  });
});

describe("the state of the in-memory Discover", () => {
  it("lists by date, newest first, of one second the last first, by either order and by type", async () => {
    const at = await start({ discoverPageSize: 4 });
    const { catalogue, watchlist } = at.plex.discover;
    const [a, b, c] = [
      catalogue.add({ type: "movie", title: "a" }),
      catalogue.add({ type: "show", title: "b" }),
      catalogue.add({ type: "movie", title: "c" }),
    ] as const;
    watchlist.list(a, 200);
    watchlist.list(b, 100);
    watchlist.list(c, 200);
    const titles = async (query: string): Promise<unknown> => {
      const response = await ask(at, `/library/sections/watchlist/all${query}`, { headers: PAGED });
      const body = (await response.json()) as { MediaContainer: { Metadata: { title: string }[] } };
      return body.MediaContainer.Metadata.map(({ title }) => title);
    };

    expect(watchlist.all().map(({ ratingKey }) => ratingKey)).toEqual([c, a, b]);
    await expect(titles("")).resolves.toEqual(["c", "a", "b"]);
    await expect(titles("?sort=watchlistedAt%3Aasc")).resolves.toEqual(["b", "a", "c"]);
    await expect(titles("?type=1")).resolves.toEqual(["c", "a"]);
  });

  it("gives Guid in the watchlist only when asked, and never when told not to", async () => {
    const guidsOf = async (options: InMemoryPlexOptions, query: string): Promise<unknown> => {
      const at = await start(options);
      at.plex.discover.watchlist.list(at.plex.discover.catalogue.add({ type: "movie", guids: ["tmdb://1"] }));
      const response = await ask(at, `/library/sections/watchlist/all${query}`, { headers: PAGED });
      const body = (await response.json()) as { MediaContainer: { Metadata: { Guid?: unknown }[] } };
      return body.MediaContainer.Metadata[0]?.Guid;
    };

    await expect(guidsOf({}, "?includeGuids=1")).resolves.toEqual([{ id: "tmdb://1" }]);
    await expect(guidsOf({}, "")).resolves.toBeUndefined();
    await expect(guidsOf({ guidsInWatchlist: false }, "?includeGuids=1")).resolves.toBeUndefined();
  });

  it("still lists a title that is gone from the catalogue", async () => {
    const { plex, discover } = await start();
    const ratingKey = plex.discover.catalogue.add({ type: "movie" });
    plex.discover.watchlist.list(ratingKey);
    plex.discover.catalogue.remove(ratingKey);

    await expect(discover.watchlist()).resolves.toMatchObject({ items: [{ ratingKey }] });
    await expect(discover.item(ratingKey)).resolves.toBeUndefined();
  });

  it("drops what was watched when told to: a movie at once, a show with its last episode", async () => {
    const { plex, url } = await start({ dropsWatched: true });
    const { catalogue, watchlist } = plex.discover;
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    plex.libraries.add({ key: "2", title: "TV", type: "show" });
    const movie = plex.items.addMovie({ library: "1", guid: `plex://movie/${KEY}` });
    const show = plex.items.addShow({ library: "2", guids: ["tvdb://5"] });
    const first = plex.items.addEpisode({ show, parentIndex: 1, index: 1 });
    const last = plex.items.addEpisode({ show, parentIndex: 1, index: 2 });
    const titles = [
      catalogue.add({ type: "movie", ratingKey: KEY }),
      catalogue.add({ type: "show", guids: ["tvdb://5"] }),
      catalogue.add({ type: "movie", guids: ["tvdb://5"] }),
    ];
    for (const title of titles) watchlist.list(title);
    const left = (): readonly string[] =>
      watchlist
        .all()
        .map(({ ratingKey }) => ratingKey)
        .toReversed();
    const server = createPlexServer({ ...clientOptions(), url, token: plex.token });

    plex.person.view(movie);
    plex.person.view(first);
    expect(left()).toEqual(titles.slice(1));

    await server.scrobble({ ratingKey: last });
    expect(left()).toEqual(titles.slice(2));
  });

  it("keeps what was watched by default", async () => {
    const { plex } = await start();
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }));

    plex.person.view(plex.items.addMovie({ library: "1", guid: `plex://movie/${KEY}` }));

    expect(plex.discover.watchlist.all()).toHaveLength(1);
  });

  it.each<[string, (plex: InMemoryPlex) => unknown]>([
    ["a key that is none", (plex) => plex.discover.catalogue.add({ type: "movie", ratingKey: "501" })],
    [
      "a title twice",
      (plex) => [
        plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }),
        plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }),
      ],
    ],
    ["the removal of an unknown title", (plex) => plex.discover.catalogue.remove(KEY)],
    ["to list an unknown title", (plex) => plex.discover.watchlist.list(KEY)],
    ["to unlist what is not listed", (plex) => plex.discover.watchlist.unlist(KEY)],
    [
      "to list twice",
      (plex) => {
        plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }));
        plex.discover.watchlist.list(KEY);
      },
    ],
  ])("refuses %s", async (_, act) => {
    const { plex } = await start();

    expect(() => act(plex)).toThrow(/in-memory (?:Discover|watchlist)/);
  });
});
