import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { guidForms } from "./guid-forms.ts";
import { idsFromGuid } from "./ids-from-guid.ts";

describe("idsFromGuid", () => {
  it.each([
    [
      "Plex's own movie",
      "plex://movie/5d776b59ad5437001f79c6f8",
      "movie",
      { namespace: "plex", value: "5d776b59ad5437001f79c6f8", of: "item" },
    ],
    [
      "Plex's own show",
      "plex://show/5d9c080202391c001f57eab2",
      "show",
      { namespace: "plex", value: "5d9c080202391c001f57eab2", of: "item" },
    ],
    [
      "Plex's own season",
      "plex://season/602e5b89c4f5e6002c2468b2",
      "season",
      { namespace: "plex", value: "602e5b89c4f5e6002c2468b2", of: "item" },
    ],
    [
      "Plex's own episode",
      "plex://episode/5d9c0cd2ffd9ef001e9bc730",
      "episode",
      { namespace: "plex", value: "5d9c0cd2ffd9ef001e9bc730", of: "item" },
    ],
    [
      "a show's guid on its episode",
      "plex://show/5d9c080202391c001f57eab2",
      "episode",
      { namespace: "plex", value: "5d9c080202391c001f57eab2", of: "show" },
    ],
    ["Guid[] of IMDb", "imdb://tt0133093", "movie", { namespace: "imdb", value: "tt0133093", of: "item" }],
    ["Guid[] of TMDB", "tmdb://603", "movie", { namespace: "tmdb", value: "603", of: "item" }],
    [
      "Guid[] of TVDB, an episode's own",
      "tvdb://5664724",
      "episode",
      { namespace: "tvdb", value: "5664724", of: "item" },
    ],
    [
      "NFO with TMDB",
      "tv.plex.agents.nfo.movie://movie/tmdb_383498",
      "movie",
      { namespace: "tmdb", value: "383498", of: "item" },
    ],
    [
      "NFO with IMDb",
      "tv.plex.agents.nfo.movie://movie/imdb_tt5463162",
      "movie",
      { namespace: "imdb", value: "tt5463162", of: "item" },
    ],
    [
      "NFO with TVDB",
      "tv.plex.agents.nfo.series://show/tvdb_121361",
      "show",
      { namespace: "tvdb", value: "121361", of: "item" },
    ],
    [
      "NFO of an episode",
      "tv.plex.agents.nfo.series://episode/tvdb_3254641",
      "episode",
      { namespace: "tvdb", value: "3254641", of: "item" },
    ],
    [
      "NFO of a show on its episode",
      "tv.plex.agents.nfo.series://show/tvdb_121361/1/5",
      "episode",
      { namespace: "tvdb", value: "121361", of: "show", season: 1, episode: 5 },
    ],
    [
      "legacy IMDb",
      "com.plexapp.agents.imdb://tt0111161?lang=en",
      "movie",
      { namespace: "imdb", value: "tt0111161", of: "item" },
    ],
    [
      "legacy TMDB movie",
      "com.plexapp.agents.themoviedb://278?lang=en",
      "movie",
      { namespace: "tmdb", value: "278", of: "item" },
    ],
    [
      "legacy TMDB show",
      "com.plexapp.agents.themoviedb://1399?lang=en",
      "show",
      { namespace: "tmdb", value: "1399", of: "item" },
    ],
    [
      "legacy TMDB episode",
      "com.plexapp.agents.themoviedb://1399/1/5?lang=en",
      "episode",
      { namespace: "tmdb", value: "1399", of: "show", season: 1, episode: 5 },
    ],
    [
      "legacy TVDB show",
      "com.plexapp.agents.thetvdb://121361?lang=en",
      "show",
      { namespace: "tvdb", value: "121361", of: "item" },
    ],
    [
      "legacy TVDB season",
      "com.plexapp.agents.thetvdb://121361/0?lang=en",
      "season",
      { namespace: "tvdb", value: "121361", of: "show", season: 0 },
    ],
    [
      "legacy TVDB episode",
      "com.plexapp.agents.thetvdb://121361/1/5?lang=en",
      "episode",
      { namespace: "tvdb", value: "121361", of: "show", season: 1, episode: 5 },
    ],
    [
      "Hama with TVDB",
      "com.plexapp.agents.hama://tvdb-121361/1/5?lang=en",
      "episode",
      { namespace: "tvdb", value: "121361", of: "show", season: 1, episode: 5 },
    ],
    [
      "Hama with TVDB in another order",
      "com.plexapp.agents.hama://tvdb4-121361?lang=en",
      "show",
      { namespace: "tvdb", value: "121361", of: "item", ordering: "other" },
    ],
    [
      "Hama episode in another order",
      "com.plexapp.agents.hama://tvdb2-121361/3/7?lang=en",
      "episode",
      { namespace: "tvdb", value: "121361", of: "show", season: 3, episode: 7, ordering: "other" },
    ],
    [
      "Hama with TMDB",
      "com.plexapp.agents.hama://tmdb-378064?lang=en",
      "movie",
      { namespace: "tmdb", value: "378064", of: "item" },
    ],
    [
      "Hama with IMDb",
      "com.plexapp.agents.hama://imdb-tt5311514?lang=en",
      "movie",
      { namespace: "imdb", value: "tt5311514", of: "item" },
    ],
    [
      "XBMC NFO with IMDb",
      "com.plexapp.agents.xbmcnfo://tt0111161?lang=en",
      "movie",
      { namespace: "imdb", value: "tt0111161", of: "item" },
    ],
    [
      "XBMC NFO with a number",
      "com.plexapp.agents.xbmcnfo://278?lang=en",
      "movie",
      { namespace: "tmdb", value: "278", of: "item" },
    ],
    [
      "XBMC NFO of series",
      "com.plexapp.agents.xbmcnfotv://121361/1/5?lang=en",
      "episode",
      { namespace: "tvdb", value: "121361", of: "show", season: 1, episode: 5 },
    ],
    ["capitals in an IMDb id", "imdb://TT0133093", "movie", { namespace: "imdb", value: "tt0133093", of: "item" }],
    ["leading zeros in a number", "tmdb://000603", "movie", { namespace: "tmdb", value: "603", of: "item" }],
  ] as const)("reads %s", (_, guid, type, expected) => {
    expect(idsFromGuid(guid, type)).toEqual(expected);
  });

  it.each([
    ["a local item", "local://123", "movie"],
    ["no agent, legacy", "com.plexapp.agents.none://b5e6", "movie"],
    ["no agent", "tv.plex.agents.none://b5e6", "movie"],
    ["a collection", "collection://9a3f", "movie"],
    ["live television", "tv.plex.xmltv://SH012345", "episode"],
    ["YouTube", "com.plexapp.agents.youtube://channel|video", "episode"],
    ["YouTube by info files", "com.plexapp.agents.ytinforeader://abc", "episode"],
    ["MyAnimeList", "com.plexapp.agents.myanimelist://123?lang=en", "show"],
    ["Hama with AniDB", "com.plexapp.agents.hama://anidb-1234/1/5?lang=en", "episode"],
    ["Hama with TheSubDB", "com.plexapp.agents.hama://tsdb-1234/1/5?lang=en", "episode"],
    ["a custom provider", "tv.plex.agents.custom.acme://movie/42", "movie"],
    ["NFO without a prefix", "tv.plex.agents.nfo.movie://movie/858024", "movie"],
    ["a movie's guid on an episode", "plex://movie/5d776b59ad5437001f79c6f8", "episode"],
    ["an id of zero", "imdb://tt0000000", "movie"],
    ["an empty id", "tmdb://", "movie"],
    ["something that is no guid", "constructor://x", "movie"],
    ["a text without a scheme", "603", "movie"],
  ] as const)("finds nothing in %s", (_, guid, type) => {
    expect(idsFromGuid(guid, type)).toBeUndefined();
  });

  it("has a table in which each form reads its own example", () => {
    const forms = [...guidForms.values()].flat();

    expect(forms).toHaveLength(20);
    expect(forms.filter(({ path, example }) => !path.test(example.replaceAll(/^.*:\/\/|\?.*$/g, "")))).toEqual([]);
  });
});

it("says of a guid what its forms say, whether it is a plain one or not", () => {
  const digits = fc.stringMatching(/^0?\d{0,22}$/);
  const hex = fc.stringMatching(/^[0-9a-fA-F]{24}$/);
  const type = fc.constantFrom("movie", "show", "season", "episode");
  const guid = fc.oneof(
    fc
      .tuple(fc.constantFrom("tmdb", "TMDB", "tvdb", "imdb"), fc.oneof(digits, fc.string()))
      .map((of) => of.join("://")),
    fc.tuple(type, fc.oneof(hex, fc.constant("0".repeat(24)))).map(([kind, id]) => `plex://${kind}/${id}`),
  );
  fc.assert(
    // What stands behind a question mark is cut off, and no plain guid has one.
    fc.property(guid, type, (text, of) => {
      expect(idsFromGuid(text, of)).toEqual(idsFromGuid(`${text}?lang=en`, of));
    }),
    { numRuns: 2000 },
  );
});
