import { describe, expect, it } from "vitest";
import {
  breakingBad,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  traktEpisode,
  traktMovie,
  traktSnapshot,
} from "../test/builders.ts";
import { indexSnapshot } from "./index-snapshot.ts";

describe("indexSnapshot", () => {
  it("joins copies that share an id, watched if any is, with the newest view and the most plays", () => {
    const index = indexSnapshot(
      plexSnapshot([
        plexMovie({ watched: { at: "2026-01-02T10:00:00Z", plays: 1 } }),
        plexMovie({ ref: "b", ids: ["imdb:tt0133093"], watched: { at: "2026-01-01T10:00:00Z", plays: 3 } }),
        plexMovie({ ref: "c", ids: ["tmdb:603"] }),
      ]),
    );
    expect(index.titles).toHaveLength(1);
    expect(index.titles[0]?.watched).toEqual({ at: "2026-01-02T10:00:00Z", plays: 3 });
    expect(index.titles[0]?.items.map((item) => item.ref)).toEqual(["a", "b", "c"]);
  });

  it.each([
    ["the newer", { value: 6, at: "2026-01-02T10:00:00Z" }, { value: 9, at: "2026-01-01T10:00:00Z" }],
    ["the dated before the undated", { value: 6, at: "2026-01-02T10:00:00Z" }, { value: 9 }],
    ["the higher of a tie", { value: 9 }, { value: 6 }],
  ])("takes %s rating of two copies", (_case, winner, other) => {
    const items = [plexMovie({ rating: other }), plexMovie({ ref: "b", rating: winner })];
    expect(indexSnapshot(plexSnapshot(items)).titles[0]?.rating).toEqual(winner);
    expect(indexSnapshot(plexSnapshot(items.toReversed())).titles[0]?.rating).toEqual(winner);
  });

  it("never takes a movie's id for a show's", () => {
    const show = { type: "show", ids: ["tmdb:603"], title: "Another", ref: "s" } as const;
    expect(indexSnapshot(plexSnapshot([plexMovie(), show])).titles).toHaveLength(2);
  });

  it("joins the parts of a Trakt record: a watched entry by number and a rating entry by ids and number", () => {
    const rated = traktEpisode(1, { ids: ["trakt:62085", "tvdb:349001"], rating: { value: 8 } });
    const watched = traktEpisode(1, { watched: { plays: 1 } });
    const index = indexSnapshot(traktSnapshot([watched, rated]));
    expect(index.find("episode", "trakt:62085")).toMatchObject({ watched: { plays: 1 }, rating: { value: 8 } });
    expect(index.titles.filter((title) => title.type === "episode")).toHaveLength(1);
  });

  it("does not join Plex episodes by number", () => {
    const index = indexSnapshot(plexSnapshot([plexEpisode(1), plexEpisode(1, { ids: ["tvdb:1"], ref: "x" })]));
    expect(index.titles.filter((title) => title.type === "episode")).toHaveLength(2);
  });

  it("knows a show from its episodes, with the ids that each of them names", () => {
    const index = indexSnapshot(
      plexSnapshot([
        plexEpisode(1, { show: { ids: ["tvdb:81189"], title: "Breaking Bad" } }),
        plexEpisode(2, { show: breakingBad }),
      ]),
    );
    expect(index.find("show", "tmdb:1396")?.ids).toEqual(["tmdb:1396", "tvdb:81189"]);
    expect(index.find("show", "tmdb:1396")?.parts).toHaveLength(2);
  });

  it("counts the titles that hold a value", () => {
    const index = indexSnapshot(
      traktSnapshot([traktMovie({ watched: { plays: 1 } }), traktMovie({ rating: { value: 3 } })]),
    );
    expect(index.counts).toEqual({ watched: 1, rating: 1, collection: 0, watchlist: 0 });
  });

  it("reports a movie without ids once, and a show without ids once for all its episodes", () => {
    const home = { ids: [], title: "Home videos" };
    const index = indexSnapshot(
      plexSnapshot([
        plexMovie({ ids: ["plex:5d776825880197001ec967c6"], title: "Holiday" }),
        plexEpisode(1, { ids: [], show: home }),
        plexEpisode(2, { ids: [], show: { ...home } }),
      ]),
    );
    expect(index.problems.map(({ reason, title, refs }) => ({ reason, title, refs }))).toEqual([
      { reason: "no-ids", title: "Holiday", refs: ["a"] },
      { reason: "no-ids", title: "Home videos", refs: [] },
    ]);
  });
});
