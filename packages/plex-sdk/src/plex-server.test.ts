import { describe, expect, it } from "vitest";

import { clientOptions } from "../test/client-options.ts";
import { NOW, useInMemoryPlex } from "../test/start-plex.ts";
import { createPlexServer, paginate } from "./index.ts";
import type { Fault } from "./testing/index.ts";

const start = useInMemoryPlex();

/** An answer in place of the right one. */
function answering(body: unknown): (request: { phase: "before" | "after" }) => Fault | undefined {
  return ({ phase }) => (phase === "after" ? { kind: "json", transform: () => body } : undefined);
}

describe("createPlexServer", () => {
  it.each([["not an address"], ["ftp://plex.test"], ["http://me:secret@plex.test"]])(
    "refuses the address %s",
    (url) => {
      const make = (): unknown => createPlexServer({ ...clientOptions(), url, token: "t" });

      expect(make).toThrow(expect.objectContaining({ code: "invalid-request" }));
      expect(make).not.toThrow("secret@");
    },
  );

  it("keeps the path of an address behind a proxy", async () => {
    const urls: string[] = [];
    const stub: typeof fetch = (input) => {
      urls.push(new Request(input).url);
      return Promise.resolve(Response.json({ MediaContainer: { machineIdentifier: "m", version: "1" } }));
    };
    const server = createPlexServer({
      ...clientOptions({ fetch: stub }),
      url: "https://example.org/plex/",
      token: "t",
    });

    await server.identity();

    expect(urls).toEqual(["https://example.org/plex/identity"]);
  });
});

describe("identity", () => {
  it("is asked for without the token", async () => {
    const { plex, server } = start();

    await expect(server.identity()).resolves.toEqual({
      machineIdentifier: plex.machineIdentifier,
      version: "1.43.4.10903-in-memory",
      claimed: true,
    });
    expect(plex.requests).toMatchObject([{ method: "GET", path: "/identity", query: {}, status: 200 }]);
    expect(plex.requests[0]?.headers).toMatchObject({
      accept: "application/json",
      "x-plex-client-identifier": "pakt-7f1c",
      "x-plex-product": "pakt",
      "x-plex-version": "1.2.3",
    });
    expect(plex.requests[0]?.headers).not.toHaveProperty("x-plex-token");
    expect(plex.violations).toEqual([]);
  });
});

describe("items", () => {
  it("lists the movies of a library with their ids, by pages, slim", async () => {
    const { plex, server } = start();
    plex.items.addMovie({
      library: "1",
      guid: "plex://movie/5d776b59ad5437001f79c6f8",
      guids: ["imdb://tt0133093", "tmdb://603"],
      title: "The Matrix",
      year: 1999,
      duration: 8_160_000,
      addedAt: 1_700_000_000,
      viewCount: 2,
      lastViewedAt: 1_760_000_000,
      userRating: 7.5,
      lastRatedAt: 1_760_000_100,
      file: "/media/The Matrix.mkv",
    });

    const page = await server.items({ library: "1", type: "movie" })({ start: 0, size: 500 });

    expect(page).toEqual({
      start: 0,
      totalSize: 1,
      rows: [
        {
          type: "movie",
          ratingKey: "101",
          guid: "plex://movie/5d776b59ad5437001f79c6f8",
          guids: ["imdb://tt0133093", "tmdb://603"],
          title: "The Matrix",
          year: 1999,
          duration: 8_160_000,
          addedAt: 1_700_000_000,
          updatedAt: 1_700_000_000,
          viewCount: 2,
          lastViewedAt: 1_760_000_000,
          userRating: 7.5,
          lastRatedAt: 1_760_000_100,
          librarySectionID: "1",
          media: [
            {
              parts: [{ id: "101", file: "/media/The Matrix.mkv", size: 4_294_967_296, duration: 8_160_000 }],
              id: "101",
              videoResolution: "1080",
              width: 1920,
              height: 1080,
              duration: 8_160_000,
              bitrate: 8000,
              videoCodec: "h264",
              audioCodec: "aac",
              audioChannels: 2,
            },
          ],
        },
      ],
    });
    expect(plex.requests).toMatchObject([
      {
        method: "GET",
        path: "/library/sections/1/all",
        query: {
          type: "1",
          includeGuids: "1",
          sort: "addedAt",
          excludeElements: "Role,Genre,Director,Country,Writer,Image,UltraBlurColors,Collection,Field",
          excludeFields: "summary,tagline,art,thumb",
        },
        headers: { "x-plex-container-start": "0", "x-plex-container-size": "500", "x-plex-token": plex.token },
      },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("walks a library of 2 500 movies in three requests", async () => {
    const { plex, server } = start();
    for (let number = 0; number < 2500; number += 1) plex.items.addMovie({ library: "1" });

    const keys = [];
    for await (const rows of paginate(server.items({ library: "1", type: "movie" }), {
      size: 1000,
      key: (item) => item.ratingKey,
    })) {
      keys.push(...rows.map((row) => row.ratingKey));
    }

    expect(keys).toHaveLength(2500);
    expect(plex.requests).toHaveLength(3);
  });
});

describe("writing", () => {
  it("scrobbles, unscrobbles and rates by rating key", async () => {
    const { plex, server } = start();
    const ratingKey = plex.items.addMovie({ library: "1" });

    await server.scrobble({ ratingKey });
    await server.rate({ ratingKey, rating: 8, ratedAt: new Date("2026-11-01T20:00:00.900Z") });

    expect(plex.items.get(ratingKey)).toMatchObject({
      viewCount: 1,
      lastViewedAt: NOW / 1000,
      userRating: 8,
      lastRatedAt: Date.parse("2026-11-01T20:00:00Z") / 1000,
    });

    await server.unscrobble({ ratingKey });
    await server.rate({ ratingKey, rating: undefined });

    expect(plex.items.get(ratingKey)).not.toHaveProperty("userRating");
    expect(plex.items.get(ratingKey)).toMatchObject({ viewCount: 0 });
    const identifier = "com.plexapp.plugins.library";
    expect(plex.requests.map(({ method, path, query }) => ({ method, path, query }))).toEqual([
      { method: "PUT", path: "/:/scrobble", query: { identifier, key: ratingKey } },
      { method: "PUT", path: "/:/rate", query: { identifier, key: ratingKey, rating: "8", ratedAt: "1793563200" } },
      { method: "PUT", path: "/:/unscrobble", query: { identifier, key: ratingKey } },
      { method: "PUT", path: "/:/rate", query: { identifier, key: ratingKey, rating: "-1" } },
    ]);
    expect(plex.violations).toEqual([]);
  });
});

describe("about", () => {
  it("says who the server and its owner are", async () => {
    const { plex, server } = start();

    await expect(server.about()).resolves.toEqual({
      friendlyName: "In-memory Plex",
      machineIdentifier: plex.machineIdentifier,
      version: "1.43.4.10903-in-memory",
      myPlexUsername: "owner",
    });
    expect(plex.requests).toMatchObject([{ method: "GET", path: "/", headers: { "x-plex-token": plex.token } }]);
    expect(plex.violations).toEqual([]);
  });
});

describe("libraries", () => {
  it("lists all of them, of whatever type", async () => {
    const { plex, server } = start();

    await expect(server.libraries()).resolves.toEqual([
      { key: "1", type: "movie", title: "Movies", agent: "tv.plex.agents.movie", language: "en-US", uuid: "library-1" },
      { key: "2", type: "show", title: "TV", agent: "com.plexapp.agents.hama", language: "en-US", uuid: "library-2" },
    ]);
    expect(plex.requests).toMatchObject([{ method: "GET", path: "/library/sections", query: {} }]);
  });

  it("are none when the server leaves the list out", async () => {
    const { plex, server } = start();
    plex.libraries.remove("1");
    plex.libraries.remove("2");

    await expect(server.libraries()).resolves.toEqual([]);
  });

  it("take numbers for keys and keep unknown types", async () => {
    const { plex, server } = start();
    plex.intercept(
      answering({
        MediaContainer: {
          Directory: [{ key: 7, type: "hologram", title: "Future", scannedAt: "170", hidden: true, extra: {} }],
        },
      }),
    );

    await expect(server.libraries()).resolves.toEqual([
      { key: "7", type: "hologram", title: "Future", scannedAt: 170 },
    ]);
  });
});

/** A show with a special that was seen and a pilot that was not. */
function household(options = {}): ReturnType<typeof start> & { show: string; episode: string } {
  const started = start(options);
  const { items } = started.plex;
  const show = items.addShow({
    library: "2",
    title: "Show",
    guid: "plex://show/aaaaaaaaaaaaaaaaaaaaaaaa",
    guids: ["tvdb://9"],
  });
  const episode = items.addEpisode({
    show,
    parentIndex: 0,
    index: 4,
    title: "Extra",
    viewCount: 1,
    lastViewedAt: 1_760_000_000,
    addedAt: 5,
  });
  items.addEpisode({ show, parentIndex: 1, index: 1, title: "Pilot", addedAt: 6, guids: ["tmdb://77"] });
  return { ...started, show, episode };
}

describe("a library of shows", () => {
  it("gives shows with how many episodes were seen", async () => {
    const { server, show } = household();

    const { rows } = await server.items({ library: "2", type: "show" })({ start: 0, size: 10 });

    expect(rows).toMatchObject([
      { type: "show", ratingKey: show, guids: ["tvdb://9"], leafCount: 2, viewedLeafCount: 1, viewCount: 1 },
    ]);
  });

  it("gives seasons with their show", async () => {
    const { plex, server, show } = household();

    const { rows } = await server.items({ library: "2", type: "season" })({ start: 0, size: 10 });

    expect(rows).toMatchObject([
      {
        type: "season",
        index: 0,
        title: "Specials",
        parentRatingKey: show,
        parentTitle: "Show",
        parentGuid: "plex://show/aaaaaaaaaaaaaaaaaaaaaaaa",
      },
      { type: "season", index: 1, title: "Season 1" },
    ]);
    expect(plex.requests).toMatchObject([{ query: { type: "3", sort: "season.addedAt" } }]);
  });

  it("gives episodes with their numbers and their show, across all shows at once", async () => {
    const { plex, server, show, episode } = household();

    const { rows } = await server.items({ library: "2", type: "episode" })({ start: 0, size: 10 });

    expect(rows).toMatchObject([
      {
        type: "episode",
        ratingKey: episode,
        index: 4,
        parentIndex: 0,
        grandparentRatingKey: show,
        grandparentTitle: "Show",
        grandparentGuid: "plex://show/aaaaaaaaaaaaaaaaaaaaaaaa",
        viewCount: 1,
        lastViewedAt: 1_760_000_000,
      },
      { type: "episode", index: 1, parentIndex: 1, guids: ["tmdb://77"] },
    ]);
    expect(plex.requests).toMatchObject([{ query: { type: "4", sort: "episode.addedAt" } }]);
    expect(plex.violations).toEqual([]);
  });

  it("reads the same from numbers written as text and from attributes on the container", async () => {
    const plain = household();
    const odd = household({ numbersAsText: true, hoistsCommonAttributes: true });

    const list = (server: typeof plain.server) =>
      server.items({ library: "2", type: "episode" })({ start: 0, size: 10 });

    expect(await list(odd.server)).toEqual(await list(plain.server));
  });

  it("takes hoisted parents from the container", async () => {
    const { plex, server } = household();
    plex.intercept(
      answering({
        MediaContainer: {
          librarySectionID: 2,
          parentIndex: 3,
          parentRatingKey: 20,
          grandparentRatingKey: "10",
          grandparentTitle: "Show",
          grandparentGuid: "local://10",
          Metadata: [
            { ratingKey: 5, type: "episode", index: 1 },
            { ratingKey: 6, type: "episode", parentIndex: 0 },
          ],
        },
      }),
    );

    const { rows } = await server.items({ library: "2", type: "episode" })({ start: 0, size: 10 });

    const parents = {
      librarySectionID: "2",
      parentRatingKey: "20",
      grandparentRatingKey: "10",
      grandparentTitle: "Show",
      grandparentGuid: "local://10",
    };
    expect(rows).toEqual([
      { type: "episode", ratingKey: "5", title: "", guids: [], media: [], index: 1, parentIndex: 3, ...parents },
      { type: "episode", ratingKey: "6", title: "", guids: [], media: [], parentIndex: 0, ...parents },
    ]);
  });

  it("is refused when the server sends another type than was asked for", async () => {
    const { plex, server } = household();
    plex.intercept(answering({ MediaContainer: { Metadata: [{ ratingKey: "1", type: "show", title: "Show" }] } }));

    await expect(server.items({ library: "2", type: "episode" })({ start: 0, size: 10 })).rejects.toMatchObject({
      code: "unreadable-answer",
      message: expect.stringContaining("MediaContainer.Metadata[0].type"),
    });
  });

  it("is not found when it is not there", async () => {
    const { server } = start();

    await expect(server.items({ library: "9", type: "show" })({ start: 0, size: 10 })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("is refused when a value of a row cannot be read, so that it does not pass for absent", async () => {
    const { plex, server } = start();
    plex.intercept(answering({ MediaContainer: { Metadata: [{ ratingKey: "1", type: "movie", userRating: {} }] } }));

    await expect(server.items({ library: "1", type: "movie" })({ start: 0, size: 10 })).rejects.toMatchObject({
      code: "unreadable-answer",
      message: expect.stringContaining("MediaContainer.Metadata[0].userRating: a number was expected"),
    });
  });
});

describe("an empty library", () => {
  it("has a page without rows and is complete", async () => {
    const { plex, server } = start();

    const pages = paginate(server.items({ library: "1", type: "movie" }), { key: (item) => item.ratingKey });

    await expect(pages.next()).resolves.toEqual({ done: true, value: { rows: 0, totalSize: 0 } });
    expect(plex.requests).toHaveLength(1);
  });
});

describe("a filter", () => {
  const filter = { field: "lastViewedAt", operator: ">>=", value: 1_760_000_000 } as const;

  it("is sent by hand, and its rows are verified", async () => {
    const { plex, server } = start();
    plex.items.addMovie({ library: "1", lastViewedAt: 1_750_000_000 });
    const seen = plex.items.addMovie({ library: "1", lastViewedAt: 1_770_000_000 });

    const page = await server.items({ library: "1", type: "movie", filter })({ start: 0, size: 10 });

    expect(page).toMatchObject({ totalSize: 1, filterHonoured: true, rows: [{ ratingKey: seen }] });
    expect(plex.requests[0]?.query).toMatchObject({ "lastViewedAt>>": "1760000000" });
    expect(plex.violations).toEqual([]);
  });

  it.each(["show", "season", "episode"] as const)("has the scope of %s in a library of shows", async (type) => {
    const { plex, server } = start();

    await server.items({ library: "2", type, filter: { field: "userRating", operator: ">>=", value: 0 } })({
      start: 0,
      size: 10,
    });

    expect(plex.requests[0]?.query).toMatchObject({ [`${type}.userRating>>`]: "0" });
    expect(plex.violations).toEqual([]);
  });

  it("is told to be ignored when a row does not satisfy it", async () => {
    const { plex, server } = start({ ignoresFilters: true });
    plex.items.addMovie({ library: "1", lastViewedAt: 1_770_000_000 });
    plex.items.addMovie({ library: "1" });

    const page = await server.items({ library: "1", type: "movie", filter })({ start: 0, size: 10 });

    expect(page).toMatchObject({ totalSize: 2, filterHonoured: false });
  });

  it("is not spoken of when there is none", async () => {
    const { server } = start();

    expect(await server.items({ library: "1", type: "movie" })({ start: 0, size: 10 })).not.toHaveProperty(
      "filterHonoured",
    );
  });
});

describe("other orders", () => {
  it("are Plex's words, and full rows can be asked for", async () => {
    const { plex, server } = start();
    const old = plex.items.addMovie({ library: "1", lastViewedAt: 10 });
    const recent = plex.items.addMovie({ library: "1", lastViewedAt: 20 });

    const list = server.items({ library: "1", type: "movie", sort: "lastViewedAt:desc", slim: false });
    const { rows } = await list({ start: 0, size: 10 });

    expect(rows.map((row) => row.ratingKey)).toEqual([recent, old]);
    expect(plex.requests[0]?.query).toEqual({ type: "1", includeGuids: "1", sort: "lastViewedAt:desc" });
  });
});

describe("itemsByIds", () => {
  it("asks for at most 100 at once, each once, and leaves out what is gone", async () => {
    const { plex, server } = start();
    const keys = Array.from({ length: 150 }, () => plex.items.addMovie({ library: "1", guids: ["tmdb://1"] }));

    const items = await server.itemsByIds([...keys, ...keys, "999999"]);

    expect(items.map((item) => item.ratingKey)).toEqual(keys);
    expect(items[0]).toMatchObject({ type: "movie", guids: ["tmdb://1"] });
    expect(plex.requests.map(({ path }) => path.split("/").at(-1)?.split(",").length)).toEqual([100, 51]);
    expect(plex.requests[0]).toMatchObject({ method: "GET", query: { includeGuids: "1" } });
    expect(plex.violations).toEqual([]);
  });

  it("is empty when all are gone, and asks nothing for nothing", async () => {
    const { plex, server } = start();

    expect(await server.itemsByIds(["1"])).toEqual([]);
    expect(await server.itemsByIds([])).toEqual([]);
    expect(plex.requests).toHaveLength(1);
  });
});

describe("accounts", () => {
  it("are the users of the server, without the blank one", async () => {
    const { plex, server } = start();

    await expect(server.accounts()).resolves.toEqual([{ id: 1, name: "owner" }]);
    expect(plex.requests).toMatchObject([{ method: "GET", path: "/accounts", query: {} }]);
  });
});

describe("history", () => {
  it("lists a person's views, newest first, and not our scrobbles", async () => {
    const { plex, server } = start();
    const ratingKey = plex.items.addMovie({ library: "1", title: "Film" });
    plex.person.view(ratingKey, 1_760_000_000);
    plex.person.view(ratingKey, 1_770_000_000);
    await server.scrobble({ ratingKey });

    const { rows, totalSize } = await server.history()({ start: 0, size: 10 });

    expect(totalSize).toBe(2);
    expect(rows).toEqual([
      {
        historyKey: "/status/sessions/history/2",
        ratingKey,
        type: "movie",
        title: "Film",
        librarySectionID: "1",
        viewedAt: 1_770_000_000,
        accountID: 1,
      },
      {
        historyKey: "/status/sessions/history/1",
        ratingKey,
        type: "movie",
        title: "Film",
        librarySectionID: "1",
        viewedAt: 1_760_000_000,
        accountID: 1,
      },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("can be narrowed, and the date is verified on the rows", async () => {
    const { plex, server } = start();
    const one = plex.items.addMovie({ library: "1" });
    const two = plex.items.addMovie({ library: "1" });
    plex.person.view(one, 1_760_000_000);
    plex.person.view(two, 1_760_000_000);
    plex.person.view(one, 1_770_000_000);

    const list = server.history({
      accountID: 1,
      library: "1",
      ratingKey: one,
      viewedSince: new Date(1_765_000_000_000),
    });
    const page = await list({ start: 0, size: 10 });

    expect(page).toMatchObject({ filterHonoured: true, rows: [{ ratingKey: one, viewedAt: 1_770_000_000 }] });
    expect(page.rows).toHaveLength(1);
    expect(plex.requests[0]?.query).toEqual({
      sort: "viewedAt:desc",
      accountID: "1",
      librarySectionID: "1",
      metadataItemID: one,
      "viewedAt>": "1765000000",
    });
  });

  it("survives null rows and rows of deleted items", async () => {
    const { plex, server } = start();
    plex.intercept(
      answering({
        MediaContainer: {
          totalSize: 2,
          offset: 0,
          Metadata: [null, { historyKey: "h", viewedAt: "5", accountID: "1" }],
        },
      }),
    );

    await expect(server.history()({ start: 0, size: 10 })).resolves.toEqual({
      start: 0,
      totalSize: 2,
      emptyRows: 1,
      rows: [{ historyKey: "h", viewedAt: 5, accountID: 1 }],
    });
  });
});
