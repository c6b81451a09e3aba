import type { NumberingDoubt } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { readSeasonLists } from "./season-lists.ts";
import { createTraktCache } from "./trakt-cache.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

interface Started extends StartedTrakt {
  readonly read: (...doubts: readonly NumberingDoubt[]) => ReturnType<typeof readSeasonLists>;
  /** The paths that were asked for since the last call. */
  readonly asked: () => readonly string[];
}

/** Two shows with one episode each. */
function start(): Started {
  const started = startTrakt();
  const { service, trakt, clock } = started;
  for (const number of [10, 20]) {
    service.catalogue.addShow({
      ids: { trakt: number, tvdb: 200 + number, tmdb: 100 + number, imdb: `tt${number}` },
      title: `Show ${number}`,
      seasons: [{ number: 1, ids: { trakt: 300 + number }, episodes: [{ number: 1, ids: { trakt: 400 + number } }] }],
    });
  }
  const cache = createTraktCache(createStorage(), "default");
  return {
    ...started,
    read: (...doubts) => readSeasonLists({ trakt, cache, clock }, doubts),
    asked: () => {
      const paths = service.requests.map(({ path }) => path);
      service.requests.clear();
      return paths;
    },
  };
}

function doubt(...ids: NumberingDoubt["show"]["ids"]): NumberingDoubt {
  return { show: { ids, title: "A show" }, reason: "ordering-differs" };
}

describe("readSeasonLists", () => {
  test("asks for nothing when there is no doubt", async () => {
    const { asked, read } = start();
    expect(await read()).toEqual([]);
    expect(asked()).toEqual([]);
  });

  test("gives every episode with its ids and Trakt's numbers, and nothing of what was seen", async () => {
    const { read } = start();
    expect(await read(doubt("trakt:10", "tvdb:210"))).toEqual([
      {
        type: "episode",
        ids: ["trakt:410"],
        title: "",
        show: { ids: ["trakt:10", "tvdb:210"], title: "A show" },
        season: 1,
        number: 1,
      },
    ]);
  });

  test.each([
    ["Trakt's own, without a search", ["tvdb:210", "trakt:10"], ["/shows/10/seasons"]],
    ["tvdb", ["tmdb:110", "tvdb:210"], ["/search/tvdb/210", "/shows/10/seasons"]],
    [
      "tmdb when tvdb finds nothing",
      ["tvdb:999", "tmdb:110"],
      ["/search/tvdb/999", "/search/tmdb/110", "/shows/10/seasons"],
    ],
    ["imdb", ["imdb:tt10"], ["/search/imdb/tt10", "/shows/10/seasons"]],
  ] as const)("finds the show by the id that is trusted most: %s", async (_, ids, paths) => {
    const { asked, read } = start();
    expect(await read(doubt(...ids))).toHaveLength(1);
    expect(asked()).toEqual(paths);
  });

  test("takes the ids of a show that it searched from Trakt: the episodes are then found by any of them", async () => {
    const { read } = start();
    expect(await read(doubt("tvdb:210"))).toMatchObject([
      { show: { ids: ["trakt:10", "tmdb:110", "tvdb:210", "imdb:tt10"], title: "Show 10" } },
    ]);
  });

  test("does not take a search result that has not the id", async () => {
    const { service, read } = start();
    breakTrakt(
      service,
      { method: "GET", path: "/search/tvdb/999" },
      {
        kind: "json",
        transform: () => [{ type: "show", score: null, show: { title: "Other", ids: { trakt: 20, tvdb: 220 } } }],
      },
      "after",
    );
    expect(await read(doubt("tvdb:999"))).toEqual([]);
  });

  test.each([
    ["not before a week has passed", WEEK_MS - 1, []],
    ["when it is a week old", WEEK_MS, ["/shows/10/seasons"]],
  ])("reads a list again %s", async (_, laterMs, paths) => {
    const { asked, clock, read } = start();
    const first = await read(doubt("trakt:10"));
    asked();
    clock.advance(laterMs);
    expect(await read(doubt("trakt:10"))).toEqual(first);
    expect(asked()).toEqual(paths);
  });

  test("keeps the lists of shows that are asked for at other times", async () => {
    const { asked, read } = start();
    await read(doubt("trakt:10"));
    await read(doubt("trakt:20"));
    asked();
    expect(await read(doubt("trakt:10"), doubt("trakt:20"))).toHaveLength(2);
    expect(asked()).toEqual([]);
  });

  test("leaves out a show that cannot be read, and reads it the next time", async () => {
    const { service, asked, read } = start();
    breakTrakt(service, { method: "GET", path: "/shows/10/seasons" }, status(500));
    expect(await read(doubt("trakt:10"), doubt("trakt:20"))).toMatchObject([{ show: { ids: ["trakt:20"] } }]);
    service.intercept();
    asked();
    expect(await read(doubt("trakt:10"), doubt("trakt:20"))).toHaveLength(2);
    expect(asked()).toEqual(["/shows/10/seasons"]);
  });

  test("leaves out a show that Trakt does not know, and one without an id", async () => {
    const { read } = start();
    expect(await read(doubt("tvdb:999"), doubt("plex:abc"), doubt("trakt:999"))).toEqual([]);
  });

  test("searches for a show that Trakt does not know once a day", async () => {
    const { asked, clock, read } = start();
    await read(doubt("tvdb:999"));
    asked();
    await read(doubt("tvdb:999"));
    expect(asked()).toEqual([]);
    clock.advance(WEEK_MS / 7);
    await read(doubt("tvdb:999"));
    expect(asked()).toEqual(["/search/tvdb/999"]);
  });
});
