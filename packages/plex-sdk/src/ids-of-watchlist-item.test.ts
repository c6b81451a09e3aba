import { describe, expect, it } from "vitest";

import { idsOfWatchlistItem } from "./ids-of-watchlist-item.ts";

const KEY = "5d776b59ad5437001f79c6f8";

describe("idsOfWatchlistItem", () => {
  it("lists a movie's ids as a library item's: the most trusted first, the plex id last", () => {
    const guids = ["tvdb://169", "imdb://tt0133093", "tmdb://603"];

    expect(
      idsOfWatchlistItem({ type: "movie", ratingKey: KEY, guid: `plex://movie/${KEY}`, guids, title: "" }),
    ).toEqual([
      { namespace: "tmdb", value: "603" },
      { namespace: "imdb", value: "tt0133093" },
      { namespace: "tvdb", value: "169" },
      { namespace: "plex", value: KEY },
    ]);
  });

  it("puts TVDB before IMDb for shows", () => {
    const guids = ["imdb://tt0133093", "tvdb://169"];

    expect(idsOfWatchlistItem({ type: "show", ratingKey: KEY, guid: `plex://show/${KEY}`, guids, title: "" })).toEqual([
      { namespace: "tvdb", value: "169" },
      { namespace: "imdb", value: "tt0133093" },
      { namespace: "plex", value: KEY },
    ]);
  });

  it("knows the plex id by the key when there is no guid", () => {
    expect(idsOfWatchlistItem({ type: "show", ratingKey: KEY, guids: [], title: "" })).toEqual([
      { namespace: "plex", value: KEY },
    ]);
  });
});
