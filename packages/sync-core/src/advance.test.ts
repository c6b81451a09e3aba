import { describe, expect, it } from "vitest";
import {
  applyAll,
  baseOf,
  now,
  outcomesOf,
  planStory,
  plexMovie,
  plexSnapshot,
  traktMovie,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const key = "movie:tmdb:603";

describe("advance", () => {
  it("returns the very same base when nothing changed", () => {
    const story = { plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] };
    const base = baseOf(story);
    expect(applyAll(base, planStory({ ...story, base }))).toBe(base);
  });

  it("survives being written and read as JSON, plan and base", () => {
    const story = { plex: [plexMovie({ watched: seen }), plexMovie({ ref: "b" })], trakt: [] };
    const plan = planStory(story);
    const saved: typeof plan = JSON.parse(JSON.stringify(plan));
    expect(advance(emptyBase, saved, outcomesOf(saved, "applied"))).toEqual(applyAll(emptyBase, plan));
  });

  it("agrees on the value that was applied, pending until a read shows it", () => {
    const plan = planStory({
      plex: [plexMovie({ rating: { value: 8 } })],
      trakt: [traktMovie({ rating: { value: 6 } })],
    });
    expect(writes(plan)).toEqual([]);
    const dated = planStory({
      plex: [plexMovie({ rating: { value: 8, at: seen.at } })],
      trakt: [traktMovie({ rating: { value: 6 } })],
    });
    expect(applyAll(emptyBase, dated).records[key]).toMatchObject({
      rating: { value: 8, at: seen.at },
      pending: { rating: { side: "trakt", since: now, previous: { value: 6 } } },
      copies: { a: { views: 0, rating: 8 } },
    });
  });

  it.each(["failed", "unknown", "unmatched", "refused"] as const)("leaves base where an operation is %s", (status) => {
    const plan = planStory({ plex: [plexMovie({ watched: seen })], trakt: [] });
    expect(advance(emptyBase, plan, outcomesOf(plan, status)).records).toEqual({});
  });

  it("adopts one field while the other's operation fails", () => {
    const rating = { value: 8 };
    const plan = planStory({ plex: [plexMovie({ watched: seen, rating })], trakt: [traktMovie({ rating })] });
    const record = advance(emptyBase, plan, outcomesOf(plan, "failed")).records[key];
    expect(record).toMatchObject({ rating });
    expect(record).not.toHaveProperty("watched");
  });

  it("counts our own scrobble in the copy", () => {
    const base = baseOf({ plex: [plexMovie()], trakt: [traktMovie({ watched: seen })] });
    expect(base.records[key]).toMatchObject({
      watched: { at: seen.at },
      copies: { a: { views: 1, ours: 1 } },
      pending: { watched: { side: "plex", since: now } },
    });
  });

  it("remembers our own scrobble even when the play for Trakt failed", () => {
    const plan = planStory({ plex: [plexMovie({ watched: seen }), plexMovie({ ref: "b" })], trakt: [] });
    const outcomes = [{ operation: `watched:add:plex:${key}@b`, status: "applied", at: now }] as const;
    const record = advance(emptyBase, plan, outcomes).records[key];
    expect(record).not.toHaveProperty("watched");
    expect(record?.copies).toEqual({ a: { views: 1 }, b: { views: 1, ours: 1 } });
  });

  it("takes over whose data each field is, in the parts that matter to it", () => {
    const plex = plexSnapshot([], { identity: { account: "ann", server: "nas", libraries: ["1"] } });
    const [person, account, place] = [
      { account: "ann", server: "nas", libraries: ["1"] },
      { account: "ann" },
      { server: "nas", libraries: ["1"] },
    ];
    expect(advance(emptyBase, planStory({ plex, trakt: [] }), [])).toEqual({
      version: 1,
      records: {},
      identities: {
        watched: { plex: person, trakt: account },
        rating: { plex: person, trakt: account },
        collection: { plex: place, trakt: account },
        watchlist: { plex: account, trakt: account },
      },
    });
  });

  it.each(["failed", "off"] as const)("takes nothing over of a field whose read is %s", (state) => {
    const plan = planStory({ plex: plexSnapshot([], { fields: withField("rating", state) }), trakt: [] });
    expect(Object.keys(advance(emptyBase, plan, []).identities ?? {})).toEqual(["watched", "collection", "watchlist"]);
  });

  it("takes nothing over of a field whose direction is off", () => {
    const plan = planStory({ plex: [], trakt: [], policy: withPolicy("rating", { direction: "off" }) });
    expect(Object.keys(advance(emptyBase, plan, []).identities ?? {})).toEqual(["watched", "collection", "watchlist"]);
  });

  it("joins two records that turn out to be one title", () => {
    const apart = baseOf({
      plex: [
        plexMovie({ ids: ["tmdb:603"], watched: seen }),
        plexMovie({ ids: ["imdb:tt0133093"], ref: "b", rating: { value: 4 } }),
      ],
      trakt: [
        traktMovie({ ids: ["tmdb:603"], watched: seen }),
        traktMovie({ ids: ["imdb:tt0133093"], rating: { value: 4 } }),
      ],
    });
    expect(Object.keys(apart.records)).toHaveLength(2);
    const story = {
      plex: [plexMovie({ watched: seen, rating: { value: 4 } })],
      trakt: [traktMovie({ watched: seen, rating: { value: 4 } })],
      base: apart,
    };
    const joined = baseOf(story);
    expect(Object.keys(joined.records)).toHaveLength(1);
    expect(Object.values(joined.records)[0]).toMatchObject({ watched: {}, rating: { value: 4 } });
  });
});
