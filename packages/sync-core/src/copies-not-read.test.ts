import { describe, expect, it } from "vitest";

import {
  applyAll,
  baseOf,
  planStory,
  plexMovie,
  plexSnapshot,
  traktMovie,
  withField,
  writes,
} from "../test/builders.ts";

describe("a copy in a library that could not be read", () => {
  const at = "2026-11-01T20:00:00.000Z";
  const collection = { quality: { resolution: "1080p" } } as const;
  const copies = [plexMovie({ ref: "a", collection }), plexMovie({ ref: "b", collection })];
  const base = baseOf({ plex: copies, trakt: [traktMovie({ collection })] });
  const partly = { fields: withField("watched", "partial") };

  it("is marked when it is read again, as nobody cleared it", () => {
    const trakt = [traktMovie({ collection, watched: { plays: 1, at } })];
    const marked = applyAll(
      base,
      planStory({ plex: plexSnapshot([plexMovie({ ref: "b", collection })], partly), trakt, base }),
    );
    const seen = plexMovie({ ref: "b", collection, watched: { plays: 1, at } });
    const again = planStory({ plex: [plexMovie({ ref: "a", collection }), seen], trakt, base: marked });
    expect(writes(again)).toEqual(["watched add plex a new-copy"]);
  });

  const best = { quality: { resolution: "4k" }, score: 4 } as const;

  it("may hold the best file: what the others are like is not sent in its place", () => {
    const held = { plex: [plexMovie({ ref: "a", collection: best }), copies[1] ?? plexMovie()], trakt: [] };
    const onTrakt = [traktMovie({ collection: { quality: best.quality } })];
    const known = baseOf({ ...held, trakt: onTrakt });
    const plex = plexSnapshot([plexMovie({ ref: "b", collection })], { fields: withField("collection", "partial") });
    const plan = planStory({ plex, trakt: onTrakt, base: known });
    expect([plan.operations, plan.held, plan.adopted]).toEqual([[], [], { records: {}, goals: {} }]);
    const whole = planStory({ plex: [plexMovie({ ref: "b", collection })], trakt: onTrakt, base: known });
    expect(writes(whole)).toEqual(["collection update trakt [1080p] changed-on-plex"]);
  });

  it.each(["watched", "rating"] as const)("keeps what it is known to hold when another is cleared: %s", (field) => {
    const value = { watched: { plays: 1, at }, rating: { value: 8, at } }[field];
    const both = ["a", "b"].map((ref) => plexMovie({ ref, [field]: value }));
    const trakt = [traktMovie({ [field]: value })];
    const known = baseOf({ plex: both, trakt });
    const cleared = plexSnapshot([plexMovie({ ref: "b" })], { fields: withField(field, "partial") });
    const plan = planStory({ plex: cleared, trakt, base: known });
    expect([plan.operations, plan.held, plan.kept]).toEqual([[], [], []]);
    const next = applyAll(known, plan);
    expect(next.records["movie:tmdb:603"]?.copies?.["a"]).toEqual(known.records["movie:tmdb:603"]?.copies?.["a"]);
  });
});
