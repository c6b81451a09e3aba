import { describe, expect, it } from "vitest";
import {
  baseOf,
  breakingBad,
  now,
  planStory,
  plexMovie,
  plexSnapshot,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";
import type { Item, Rating } from "./item.ts";

const early = "2026-11-01T10:00:20.000Z";
const late = "2026-11-02T10:00:00.000Z";

function onPlex(rating?: Rating, values: Partial<Item> = {}): Item {
  return plexMovie({ ...values, ...(rating && { rating }) });
}

function onTrakt(rating?: Rating): Item {
  return traktMovie(rating && { rating });
}

/** Something else that is rated on both sides, so that neither is empty. */
const others = {
  plex: plexMovie({ ids: ["tmdb:1"], ref: "z", title: "Other", rating: { value: 5 } }),
  trakt: traktMovie({ ids: ["trakt:1", "tmdb:1"], title: "Other", rating: { value: 5 } }),
};

const agreed = baseOf({
  plex: [onPlex({ value: 7, at: early }), others.plex],
  trakt: [onTrakt({ value: 7 }), others.trakt],
});

describe("ratings", () => {
  it.each<[string, Rating | undefined, Rating | undefined, string[]]>([
    ["added-on-plex", { value: 7, at: early }, undefined, ["rating add trakt 7 added-on-plex"]],
    ["added-on-trakt", undefined, { value: 7, at: early }, ["rating add plex a 7 added-on-trakt"]],
    ["conflict-newest", { value: 7, at: early }, { value: 9, at: late }, ["rating update plex a 9 conflict-newest"]],
    [
      "conflict-newest (dated beats undated)",
      { value: 7, at: early },
      { value: 9 },
      ["rating update trakt 7 conflict-newest"],
    ],
    ["nothing", { value: 7, at: early }, { value: 7, at: late }, []],
  ])("%s, on a first run", (_reason, plex, trakt, expected) => {
    expect(writes(planStory({ plex: [onPlex(plex)], trakt: [onTrakt(trakt)] }))).toEqual(expected);
  });

  it.each<[string, Rating | undefined, Rating | undefined, string[]]>([
    ["changed-on-plex", { value: 8, at: late }, { value: 7 }, ["rating update trakt 8 changed-on-plex"]],
    ["changed-on-trakt", { value: 7 }, { value: 8 }, ["rating update plex a 8 changed-on-trakt"]],
    ["changed-on-trakt, against a removal", undefined, { value: 8 }, ["rating add plex a 8 changed-on-trakt"]],
    ["removed-on-plex", undefined, { value: 7 }, ["rating remove trakt removed-on-plex"]],
    ["removed-on-trakt", { value: 7 }, undefined, ["rating remove plex a removed-on-trakt"]],
  ])("%s, since base", (_reason, plex, trakt, expected) => {
    const plan = planStory({
      plex: [onPlex(plex), others.plex],
      trakt: [onTrakt(trakt), others.trakt],
      base: agreed,
    });
    expect(writes(plan)).toEqual(expected);
  });

  it("sends the winner's date, and none where there is none", () => {
    const dated = planStory({ plex: [onPlex({ value: 7, at: early })], trakt: [] });
    const undated = planStory({ plex: [onPlex({ value: 7, at: "1969-01-01T00:00:00Z" })], trakt: [] });
    expect(dated.operations[0]).toMatchObject({ rating: { value: 7, at: early } });
    expect(undated.operations[0]).toHaveProperty("rating", { value: 7 });
  });

  it.each<[string, Rating, Rating]>([
    ["less than a minute apart", { value: 7, at: "2026-11-01T10:00:59Z" }, { value: 9, at: "2026-11-01T10:01:58Z" }],
    ["within the same minute", { value: 7, at: "2026-11-01T10:00:20Z" }, { value: 9, at: "2026-11-01T10:00:50Z" }],
    ["without dates", { value: 7 }, { value: 9 }],
  ])("lists a tie %s as a conflict without a winner, and leaves base alone", (_case, plex, trakt) => {
    const plan = planStory({ plex: [onPlex(plex)], trakt: [onTrakt(trakt)] });
    expect(writes(plan)).toEqual([]);
    expect(plan.conflicts).toMatchObject([{ reason: "conflict-newest", plex, trakt }]);
    expect(plan.conflicts[0]).not.toHaveProperty("winner");
    expect(advance(emptyBase, plan, []).records).toEqual({});
  });

  it.each([
    ["plex", "rating update trakt 7 conflict-plex"],
    ["trakt", "rating update plex a 9 conflict-trakt"],
  ] as const)("lets %s win where the person chose that", (conflicts, expected) => {
    const plan = planStory({
      plex: [onPlex({ value: 7, at: early })],
      trakt: [onTrakt({ value: 9, at: early })],
      policy: withPolicy("rating", { conflicts }),
    });
    expect(writes(plan)).toEqual([expected]);
    expect(plan.conflicts).toMatchObject([{ winner: conflicts }]);
  });

  it("sees no change where only the copy is gone that had base's rating", () => {
    const low = plexMovie({ ref: "b", rating: { value: 3, at: "2020-01-01T00:00:00.000Z" } });
    const both = {
      plex: [onPlex({ value: 8, at: late }), low],
      trakt: [onTrakt({ value: 8, at: late })],
      policy: withPolicy("rating", { direction: "plex-to-trakt" }),
    };
    const plan = planStory({ ...both, plex: [low], base: baseOf(both) });
    expect(writes(plan)).toEqual([]);
    expect(advance(baseOf(both), plan, []).records).toEqual(baseOf(both).records);
  });

  it("lets nobody win where the policy does not write to the loser", () => {
    const plan = planStory({
      plex: [onPlex({ value: 7, at: early })],
      trakt: [onTrakt({ value: 9, at: late })],
      policy: withPolicy("rating", { conflicts: "plex", direction: "trakt-to-plex" }),
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.conflicts).toMatchObject([{ message: "Both sides changed; nothing is written." }]);
    expect(plan.conflicts[0]).not.toHaveProperty("winner");
    expect(plan.skipped).toMatchObject([{ reason: "direction" }]);
  });

  it("asks where the person chose that", () => {
    const story = { plex: [onPlex({ value: 7, at: early })], trakt: [onTrakt({ value: 9, at: late })] };
    const plan = planStory({ ...story, policy: withPolicy("rating", { conflicts: "ask" }) });
    expect(writes(plan)).toEqual([]);
    expect(plan.conflicts).toMatchObject([{ reason: "conflict-ask" }]);
  });

  it("keeps what was removed where the person chose that", () => {
    const plan = planStory({
      plex: [onPlex({ value: 7 }), others.plex],
      trakt: [others.trakt],
      base: agreed,
      policy: withPolicy("rating", { removals: "keep" }),
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.kept).toMatchObject([{ field: "rating", reason: "removed-on-trakt" }]);
  });

  it("rates shows", () => {
    const show: Item = { type: "show", ids: breakingBad.ids, title: "Breaking Bad", ref: "s", rating: { value: 10 } };
    const plan = planStory({ plex: [show], trakt: [] });
    expect(writes(plan)).toEqual(["rating add trakt 10 added-on-plex"]);
    expect(plan.operations[0]?.row).toBe("show:tmdb:1396");
  });
});

describe("ratings of copies", () => {
  const base = baseOf({
    plex: [onPlex({ value: 7, at: early }), onPlex({ value: 7, at: early }, { ref: "b" })],
    trakt: [onTrakt({ value: 7, at: early })],
  });

  it("changes every copy that differs when the row changes, with Trakt", () => {
    const plan = planStory({
      plex: [onPlex({ value: 7, at: early }), onPlex({ value: 9, at: late }, { ref: "b" })],
      trakt: [onTrakt({ value: 7, at: early })],
      base,
    });
    expect(writes(plan)).toEqual(["rating update plex a 9 changed-on-plex", "rating update trakt 9 changed-on-plex"]);
  });

  it("does not refill a cleared copy, not even when the row changes later", () => {
    const plex = [onPlex({ value: 7, at: early }), onPlex(undefined, { ref: "b" })];
    const cleared = planStory({ plex, trakt: [onTrakt({ value: 7, at: early })], base });
    expect(writes(cleared)).toEqual([]);
    const next = planStory({ plex, trakt: [onTrakt({ value: 8, at: late })], base: advance(base, cleared, []) });
    expect(writes(next)).toEqual(["rating update plex a 8 changed-on-trakt"]);
  });

  it("plans only the copy again that failed", () => {
    const trakt = [onTrakt({ value: 8, at: late })];
    const plex = [onPlex({ value: 7, at: early }), onPlex({ value: 7, at: early }, { ref: "b" })];
    const plan = planStory({ plex, trakt, base });
    expect(writes(plan)).toHaveLength(2);
    const half = advance(base, plan, [
      { operation: "rating:update:plex:movie:tmdb:603@a", status: "applied", at: now },
    ]);
    expect(half.records["movie:tmdb:603"]?.rating?.value).toBe(7);
    const after = [onPlex({ value: 8, at: late }), onPlex({ value: 7, at: early }, { ref: "b" })];
    const next = planStory({ plex: after, trakt, base: half });
    expect(next.operations.map(({ id }) => id)).toEqual(["rating:update:plex:movie:tmdb:603@b"]);
  });
});

describe("lagging reads of ratings", () => {
  const story = { plex: [onPlex({ value: 8, at: late }), others.plex], trakt: [onTrakt({ value: 7 }), others.trakt] };
  const base = advance(agreed, planStory({ ...story, base: agreed }), [
    { operation: "rating:update:trakt:movie:tmdb:603", status: "applied", at: now },
  ]);

  it("of what Trakt held before we wrote are no person's change for a day", () => {
    expect(base.records["movie:tmdb:603"]?.pending?.rating).toMatchObject({ side: "trakt", previous: { value: 7 } });
    expect(writes(planStory({ ...story, base, now: "2026-11-23T11:00:00.000Z" }))).toEqual([]);
  });

  it("are a person's change after a day", () => {
    expect(writes(planStory({ ...story, base, now: "2026-11-23T12:00:00.000Z" }))).toEqual([
      "rating update plex a 7 changed-on-trakt",
    ]);
  });

  it("are over when anything else is read", () => {
    const trakt = [onTrakt({ value: 3 }), others.trakt];
    const plan = planStory({ ...story, trakt, base, now: "2026-11-22T13:00:00.000Z" });
    expect(writes(plan)).toEqual(["rating update plex a 3 changed-on-trakt"]);
  });

  it("do not bring back a rating that we removed", () => {
    const removed = { plex: [onPlex(), others.plex], trakt: [onTrakt({ value: 7 }), others.trakt] };
    const next = baseOf({ ...removed, base: agreed });
    expect(writes(planStory({ ...removed, base: next }))).toEqual([]);
  });
});

describe("incomplete reads of ratings", () => {
  it("hold a removal until the read is complete, whatever was allowed", () => {
    const policy = withPolicy("rating", {});
    const plan = planStory({
      plex: plexSnapshot([onPlex(), others.plex], { fields: withField("rating", "partial") }),
      trakt: [onTrakt({ value: 7 }), others.trakt],
      base: agreed,
      policy: { ...policy, allowRemovals: { rating: 100 } },
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.held).toMatchObject([{ guard: "incomplete-read", operation: { action: "remove" } }]);
    expect(plan.held[0]).not.toHaveProperty("flag");
  });

  it.each(["failed", "off"] as const)("say nothing when a side is %s", (state) => {
    const trakt = traktSnapshot([], { fields: withField("rating", state) });
    const plan = planStory({ plex: [onPlex({ value: 9 })], trakt, base: agreed });
    expect([plan.operations, plan.held, plan.adopted.records]).toEqual([[], [], {}]);
  });
});
