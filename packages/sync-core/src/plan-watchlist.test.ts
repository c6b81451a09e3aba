import { describe, expect, it } from "vitest";
import {
  breakingBad,
  baseOf,
  matrix,
  planStory,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
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
