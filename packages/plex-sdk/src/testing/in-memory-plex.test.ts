import { afterEach, describe, expect, it } from "vitest";

import { clientOptions } from "../../test/client-options.ts";
import { createPlexServer, paginate } from "../index.ts";
import type { PlexClientOptions, PlexItem, PlexServer, RequestEvent } from "../index.ts";
import type { Fault, InMemoryPlex, InMemoryPlexOptions } from "./index.ts";
import { createInMemoryPlex } from "./index.ts";

const NOW = 1_795_334_400_000;
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Started {
  readonly plex: InMemoryPlex;
  readonly url: string;
  readonly server: PlexServer;
}

async function start(options: InMemoryPlexOptions = {}, client: Partial<PlexClientOptions> = {}): Promise<Started> {
  const plex = createInMemoryPlex({ now: () => NOW, ...options });
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "TV", type: "show" });
  const { url, close } = await plex.listen();
  closers.push(close);
  const server = createPlexServer({ ...clientOptions({ retry: { attempts: 1 }, ...client }), url, token: plex.token });
  return { plex, url, server };
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
  return fetch(at.url + path, { ...init, headers });
}

const PAGED = { "x-plex-container-start": "0", "x-plex-container-size": "5" };

describe("the date of an answer", () => {
  it("is the server's own time, which a client is told", async () => {
    const events: RequestEvent[] = [];
    const { server } = await start({ now: () => NOW + 400 }, { onRequest: (event) => events.push(event) });
    await server.libraries();
    expect(events).toMatchObject([{ status: 200, answeredAt: NOW }]);
  });
});

describe("the in-memory Plex over real HTTP", () => {
  it("listens on the loopback only and says where", async () => {
    const { url } = await start();

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("lists itself among the account's servers while it listens", async () => {
    const at = await start();

    const resources = await (await ask(at, "/api/v2/resources")).json();

    expect(resources).toMatchObject([
      { provides: "server", connections: [{ uri: at.url, local: true }] },
      { provides: "client,player" },
    ]);
  });

  it.each<[string, Fault, string]>([
    ["reset", { kind: "reset" }, "network"],
    ["half-json", { kind: "half-json" }, "unreadable-answer"],
    ["html", { kind: "html" }, "unreadable-answer"],
    ["status", { kind: "status", status: 503 }, "unavailable"],
    ["json", { kind: "json", transform: () => ({ MediaContainer: 1 }) }, "unreadable-answer"],
  ])("can go wrong by %s after the effect", async (_, fault, code) => {
    const { plex, server } = await start();
    plex.intercept(({ phase }) => (phase === "after" ? fault : undefined));

    await expect(server.libraries()).rejects.toMatchObject({ code });

    plex.intercept();
    await expect(server.libraries()).resolves.toHaveLength(2);
  });

  it.each<[Fault["kind"], Fault]>([
    ["hang", { kind: "hang" }],
    ["drip", { kind: "drip" }],
  ])("can %s for longer than anybody waits", async (_, fault) => {
    const { plex, server } = await start({}, { timeouts: { readMs: 150 } });
    plex.intercept(({ phase }) => (phase === "after" ? fault : undefined));

    await expect(server.libraries()).rejects.toMatchObject({ code: "timeout" });
  });

  it("does nothing when a write is cut before its effect, and has done it when cut after", async () => {
    const { plex, server } = await start();
    const ratingKey = plex.items.addMovie({ library: "1" });

    plex.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    await expect(server.scrobble({ ratingKey })).rejects.toMatchObject({ code: "network", mayHaveHappened: true });
    expect(plex.scrobbles).toEqual([]);

    plex.intercept(({ phase }) => (phase === "after" ? { kind: "reset" } : undefined));
    await expect(server.scrobble({ ratingKey })).rejects.toMatchObject({ code: "network", mayHaveHappened: true });
    expect(plex.scrobbles).toEqual([ratingKey]);
    expect(plex.requests.map(({ status }) => status)).toEqual([undefined, undefined]);
  });

  it("has not happened when nobody listens", async () => {
    const { plex, url } = await start();
    await Promise.all(closers.splice(0).map((close) => close()));
    const server = createPlexServer({ ...clientOptions(), url, token: plex.token });

    await expect(server.scrobble({ ratingKey: "1" })).rejects.toMatchObject({
      code: "network",
      mayHaveHappened: false,
    });
  });

  it("holds 10 000 movies and 50 000 episodes, and lists them in 60 requests of 1 000", async () => {
    const { plex, server } = await start();
    for (let movie = 0; movie < 10_000; movie += 1) plex.items.addMovie({ library: "1", guids: [`tmdb://${movie}`] });
    for (let show = 0; show < 1000; show += 1) {
      const key = plex.items.addShow({ library: "2" });
      for (let index = 1; index <= 50; index += 1) plex.items.addEpisode({ show: key, parentIndex: 1, index });
    }
    let rows = 0;
    const listings = [
      server.items({ library: "1", type: "movie" }),
      server.items({ library: "2", type: "episode" }),
    ] as const;
    for (const list of listings) {
      for await (const page of paginate<PlexItem>(list, { size: 1000, key: (item) => item.ratingKey }))
        rows += page.length;
    }

    expect(rows).toBe(60_000);
    expect(plex.requests).toHaveLength(60);
    expect(plex.violations).toEqual([]);
  });
});

describe("the in-memory Plex is strict", () => {
  it.each<[string, string, RequestInit, string]>([
    ["an unknown query name", "/library/sections?colour=red", {}, "GET /library/sections: unknown query name colour"],
    [
      "a list without paging",
      "/library/sections/1/all?type=1",
      {},
      "GET /library/sections/1/all: start and size of the page are not both there",
    ],
    [
      "a size without a start",
      "/library/sections/1/all?type=1&X-Plex-Container-Size=5",
      {},
      "GET /library/sections/1/all: start and size of the page are not both there",
    ],
    [
      "a filter by an unknown field",
      "/library/sections/1/all?type=1&smell%3E%3E=1",
      { headers: PAGED },
      "GET /library/sections/1/all: unknown query name smell>>",
    ],
    [
      "the token in the query",
      "/library/sections?X-Plex-Token=t",
      {},
      "GET /library/sections: the token is in the query",
    ],
    ["a token where none is needed", "/identity", {}, "GET /identity: a token was sent where none is needed"],
    [
      "not asking for JSON",
      "/library/sections",
      { headers: { accept: "*/*" } },
      "GET /library/sections: JSON was not asked for",
    ],
    [
      "no product",
      "/library/sections",
      { headers: { "x-plex-product": "" } },
      "GET /library/sections: no x-plex-product",
    ],
    ["an unknown endpoint", "/library/everything", {}, "GET /library/everything: there is no such endpoint"],
    [
      "a wrong identifier",
      "/:/scrobble?identifier=x&key=1",
      { method: "PUT" },
      "identifier is x, not com.plexapp.plugins.library",
    ],
  ])("notes %s", async (_, path, init, violation) => {
    const at = await start();

    await ask(at, path, init);

    expect(at.plex.violations).toEqual([violation]);
  });

  it.each<[string, number, string, RequestInit]>([
    ["a bad token", 401, "/library/sections", { headers: { "x-plex-token": "no" } }],
    ["no token", 401, "/", { headers: { "x-plex-token": "" } }],
    ["an unknown library", 404, "/library/sections/9/all?type=1", { headers: PAGED }],
    ["a list without a type", 400, "/library/sections/1/all", { headers: PAGED }],
    ["an unknown item", 404, "/library/metadata/9", {}],
    [
      "a scrobble of an unknown item",
      404,
      "/:/scrobble?identifier=com.plexapp.plugins.library&key=9",
      { method: "PUT" },
    ],
    ["a scrobble of nothing", 400, "/:/scrobble?identifier=com.plexapp.plugins.library", { method: "PUT" }],
    ["a rating of 11", 400, "/:/rate?identifier=com.plexapp.plugins.library&key=101&rating=11", { method: "PUT" }],
    ["a rating of nothing", 400, "/:/rate?identifier=com.plexapp.plugins.library&key=101", { method: "PUT" }],
    [
      "a rating from the future",
      400,
      `/:/rate?identifier=com.plexapp.plugins.library&key=101&rating=5&ratedAt=${NOW / 1000 + 60}`,
      { method: "PUT" },
    ],
    ["an unknown endpoint", 404, "/library/everything", {}],
  ])("answers %s with %i as a web page", async (_, status, path, init) => {
    const at = await start();
    at.plex.items.addMovie({ library: "1" });

    const response = await ask(at, path, init);

    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(/^<html>/);
  });

  it("answers a bad token on plex.tv with a list of errors as JSON", async () => {
    const at = await start();

    const response = await ask(at, "/api/v2/user", { headers: { "x-plex-token": "no" } });

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      errors: [{ code: 1001, message: "User could not be authenticated", status: 401 }],
    });
  });

  it("keeps a pin from another client", async () => {
    const at = await start();
    const withoutToken = { "x-plex-token": "" };
    const pin = (await (await ask(at, "/api/v2/pins", { method: "POST", headers: withoutToken })).json()) as {
      id: number;
    };

    const own = await ask(at, `/api/v2/pins/${pin.id}`, { headers: withoutToken });
    const other = await ask(at, `/api/v2/pins/${pin.id}`, {
      headers: { ...withoutToken, "x-plex-client-identifier": "d" },
    });

    expect([own.status, other.status]).toEqual([200, 404]);
  });

  it("gives Guid only when asked, totals only when paged, and leaves empty lists out", async () => {
    const at = await start();
    at.plex.items.addMovie({ library: "1", guids: ["tmdb://1"] });

    const plain = await (await ask(at, "/library/sections/1/all?type=1")).json();
    const full = await (await ask(at, "/library/sections/1/all?type=1&includeGuids=1", { headers: PAGED })).json();
    const none = await (await ask(at, "/library/sections/2/all?type=2", { headers: PAGED })).json();

    expect(plain).toMatchObject({
      MediaContainer: { size: 1, Metadata: [expect.not.objectContaining({ Guid: expect.anything() })] },
    });
    expect(plain).not.toMatchObject({ MediaContainer: { totalSize: 1 } });
    expect(full).toMatchObject({
      MediaContainer: { size: 1, totalSize: 1, offset: 0, Metadata: [{ Guid: [{ id: "tmdb://1" }] }] },
    });
    expect(none).toEqual({ MediaContainer: { size: 0, totalSize: 0, offset: 0 } });
  });

  it("caps pages when told to", async () => {
    const { plex, server } = await start({ maxPageSize: 2 });
    for (let movie = 0; movie < 5; movie += 1) plex.items.addMovie({ library: "1" });

    const page = await server.items({ library: "1", type: "movie" })({ start: 0, size: 1000 });

    expect(page.rows).toHaveLength(2);
    expect(page.totalSize).toBe(5);
  });
});

describe("the state of the in-memory Plex", () => {
  it("marks all episodes of a show, one more view each, and shows the new rows at once", async () => {
    const { plex, server } = await start();
    const show = plex.items.addShow({ library: "2" });
    const seen = plex.items.addEpisode({ show, parentIndex: 1, index: 1, viewCount: 1, lastViewedAt: 5 });
    const fresh = plex.items.addEpisode({ show, parentIndex: 1, index: 2 });
    const list = server.items({ library: "2", type: "show" });
    await list({ start: 0, size: 10 });

    await server.scrobble({ ratingKey: show });

    expect([plex.items.get(seen)?.viewCount, plex.items.get(fresh)?.viewCount]).toEqual([2, 1]);
    expect((await list({ start: 0, size: 10 })).rows).toMatchObject([{ viewedLeafCount: 2, lastViewedAt: NOW / 1000 }]);
    expect(plex.scrobbles).toEqual([show]);
  });

  it("holds what a person does: views, ratings, and taking both back", async () => {
    const { plex } = await start();
    const ratingKey = plex.items.addMovie({ library: "1" });

    plex.person.view(ratingKey, 100);
    plex.person.view(ratingKey);
    plex.person.rate(ratingKey, 7.4, 200);
    const before = plex.items.get(ratingKey);
    plex.person.unview(ratingKey);
    plex.person.unrate(ratingKey);

    expect(before).toMatchObject({ viewCount: 2, lastViewedAt: NOW / 1000, userRating: 7.4, lastRatedAt: 200 });
    expect(plex.items.get(ratingKey)).toEqual({
      ratingKey,
      type: "movie",
      title: "movie 101",
      library: "1",
      guid: "plex://movie/000000000000000000000065",
      viewCount: 0,
    });
  });

  it("removes a show with its episodes, and a library with its items", async () => {
    const { plex } = await start();
    const show = plex.items.addShow({ library: "2" });
    plex.items.addEpisode({ show, parentIndex: 1, index: 1 });
    plex.items.addMovie({ library: "1" });

    plex.items.remove(show);
    expect(plex.items.all().map(({ type }) => type)).toEqual(["movie"]);

    plex.libraries.remove("1");
    expect(plex.items.all()).toEqual([]);
  });

  it("voids every token when the person signs all devices out", async () => {
    const { plex, server } = await start();

    plex.person.revokeTokens();

    await expect(server.about()).rejects.toMatchObject({ code: "unauthorized" });
  });

  it("clears its log of requests, and goes on counting", async () => {
    const { plex, server } = await start();
    const counts: number[] = [];
    plex.intercept(({ count, phase }) => {
      counts.push(phase === "before" ? count : -count);
      return undefined;
    });

    await server.identity();
    plex.requests.clear();
    await server.identity();

    expect(plex.requests).toHaveLength(1);
    expect(counts).toEqual([1, -1, 2, -2]);
  });

  it.each<[string, (plex: InMemoryPlex) => unknown]>([
    ["a movie to a library of shows", (plex) => plex.items.addMovie({ library: "2" })],
    ["an item to a library that is not there", (plex) => plex.items.addShow({ library: "9" })],
    ["an episode to a season that is not there", (plex) => plex.items.addEpisode({ season: "9", index: 1 })],
    [
      "a key twice",
      (plex) => [
        plex.items.addMovie({ library: "1", ratingKey: "7" }),
        plex.items.addMovie({ library: "1", ratingKey: "7" }),
      ],
    ],
  ])("refuses to add %s", async (_, add) => {
    const { plex } = await start();

    expect(() => add(plex)).toThrow("The in-memory Plex");
  });
});
