import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { clearCache } from "./clear-cache.ts";
import { readState } from "./state.ts";
import { sync } from "./sync.ts";

describe("clearCache", () => {
  test("removes what was read, and says what", async () => {
    const { home } = await openConnectedHome();
    await sync(home);
    expect({ removed: (await clearCache(home)).removed.toSorted() }).toEqual({
      removed: [
        "cache/default/plex-account.json",
        "cache/default/plex-watchlist.json",
        "cache/default/trakt-collected-movies.json",
        "cache/default/trakt-collected-shows.json",
        "cache/default/trakt-ratings.json",
        "cache/default/trakt-settings.json",
        "cache/default/trakt-watched-movies.json",
        "cache/default/trakt-watched-shows.json",
        "cache/default/trakt-watchlist-episodes.json",
        "cache/default/trakt-watchlist-movies.json",
        "cache/default/trakt-watchlist-seasons.json",
        "cache/default/trakt-watchlist-shows.json",
      ],
    });
    expect(await readdir(join(home.folder, "cache/default"))).toEqual([]);
  });

  test("makes the next run read everything, and leaves the state", async () => {
    const { home, trakt } = await openConnectedHome();
    await sync(home);
    const state = await readState(home);
    await clearCache(home);
    expect(await readState(home)).toEqual(state);
    trakt.requests.clear();
    await sync(home);
    expect(trakt.requests.map(({ path }) => path)).toContain("/sync/watched/movies");
  });

  test("removes nothing where nothing was read", async () => {
    const { home } = await openConnectedHome();
    expect(await clearCache(home)).toEqual({ removed: [] });
  });
});
