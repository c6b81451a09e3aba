import { describe, expect, it } from "vitest";
import {
  applyAll,
  breakingBad,
  baseOf,
  matrix,
  outcomesOf,
  planStory,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  traktEpisode,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";
import type { Item } from "./item.ts";

const at = "2026-05-01T10:00:00.000Z";
const cloudId = "plex:5d7768ba96b655001fdc0408";
const key = "5d7768ba96b655001fdc0408";
const onPlex: Item = { ...matrix, ids: [cloudId, ...matrix.ids], watchlist: { at, keys: [key] } };
const onTrakt = traktMovie({ watchlist: { at } });
const showOnPlex: Item = { type: "show", ...breakingBad, watchlist: { at, keys: ["5d7768"] } };
const agreed = baseOf({ plex: [onPlex], trakt: [onTrakt] });
const later = "2026-11-24T12:00:00.000Z";

describe("the watchlist", () => {
  it("added-on-plex, added-on-trakt: puts it on the other list, in a library or not", () => {
    expect(writes(planStory({ plex: [onPlex], trakt: [] }))).toEqual(["watchlist add trakt added-on-plex"]);
    expect(writes(planStory({ plex: [], trakt: [onTrakt] }))).toEqual(["watchlist add plex added-on-trakt"]);
    expect(writes(planStory({ plex: [plexMovie(), onPlex], trakt: [] }))).toEqual([
      "watchlist add trakt added-on-plex",
    ]);
    expect(writes(planStory({ plex: [showOnPlex], trakt: [] }))).toEqual(["watchlist add trakt added-on-plex"]);
  });

  it("names to Plex the title of its own catalogue where a side knows it", () => {
    const library = plexMovie({ ids: [cloudId, ...matrix.ids] });
    const [add] = planStory({ plex: [library], trakt: [onTrakt] }).operations;
    expect(add?.target.ids).toContain(cloudId);
  });

  it("removed-on-plex, removed-on-trakt: takes it off the other list", () => {
    expect(writes(planStory({ plex: [], trakt: [onTrakt], base: agreed, now: later }))).toEqual([]);
    const allowed = { ...withPolicy("watchlist", {}), allowRemovals: { watchlist: 1 } };
    const onlyTrakt = planStory({ plex: [], trakt: [onTrakt], base: agreed, policy: allowed });
    expect(writes(onlyTrakt)).toEqual(["watchlist remove trakt removed-on-plex"]);
    const onlyPlex = planStory({ plex: [onPlex], trakt: [], base: agreed, policy: allowed });
    expect(writes(onlyPlex)).toEqual(["watchlist remove plex removed-on-trakt"]);
    expect(onlyPlex.operations[0]).toMatchObject({ before: { at, keys: [key] } });
  });

  it("holds removals when a list is empty that was not", () => {
    const plan = planStory({ plex: [], trakt: [onTrakt], base: agreed });
    expect(plan.held.map(({ guard, flag }) => [guard, flag])).toEqual([
      ["side-is-empty", "--allow-removals watchlist=1"],
    ]);
  });

  it("takes nothing off after a read that is not whole", () => {
    const cut = traktSnapshot([], { fields: withField("watchlist", "partial") });
    const plan = planStory({ plex: [onPlex], trakt: cut, base: agreed });
    expect([plan.operations, plan.held]).toEqual([[], []]);
  });

  it("forgets what neither list holds any more: whoever lists it again means it", () => {
    const gone = planStory({ plex: [], trakt: [], base: agreed, now: later });
    expect(gone.operations).toEqual([]);
    const base = baseOf({ plex: [], trakt: [], base: agreed, now: later });
    expect(base.records).toEqual({});
    expect(writes(planStory({ plex: [onPlex], trakt: [], base }))).toEqual(["watchlist add trakt added-on-plex"]);
  });

  it("forgets nothing after a read that is not whole", () => {
    const plex = plexSnapshot([], { fields: withField("watchlist", "failed") });
    expect(baseOf({ plex, trakt: [], base: agreed, now: later })).toBe(agreed);
  });

  it("does not put on a list what the same plan marks as watched", () => {
    const seen = plexMovie({ watched: { at, plays: 1 } });
    const plan = planStory({ plex: [seen, onPlex], trakt: [] });
    expect(writes(plan)).toEqual([`watched add trakt ${at} added-on-plex`]);
    expect(plan.skipped.map(({ field, reason }) => [field, reason])).toEqual([["watchlist", "being-watched"]]);
  });

  it("does not put on a list a show of which the same plan marks an episode as watched", () => {
    const seen = plexEpisode(1, { watched: { at, plays: 1 } });
    const plan = planStory({ plex: [seen, showOnPlex], trakt: [] });
    expect(writes(plan)).toEqual([`watched add trakt ${at} added-on-plex`]);
    expect(plan.skipped.map(({ reason }) => reason)).toEqual(["being-watched"]);
  });

  it("puts on a list what was watched long ago: a person who lists it wants to see it again", () => {
    const seen = { watched: { at, plays: 1 } };
    const plan = planStory({ plex: [plexMovie(seen), onPlex], trakt: [traktMovie(seen)] });
    expect(writes(plan)).toEqual(["watchlist add trakt added-on-plex"]);
  });

  describe("that a service drops for our own mark", () => {
    const listed = "2026-05-01T10:00:00.000Z";
    const before = { watched: { at: "2020-01-01T20:00:00.000Z", plays: 1 } };
    const after = { watched: { at: "2026-06-01T20:00:00.000Z", plays: 1 } };
    const file = (values: Partial<Item>): Item => plexMovie(values);
    const wish = (values: Partial<Item> = {}): Item => traktMovie({ watchlist: { at: listed }, ...values });
    const allowed = { ...withPolicy("watchlist", {}), allowRemovals: { watchlist: 9 } };
    const other: Item = { type: "movie", ids: ["tmdb:1"], title: "Other", watchlist: { at: listed } };
    /** On both lists and seen on one side: the run tells the other side. */
    const told = {
      trakt: (seen: Partial<Item>) => baseOf({ plex: [file(seen), onPlex, other], trakt: [wish(), other] }),
      plex: (seen: Partial<Item>) => baseOf({ plex: [file({}), onPlex, other], trakt: [wish(seen), other] }),
    };
    /** What the next run finds when that side dropped it. */
    const dropped = {
      trakt: (seen: Partial<Item>) => ({ plex: [file(seen), onPlex, other], trakt: [traktMovie(seen), other] }),
      plex: (seen: Partial<Item>) => ({ plex: [file(seen), other], trakt: [wish(seen), other] }),
    };

    it.each(["plex", "trakt"] as const)("is put back on %s, once, where the wish is newer than the view", (side) => {
      const base = told[side](before);
      const story = { ...dropped[side](before), base, policy: allowed, now: later };
      expect(writes(planStory(story))).toEqual([`watchlist add ${side} dropped-by-own-mark`]);
      const again = { ...story, base: applyAll(base, planStory(story)), now: "2026-11-26T12:00:00.000Z" };
      const rest = side === "plex" ? "trakt" : "plex";
      expect(writes(planStory(again))).toEqual([`watchlist remove ${rest} removed-on-${side}`]);
    });

    it.each(["plex", "trakt"] as const)("leaves both lists where the view is newer than the wish (%s)", (side) => {
      const story = { ...dropped[side](after), base: told[side](after), policy: allowed, now: later };
      const rest = side === "plex" ? "trakt" : "plex";
      expect(writes(planStory(story))).toEqual([`watchlist remove ${rest} removed-on-${side}`]);
    });

    it("is a wish newer than the view where no list tells a date, and where the view has none", () => {
      const undated = { ...onPlex, watchlist: { keys: [key] } };
      const first = { plex: [file(after), undated, other], trakt: [traktMovie({ watchlist: {} }), other] };
      const next = { plex: [file(after), undated, other], trakt: [traktMovie(after), other] };
      expect(writes(planStory({ ...next, base: baseOf(first), now: later }))).toEqual([
        "watchlist add trakt dropped-by-own-mark",
      ]);
      const seen = { watched: { plays: 1 } };
      expect(writes(planStory({ ...dropped.trakt(seen), base: told.trakt(seen), now: later }))).toEqual([
        "watchlist add trakt dropped-by-own-mark",
      ]);
    });

    it("may have been marked where the answer was lost", () => {
      const story = { plex: [file(before), onPlex], trakt: [wish()] };
      const base = advance(emptyBase, planStory(story), outcomesOf(planStory(story), "unknown"));
      const next = { plex: [file(before), onPlex], trakt: [traktMovie(before)] };
      expect(writes(planStory({ ...next, base, now: later }))).toEqual(["watchlist add trakt dropped-by-own-mark"]);
    });

    it("was taken off by a person where a read after the mark still had it", () => {
      const still = { plex: [file(before), onPlex, other], trakt: [wish(before), other], now: later };
      const base = baseOf({ ...still, base: told.trakt(before) });
      const story = { ...dropped.trakt(before), base, policy: allowed, now: later };
      expect(writes(planStory(story))).toEqual(["watchlist remove plex removed-on-trakt"]);
    });

    it("is gone from both where a person takes it off the other list meanwhile", () => {
      const story = { plex: [file(before), other], trakt: [traktMovie(before), other], base: told.trakt(before) };
      const plan = planStory({ ...story, policy: allowed, now: later });
      expect(writes(plan)).toEqual([]);
      const record = Object.values(applyAll(story.base, plan).records).find(({ title }) => title === matrix.title);
      expect([record?.watchlist, record?.ownMarks]).toEqual([undefined, undefined]);
    });

    it("comes back where only the side that dropped it had it", () => {
      const base = baseOf({ plex: [file(before)], trakt: [wish()] });
      const story = { plex: [file(before)], trakt: [traktMovie(before)], base, now: later };
      expect(writes(planStory(story))).toEqual(["watchlist add trakt dropped-by-own-mark"]);
      const back = { plex: [file(before)], trakt: [wish(before)], base: applyAll(base, planStory(story)) };
      expect(writes(planStory({ ...back, now: later }))).toEqual(["watchlist add plex added-on-trakt"]);
    });

    it("is left as it is where the policy does not write there, and never removed for it", () => {
      const policy = { ...withPolicy("watchlist", { direction: "trakt-to-plex" }), allowRemovals: { watchlist: 9 } };
      const plan = planStory({ ...dropped.trakt(before), base: told.trakt(before), policy, now: later });
      expect(writes(plan)).toEqual([]);
      expect(plan.skipped.map(({ field, reason }) => [field, reason])).toEqual([["watchlist", "direction"]]);
    });
  });

  describe("of a show of which we marked an episode", () => {
    const seen = { watched: { at: "2026-06-01T20:00:00.000Z", plays: 1 } };
    const onTraktToo: Item = { type: "show", ...breakingBad, watchlist: { at } };
    const first = { plex: [plexEpisode(1, seen), plexEpisode(2), showOnPlex], trakt: [onTraktToo] };
    const next = { plex: [plexEpisode(1, seen), plexEpisode(2), showOnPlex], trakt: [traktEpisode(1, seen)] };
    const base = baseOf(first);
    const allowed = { ...withPolicy("watchlist", {}), allowRemovals: { watchlist: 9 } };

    it("neither goes nor comes back: the difference stands, run after run, until a person changes one list", () => {
      const plan = planStory({ ...next, base, policy: allowed, now: later });
      expect(writes(plan)).toEqual([]);
      expect(plan.kept.map(({ field, reason }) => [field, reason])).toEqual([["watchlist", "started-watching"]]);
      const kept = applyAll(base, plan);
      expect(writes(planStory({ ...next, base: kept, policy: allowed, now: later }))).toEqual([]);

      const again = baseOf({ plex: next.plex, trakt: [...next.trakt, onTraktToo], base: kept, now: later });
      const removed = { plex: next.plex, trakt: next.trakt, base: again, policy: allowed, now: later };
      expect(writes(planStory(removed))).toEqual(["watchlist remove plex removed-on-trakt"]);

      const off = { plex: next.plex.slice(0, 2), trakt: next.trakt, base: kept, policy: allowed, now: later };
      expect([writes(planStory(off)), planStory(off).kept]).toEqual([[], []]);
    });

    it("comes back where the wish is newer than the view", () => {
      const old = { watched: { at: "2020-01-01T20:00:00.000Z", plays: 1 } };
      const told = baseOf({ plex: [plexEpisode(1, old), showOnPlex], trakt: [onTraktToo] });
      const story = { plex: [plexEpisode(1, old), showOnPlex], trakt: [traktEpisode(1, old)], base: told, now: later };
      expect(writes(planStory(story))).toEqual(["watchlist add trakt dropped-by-own-mark"]);
    });
  });

  it("says nothing of watched states and ratings of what is on a list and in no library", () => {
    const plan = planStory({
      plex: [onPlex],
      trakt: [traktMovie({ watched: { at, plays: 1 }, rating: { value: 8 }, watchlist: { at } })],
    });
    expect([plan.operations, plan.skipped]).toEqual([[], []]);
  });

  it("keeps a movie and a show of the same number apart", () => {
    const show: Item = { type: "show", ids: ["tmdb:603"], title: "Matrix, the Show", watchlist: { at } };
    const plan = planStory({ plex: [onPlex], trakt: [show] });
    expect(writes(plan)).toEqual(["watchlist add plex added-on-trakt", "watchlist add trakt added-on-plex"]);
    expect(plan.problems).toEqual([]);
  });

  it("forgets what both lists have dropped of a title that Trakt alone has rated, so that listing it again is no removal", () => {
    const rated = traktMovie({ rating: { value: 8, at } });
    const base = baseOf({ plex: [onPlex], trakt: [{ ...onTrakt, ...rated, watchlist: { at } }] });
    const dropped = advance(base, planStory({ plex: [], trakt: [rated], base }), []);
    const again = planStory({ plex: [onPlex], trakt: [rated], base: dropped, now: later });
    expect(writes(again)).toEqual(["watchlist add trakt added-on-plex"]);
    expect(again.held).toEqual([]);
  });

  it("lists once what has no id that the other side could know it by", () => {
    const nameless: Item = {
      type: "movie",
      ids: ["plex:5d7768ba96b655001fdc0409"],
      title: "Home video",
      watchlist: {},
    };
    const plan = planStory({ plex: [nameless], trakt: [] });
    expect(plan.operations).toEqual([]);
    expect(plan.problems.map(({ reason, message }) => [reason, message])).toEqual([
      ["no-ids", `"Home video" has no id that Trakt knows; it stays on the watchlist of one side.`],
    ]);
  });

  it("writes to one side only where that was chosen", () => {
    const policy = withPolicy("watchlist", { direction: "trakt-to-plex" });
    const plan = planStory({ plex: [onPlex], trakt: [], policy });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped.map(({ reason }) => reason)).toEqual(["direction"]);
  });

  it("waits a day for a list that does not show what was added to it", () => {
    const base = baseOf({ plex: [onPlex], trakt: [] });
    expect(writes(planStory({ plex: [onPlex], trakt: [], base }))).toEqual([]);
    const afterADay = planStory({ plex: [onPlex], trakt: [], base, now: later });
    expect(afterADay.held.map(({ operation }) => [operation.side, operation.action])).toEqual([["plex", "remove"]]);
  });
});
