import { describe, expect, it } from "vitest";
import {
  baseOf,
  breakingBad,
  matrix,
  planStory,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  traktEpisode,
  traktMovie,
  traktSnapshot,
  writes,
} from "../test/builders.ts";
import { indexSnapshot } from "./index-snapshot.ts";
import { findNumberingDoubts } from "./numbering.ts";

const seen = { at: "2026-11-20T20:00:00.000Z", plays: 1 };
const play = "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex";

/** An entry of Trakt's season list: ids and numbers, no values. */
function listed(number: number, tvdb: string) {
  return traktEpisode(number, { ids: [`trakt:6208${number}`, `tvdb:${tvdb}`] });
}

describe("matching by ids", () => {
  it("matches a title by any id that both sides have", () => {
    const plan = planStory({
      plex: [plexMovie({ ids: ["imdb:tt0133093"], watched: seen })],
      trakt: [traktMovie({ watched: seen })],
    });
    expect(writes(plan)).toEqual([]);
    expect(Object.keys(plan.adopted.records)).toEqual(["movie:tmdb:603"]);
  });

  it("matches through the ids that base knows", () => {
    const base = baseOf({ plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] });
    const plan = planStory({
      plex: [plexMovie({ ids: ["imdb:tt0133093"], watched: seen })],
      trakt: [traktMovie({ ids: ["trakt:481"], watched: seen, rating: { value: 9 } })],
      base,
    });
    expect(writes(plan)).toEqual(["rating add plex a 9 added-on-trakt"]);
    expect(plan.operations[0]?.row).toBe("movie:tmdb:603");
  });

  it("keeps a row's key when a more stable id appears", () => {
    const base = baseOf({
      plex: [plexMovie({ ids: ["tvdb:169"], watched: seen })],
      trakt: [traktMovie({ ids: ["trakt:481", "tvdb:169"], watched: seen })],
    });
    const plan = planStory({
      plex: [plexMovie({ ids: ["tmdb:603", "tvdb:169"], watched: seen })],
      trakt: [traktMovie({ ids: ["trakt:481", "tvdb:169"], watched: seen })],
      base,
    });
    expect(Object.keys(plan.adopted.records)).toEqual(["movie:tvdb:169"]);
  });

  it("writes nothing for an item whose ids name two Trakt titles, and shows both", () => {
    const plan = planStory({
      plex: [plexMovie({ watched: seen })],
      trakt: [
        traktMovie({ ids: ["trakt:1", "tmdb:603"], title: "One" }),
        traktMovie({ ids: ["trakt:2", "imdb:tt0133093"], title: "Two", watched: seen }),
      ],
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "ambiguous-ids", refs: ["a"] }]);
    expect(plan.problems[0]?.candidates.map(({ title }) => title)).toEqual(["One", "The Matrix", "Two"]);
  });

  it("writes nothing for two contradicting Plex titles that only Trakt joins", () => {
    const plan = planStory({
      plex: [
        plexMovie({ ids: ["tmdb:603", "tvdb:1"], watched: seen }),
        plexMovie({ ids: ["imdb:tt0133093", "tvdb:2"], ref: "b" }),
      ],
      trakt: [traktMovie()],
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "ambiguous-ids", refs: ["a", "b"] }]);
  });

  it("takes two Plex titles that Trakt joins without contradiction for copies of one", () => {
    const plan = planStory({
      plex: [plexMovie({ ids: ["tmdb:603"], watched: seen }), plexMovie({ ids: ["imdb:tt0133093"], ref: "b" })],
      trakt: [traktMovie({ watched: seen })],
    });
    expect(writes(plan)).toEqual(["watched add plex b new-copy"]);
  });

  it("does not let an id that was since corrected tear a title that is plain in both reads", () => {
    const base = baseOf({
      plex: [plexMovie({ ids: ["tmdb:603", "imdb:wrong"], watched: seen })],
      trakt: [traktMovie({ ids: ["trakt:481", "tmdb:603"], watched: seen })],
    });
    const plan = planStory({
      plex: [
        plexMovie({ ids: ["tmdb:603"], watched: seen }),
        plexMovie({ ids: ["imdb:wrong"], title: "Other", ref: "b" }),
      ],
      trakt: [
        traktMovie({ ids: ["trakt:481", "tmdb:603"], watched: seen }),
        traktMovie({ ids: ["trakt:9", "imdb:wrong"], title: "Other", watched: seen }),
      ],
      base,
    });
    expect(plan.problems).toEqual([]);
    expect(writes(plan)).toEqual(["watched add plex b added-on-trakt"]);
  });

  it("forgets an id that a side has since corrected", () => {
    const wrong = { plex: [plexMovie({ ids: ["tmdb:603", "imdb:wrong"], watched: seen })], trakt: [] };
    const plan = planStory({ plex: [plexMovie({ watched: seen })], trakt: [], base: baseOf(wrong) });
    expect(plan.adopted.records["movie:tmdb:603"]?.ids).toEqual(["tmdb:603", "imdb:tt0133093"]);
  });

  it("writes nothing for two contradicting titles that only base joins", () => {
    const plan = planStory({
      plex: [plexMovie({ ids: ["tmdb:603", "tvdb:1"], watched: seen })],
      trakt: [traktMovie({ ids: ["imdb:tt0133093", "tvdb:2"] })],
      base: baseOf({ plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] }),
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "ambiguous-ids", refs: ["a"] }]);
  });

  it("writes a title to Trakt with Trakt's own id first", () => {
    const plan = planStory({ plex: [plexMovie({ rating: { value: 8 } })], trakt: [traktMovie({ watched: seen })] });
    expect(plan.operations.find(({ field }) => field === "rating")?.target.ids).toEqual([
      "trakt:481",
      "tmdb:603",
      "imdb:tt0133093",
    ]);
  });
});

describe("matching episodes by number", () => {
  it("matches Trakt's numbers to Plex's by the show's ids", () => {
    const plan = planStory({
      plex: [plexEpisode(1, { watched: seen }), plexEpisode(2, { watched: seen })],
      trakt: [traktEpisode(1, { watched: seen })],
    });
    expect(writes(plan)).toEqual([play]);
    expect(plan.operations[0]).toMatchObject({
      row: "episode:show:tmdb:1396:s1e2",
      target: { by: "number", season: 1, number: 2, ids: ["tvdb:349002"] },
    });
    expect(plan.operations[0]?.target.show?.ids[0]).toBe("trakt:1388");
  });

  it("sends an episode without ids by its show and number", () => {
    const plan = planStory({ plex: [plexEpisode(1, { ids: [], watched: seen })], trakt: [] });
    expect(plan.operations[0]?.target).toMatchObject({ by: "number", ids: [], show: { ids: breakingBad.ids } });
  });

  it("finds the record of an episode without ids again by its number", () => {
    const story = { plex: [plexEpisode(1, { ids: [], watched: seen })], trakt: [traktEpisode(1, { watched: seen })] };
    expect(planStory({ ...story, base: baseOf(story) }).adopted.records).toEqual({});
  });

  it("leaves an episode of a show without ids alone: Trakt may have it under a number", () => {
    const plan = planStory({ plex: [plexEpisode(1, { show: { ids: [], title: "?" }, watched: seen })], trakt: [] });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "no-ids", title: "?" }]);
  });

  it("sends an episode of a show without ids once Trakt names the episode by its own", () => {
    const plan = planStory({
      plex: [plexEpisode(1, { show: { ids: [], title: "?" }, watched: seen })],
      trakt: [traktEpisode(1, { ids: ["trakt:62085", "tvdb:349001"], rating: { value: 7 } })],
    });
    const written = plan.operations.find(({ side }) => side === "trakt");
    expect(written).toMatchObject({ field: "watched", target: { ids: ["trakt:62085", "tvdb:349001"] } });
  });

  it("treats specials like any season", () => {
    const plan = planStory({
      plex: [plexEpisode(1, { season: 0, watched: seen })],
      trakt: [traktEpisode(1, { season: 0, watched: seen })],
    });
    expect(writes(plan)).toEqual([]);
    expect(Object.keys(plan.adopted.records)).toEqual(["episode:show:tmdb:1396:s0e1"]);
  });

  it("matches seasons by number and rates them", () => {
    const season = { type: "season", ids: [], title: "Season 1", show: breakingBad, season: 1, ref: "s1" } as const;
    const plan = planStory({ plex: [{ ...season, rating: { value: 9 } }], trakt: [] });
    expect(writes(plan)).toEqual(["rating add trakt 9 added-on-plex"]);
    expect(plan.operations[0]).toMatchObject({ row: "season:show:tmdb:1396:s1", target: { by: "number", season: 1 } });
  });

  it("writes nothing by number for a show whose ids name two Trakt shows", () => {
    const plan = planStory({
      plex: [plexEpisode(1, { watched: seen })],
      trakt: [
        traktEpisode(1, { show: { ids: ["trakt:1", "tmdb:1396"], title: "One" } }),
        traktEpisode(1, { show: { ids: ["trakt:2", "tvdb:81189"], title: "Two" } }),
      ],
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "ambiguous-ids", type: "show" }]);
  });
});

describe("findNumberingDoubts", () => {
  const other = { ...breakingBad, ordering: "other" } as const;
  const sides = (plex: Parameters<typeof plexSnapshot>[0], trakt: Parameters<typeof traktSnapshot>[0]) => ({
    plex: indexSnapshot(plexSnapshot(plex)),
    trakt: indexSnapshot(traktSnapshot(trakt)),
  });

  it("doubts nothing where ids and numbers agree", () => {
    const both = sides([plexEpisode(1, { watched: seen })], [listed(1, "349001")]);
    expect(findNumberingDoubts(both)).toEqual([]);
  });

  it("doubts a show that Plex orders in another way, with the ids of both sides", () => {
    const both = sides([plexEpisode(1, { show: other, watched: seen })], [traktEpisode(1)]);
    expect(findNumberingDoubts(both)).toEqual([
      {
        reason: "ordering-differs",
        show: { ids: ["trakt:1388", "tmdb:1396", "tvdb:81189"], title: "Breaking Bad", year: 2008 },
      },
    ]);
  });

  it("does not ask for a show of which nothing was seen or rated", () => {
    expect(findNumberingDoubts(sides([plexEpisode(1, { show: other })], []))).toEqual([]);
  });

  it("doubts a show of which one number has two ids", () => {
    const both = sides([plexEpisode(1, { watched: seen })], [listed(1, "5")]);
    expect(findNumberingDoubts(both)).toMatchObject([{ reason: "ids-disagree" }]);
  });

  it("doubts a show of which one id has two numbers", () => {
    const both = sides([plexEpisode(2, { watched: seen })], [listed(1, "349002")]);
    expect(findNumberingDoubts(both)).toMatchObject([{ reason: "ids-disagree" }]);
  });
});

describe("a show in doubt", () => {
  const other = { ...breakingBad, ordering: "other" } as const;
  const plex = [plexEpisode(1, { show: other, watched: seen }), plexEpisode(2, { show: other, watched: seen })];

  it("is one problem, and none of its episodes is written, while Trakt's season list is not there", () => {
    const plan = planStory({ plex, trakt: [traktEpisode(1, { watched: seen })] });
    expect(writes(plan)).toEqual([]);
    expect(plan.problems).toMatchObject([{ reason: "ordering-differs", type: "show", title: "Breaking Bad" }]);
    expect(plan.adopted.records).toEqual({});
  });

  it("goes by ids with Trakt's own numbers once the season list is there", () => {
    const trakt = [listed(1, "349002"), listed(2, "349001"), traktEpisode(1, { watched: seen })];
    const plan = planStory({ plex, trakt });
    expect(plan.problems).toEqual([]);
    expect(writes(plan)).toEqual([play]);
    expect(plan.operations[0]).toMatchObject({
      row: "episode:tvdb:349001",
      target: { by: "ids", season: 1, number: 2, ids: ["trakt:62082", "tvdb:349001"] },
    });
  });

  it("leaves an episode that the season list does not hold, and says so", () => {
    const plan = planStory({ plex, trakt: [listed(1, "349002")] });
    expect(writes(plan)).toHaveLength(1);
    expect(plan.problems).toMatchObject([{ reason: "ordering-differs" }]);
  });
});

it("never matches by title", () => {
  const plan = planStory({
    plex: [plexMovie({ ids: ["tmdb:1"], watched: seen })],
    trakt: [traktMovie({ ids: ["trakt:9"], title: matrix.title, watched: seen })],
  });
  expect(writes(plan)).toEqual([play]);
});
