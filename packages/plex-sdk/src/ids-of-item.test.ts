import { describe, expect, it } from "vitest";

import { idsOfItem } from "./ids-of-item.ts";
import type { PlexEpisode, PlexItem, PlexMovie } from "./plex-item.ts";

function movie(fields: Partial<PlexMovie>): PlexItem {
  return { type: "movie", ratingKey: "1", title: "Film", guids: [], media: [], ...fields };
}

function episode(fields: Partial<PlexEpisode>): PlexItem {
  return { type: "episode", ratingKey: "1", title: "Pilot", guids: [], media: [], ...fields };
}

describe("idsOfItem", () => {
  it("lists a movie's ids from the most trusted to the least", () => {
    const guids = ["tvdb://169", "imdb://tt0133093", "tmdb://603"];

    expect(idsOfItem(movie({ guid: "plex://movie/5d776b59ad5437001f79c6f8", guids }))).toEqual({
      own: [
        { namespace: "tmdb", value: "603" },
        { namespace: "imdb", value: "tt0133093" },
        { namespace: "tvdb", value: "169" },
        { namespace: "plex", value: "5d776b59ad5437001f79c6f8" },
      ],
      show: [],
    });
  });

  it("puts TVDB before IMDb for episodes, and takes the show's ids from the show's guid", () => {
    const item = episode({
      guid: "plex://episode/5d9c0cd2ffd9ef001e9bc730",
      grandparentGuid: "plex://show/5d9c080202391c001f57eab2",
      guids: ["imdb://tt0000004", "tvdb://5664724", "tmdb://4083174"],
    });

    expect(idsOfItem(item)).toEqual({
      own: [
        { namespace: "tmdb", value: "4083174" },
        { namespace: "tvdb", value: "5664724" },
        { namespace: "imdb", value: "tt0000004" },
        { namespace: "plex", value: "5d9c0cd2ffd9ef001e9bc730" },
      ],
      show: [{ namespace: "plex", value: "5d9c080202391c001f57eab2" }],
    });
  });

  it("gives a legacy episode no ids of its own, only those of its show, once", () => {
    const item = episode({
      guid: "com.plexapp.agents.thetvdb://268592/1/1?lang=en",
      grandparentGuid: "com.plexapp.agents.thetvdb://268592?lang=en",
    });

    expect(idsOfItem(item)).toEqual({ own: [], show: [{ namespace: "tvdb", value: "268592" }] });
  });

  it("takes a season's show from its parent", () => {
    const season: PlexItem = {
      type: "season",
      ratingKey: "1",
      title: "Season 1",
      index: 1,
      guids: ["tmdb://77"],
      guid: "com.plexapp.agents.thetvdb://268592/1?lang=en",
      parentGuid: "com.plexapp.agents.thetvdb://268592?lang=en",
    };

    expect(idsOfItem(season)).toEqual({
      own: [{ namespace: "tmdb", value: "77" }],
      show: [{ namespace: "tvdb", value: "268592" }],
    });
  });

  it("keeps several ids of one service", () => {
    expect(idsOfItem(movie({ guids: ["tmdb://2", "tmdb://1", "tmdb://2"] })).own).toEqual([
      { namespace: "tmdb", value: "2" },
      { namespace: "tmdb", value: "1" },
    ]);
  });

  it("says when the agent orders the episodes in its own way", () => {
    const item = episode({ guid: "com.plexapp.agents.hama://tvdb3-121361/1/5?lang=en" });

    expect(idsOfItem(item)).toEqual({ own: [], show: [{ namespace: "tvdb", value: "121361" }], ordering: "other" });
  });

  it("finds nothing in an item without a match", () => {
    expect(idsOfItem(movie({ guid: "local://123" }))).toEqual({ own: [], show: [] });
  });
});
