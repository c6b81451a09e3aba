import { describe, expect, it } from "vitest";
import {
  baseOf,
  now,
  planStory,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  policy,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase, type Base } from "./base.ts";
import { emptyLedger, type Ledger, type SentPlay } from "./ledger.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const again = { at: "2026-11-21T22:00:00.000Z", plays: 2 };
const both = { plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] };

describe("first views", () => {
  it("added-on-plex: one play at the minute of the last view", () => {
    expect(writes(planStory({ plex: [plexMovie({ watched: { ...seen, plays: 7 } })], trakt: [] }))).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
    ]);
  });

  it.each([
    ["no date", undefined],
    ["a date in the future", "2026-11-22T13:01:00.000Z"],
    ["a date before 2 January 1970", "1970-01-01T00:00:00.000Z"],
    ["a date that cannot be read", "yesterday"],
  ])("sends a play without a date, never now, where Plex has %s", (_case, at) => {
    const plan = planStory({
      plex: [plexMovie({ watched: { plays: 1, ...(at !== undefined && { at }) } })],
      trakt: [],
    });
    expect(writes(plan)).toEqual(["watched add trakt unknown added-on-plex"]);
  });

  it("keeps the date of a view on a server whose clock is a little ahead", () => {
    const plan = planStory({ plex: [plexMovie({ watched: { plays: 1, at: "2026-11-22T12:03:00.000Z" } })], trakt: [] });
    expect(writes(plan)).toEqual(["watched add trakt 2026-11-22T12:03:00.000Z added-on-plex"]);
  });

  it("adopts what both sides have, whenever it was", () => {
    const plan = planStory({
      plex: both.plex,
      trakt: [traktMovie({ watched: { at: "2019-01-01T00:00:00Z", plays: 4 } })],
    });
    expect(writes(plan)).toEqual([]);
    expect(plan.adopted.records["movie:tmdb:603"]).toMatchObject({
      watched: { at: seen.at },
      copies: { a: { views: 1 } },
    });
  });

  it("says nothing of a title that the library does not hold", () => {
    const plan = planStory({ plex: [], trakt: both.trakt, base: baseOf(both) });
    expect(writes(plan)).toEqual([]);
    expect([plan.adopted.records, plan.adopted.goals]).toEqual([{}, {}]);
  });

  it("never marks a show or a season as watched", () => {
    const show = { type: "show", ids: ["tmdb:1"], title: "A show", ref: "s" } as const;
    expect(writes(planStory({ plex: [{ ...show, watched: seen }], trakt: [] }))).toEqual([]);
  });

  it.each(["failed", "off", "partial"] as const)(
    "adds nothing that Trakt does not list when its list is %s",
    (state) => {
      const plan = planStory({ plex: both.plex, trakt: traktSnapshot([], { fields: withField("watched", state) }) });
      expect(writes(plan)).toEqual([]);
    },
  );
});

describe("removals of views", () => {
  const propagate = withPolicy("watched", { removals: "propagate" });
  const onTrakt = { plex: both.plex, trakt: [], base: baseOf(both) };
  const onPlex = { plex: [plexMovie()], trakt: both.trakt, base: baseOf(both) };

  it("keeps on Plex what was removed on Trakt, run after run", () => {
    const plan = planStory(onTrakt);
    expect(writes(plan)).toEqual([]);
    expect(plan.kept).toMatchObject([{ field: "watched", title: "The Matrix (1999)", reason: "removed-on-trakt" }]);
    const next = planStory({ ...onTrakt, base: advance(onTrakt.base, plan, []) });
    expect(next.kept).toEqual(plan.kept);
    expect(next.adopted).toEqual({ records: {}, goals: {} });
  });

  it("keeps on Trakt what was removed on Plex, and follows the copy downward", () => {
    const plan = planStory(onPlex);
    expect(writes(plan)).toEqual([]);
    expect(plan.kept).toMatchObject([{ reason: "removed-on-plex" }]);
    expect(plan.adopted.records["movie:tmdb:603"]).toMatchObject({ watched: {}, copies: { a: { views: 0 } } });
  });

  it("removed-on-trakt: unmarks Plex when the person chose that", () => {
    const plan = planStory({ ...onTrakt, trakt: [traktMovie({ ids: ["trakt:5"], watched: seen })], policy: propagate });
    expect(writes(plan)).toEqual(["watched remove plex a removed-on-trakt"]);
  });

  it("removed-on-plex: removes all plays from Trakt when the person chose that", () => {
    const other = plexMovie({ ref: "z", ids: ["tmdb:9"], watched: seen });
    const plan = planStory({ ...onPlex, plex: [plexMovie(), other], policy: propagate });
    expect(plan.operations.at(-1)).toMatchObject({
      action: "remove",
      side: "trakt",
      reason: "removed-on-plex",
      before: seen,
    });
  });

  it("forgets what was removed on both sides", () => {
    const plan = planStory({ plex: [plexMovie()], trakt: [], base: baseOf(both) });
    expect(writes(plan)).toEqual([]);
    expect(plan.adopted.records).toEqual({ "movie:tmdb:603": null });
  });

  it("does not forget after an incomplete read", () => {
    const plex = plexSnapshot([plexMovie()], { fields: withField("watched", "partial") });
    expect(planStory({ plex, trakt: [], base: baseOf(both) }).adopted.records["movie:tmdb:603"]).not.toBeNull();
  });
});

describe("removed on one side and seen again on the other", () => {
  const later = { at: "2026-11-21T22:00:00.000Z", plays: 1 };
  // Neither side is empty.
  const other = {
    plex: plexMovie({ ref: "z", ids: ["tmdb:9"], watched: seen }),
    trakt: traktMovie({ ids: ["tmdb:9"], watched: seen }),
  };
  const base = baseOf({ plex: [...both.plex, other.plex], trakt: [...both.trakt, other.trakt] });
  const onTrakt = { plex: [plexMovie(), other.plex], trakt: [traktMovie({ watched: later }), other.trakt], base };
  const onPlex = { plex: [plexMovie({ watched: again }), other.plex], trakt: [other.trakt], base };
  const mark = "watched add plex a changed-on-trakt";
  const play = "watched add trakt 2026-11-21T22:00:00.000Z rewatched-on-plex";
  const [unmark, unplay] = ["watched remove plex a removed-on-trakt", "watched remove trakt removed-on-plex"];

  it.each([
    ["newest", "propagate", [mark], [play]],
    ["plex", "propagate", [unplay], [play]],
    ["trakt", "propagate", [mark], [unmark]],
    ["ask", "propagate", [], []],
    ["newest", "keep", [mark], [play]],
    ["plex", "keep", [], [play]],
    ["trakt", "keep", [mark], []],
    ["ask", "keep", [], []],
  ] as const)("%s, with removals %s", (conflicts, removals, ofTrakt, ofPlex) => {
    const chosen = withPolicy("watched", { conflicts, removals });
    const plans = [planStory({ ...onTrakt, policy: chosen }), planStory({ ...onPlex, policy: chosen })];
    expect(plans.map(writes)).toEqual([ofTrakt, ofPlex]);
    const reasons = conflicts === "newest" ? [] : [`conflict-${conflicts}`];
    expect(plans.map((plan) => plan.conflicts.map(({ reason }) => reason))).toEqual([reasons, reasons]);
  });

  it.each([
    ["of Trakt", onTrakt],
    ["of Plex", onPlex],
  ])("stays an open conflict with ask, run after run, until the policy settles it (the view is %s)", (_side, story) => {
    const ask = withPolicy("watched", { conflicts: "ask", removals: "propagate" });
    const first = planStory({ ...story, policy: ask });
    expect(first.conflicts[0]).not.toHaveProperty("winner");
    const next = advance(base, first, []);
    expect(planStory({ ...story, base: next, policy: ask }).conflicts).toEqual(first.conflicts);
    expect(writes(planStory({ ...story, base: next }))).toHaveLength(1);
  });

  it("marks every copy for it, and knows the play from then on", () => {
    const plex = [plexMovie(), plexMovie({ ref: "b" })];
    const before = baseOf({ plex: plex.map((item) => ({ ...item, watched: seen })), trakt: both.trakt });
    const story = { plex, trakt: [traktMovie({ watched: later })], base: before };
    expect(writes(planStory(story))).toEqual([mark, "watched add plex b changed-on-trakt"]);
    expect(baseOf(story).records["movie:tmdb:603"]?.watched).toEqual({ at: later.at });
  });

  it("is no new view where base knew the play, or pakt sent it", () => {
    const propagate = withPolicy("watched", { removals: "propagate" });
    const known = baseOf({ ...onTrakt, plex: [...both.plex, other.plex] });
    expect(writes(planStory({ ...onTrakt, base: known, policy: propagate }))).toEqual([unplay]);
    const sent = {
      type: "movie",
      ids: ["tmdb:603"],
      at: later.at,
      sentAt: later.at,
      operation: "p",
      state: "applied",
    } as const;
    const ledger = { ...emptyLedger, plays: [sent] };
    expect(writes(planStory({ ...onTrakt, ledger, policy: propagate }))).toEqual([unplay]);
  });

  it("sends the view of an account that keeps one play a title, for it has none", () => {
    expect(writes(planStory({ ...onPlex, policy: { ...policy, rewatches: false } }))).toEqual([play]);
  });

  it("marks nothing where the direction does not write to Plex, and removes nothing either", () => {
    const chosen = withPolicy("watched", { direction: "plex-to-trakt", removals: "propagate" });
    const plan = planStory({ ...onTrakt, policy: chosen });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped).toMatchObject([{ reason: "direction" }]);
  });
});

describe("rewatches", () => {
  const base = baseOf(both);
  const rewatched = { plex: [plexMovie({ watched: again })], trakt: both.trakt, base };
  const play = "watched add trakt 2026-11-21T22:00:00.000Z rewatched-on-plex";

  it("rewatched-on-plex: one play, however often it was seen", () => {
    const plan = planStory({ ...rewatched, plex: [plexMovie({ watched: { ...again, plays: 5 } })] });
    expect(writes(plan)).toEqual([play]);
  });

  it("meets the view again when the play failed, and not when it was applied", () => {
    const plan = planStory(rewatched);
    const failed = advance(base, plan, [{ operation: plan.operations[0]?.id ?? "", status: "failed", at: now }]);
    const applied = baseOf(rewatched);
    expect(writes(planStory({ ...rewatched, base: failed }))).toEqual([play]);
    expect(writes(planStory({ ...rewatched, base: applied }))).toEqual([]);
  });

  it("plans none on a first run, whatever the dates", () => {
    expect(writes(planStory({ ...rewatched, base: emptyBase }))).toEqual([]);
  });

  it("plans none when the account keeps one play a title", () => {
    expect(writes(planStory({ ...rewatched, policy: { ...policy, rewatches: false } }))).toEqual([]);
  });

  it.each([
    ["exactly a runtime after Trakt's last play", "2026-11-21T19:44:00.000Z", []],
    ["a minute more than a runtime after it", "2026-11-21T19:43:00.000Z", [play]],
  ])("judges a view %s", (_case, at, expected) => {
    const trakt = [traktMovie({ watched: { at, plays: 1 } })];
    expect(writes(planStory({ ...rewatched, trakt }))).toEqual(expected);
  });

  it("counts half an hour as one view where the runtime is shorter", () => {
    const plex = [plexMovie({ runtimeMs: 60_000, watched: again })];
    const trakt = [traktMovie({ watched: { at: "2026-11-21T21:30:00.000Z", plays: 1 } })];
    expect(writes(planStory({ ...rewatched, plex, trakt }))).toEqual([]);
  });

  it("takes the newest view of the copies that were seen again", () => {
    const two = { plex: [plexMovie({ watched: seen }), plexMovie({ ref: "b", watched: seen })], trakt: both.trakt };
    const plex = [
      plexMovie({ watched: again }),
      plexMovie({ ref: "b", watched: { at: "2026-11-22T01:00:00.000Z", plays: 2 } }),
    ];
    expect(writes(planStory({ plex, trakt: both.trakt, base: baseOf(two) }))).toEqual([
      "watched add trakt 2026-11-22T01:00:00.000Z rewatched-on-plex",
    ]);
  });

  it("does not take the views of a copy that base has not seen for a rewatch", () => {
    const plex = [plexMovie({ watched: seen }), plexMovie({ ref: "b", watched: again })];
    expect(writes(planStory({ ...rewatched, plex }))).toEqual([]);
  });

  it("tells Trakt of a new view even where its plays were removed", () => {
    const plan = planStory({ ...rewatched, trakt: [] });
    expect(writes(plan)).toEqual([play]);
    expect(plan.kept).toEqual([]);
  });

  it("lets a new view win over a removal that would go on to Plex", () => {
    const plan = planStory({ ...rewatched, trakt: [], policy: withPolicy("watched", { removals: "propagate" }) });
    expect(writes(plan)).toEqual([play]);
  });
});

describe("our own scrobbles", () => {
  const unwatched = { plex: [plexMovie()], trakt: both.trakt };
  const marked = baseOf(unwatched);
  const ours = plexMovie({ watched: { at: "2026-11-22T12:00:10.000Z", plays: 1 } });
  const later = "2026-11-23T12:00:00.000Z";
  const scrobble = (state: "sent" | "unknown" | "applied"): Ledger => ({
    ...emptyLedger,
    scrobbles: [{ operation: "watched:add:plex:movie:tmdb:603@a", ref: "a", viewsBefore: 0, sentAt: now, state }],
  });

  it("are no views to export", () => {
    expect(marked.records["movie:tmdb:603"]?.copies).toEqual({ a: { views: 1, ours: 1 } });
    expect(writes(planStory({ plex: [ours], trakt: both.trakt, base: marked, now: later }))).toEqual([]);
  });

  it("leave a person's next view to be exported", () => {
    const plex = [plexMovie({ watched: { at: "2026-11-22T20:00:00.000Z", plays: 2 } })];
    expect(writes(planStory({ plex, trakt: both.trakt, base: marked, now: later }))).toEqual([
      "watched add trakt 2026-11-22T20:00:00.000Z rewatched-on-plex",
    ]);
  });

  it.each(["sent", "unknown", "applied"] as const)("are known from the ledger when base missed them: %s", (state) => {
    const plan = planStory({ plex: [ours], trakt: [], ledger: scrobble(state), now: later });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped).toMatchObject([{ reason: "own-view" }]);
  });

  it("are counted in base by adoption", () => {
    const plan = planStory({ plex: [ours], trakt: both.trakt, ledger: scrobble("unknown"), now: later });
    expect(plan.adopted.records["movie:tmdb:603"]?.copies).toEqual({ a: { views: 1, ours: 1 } });
  });

  it("do not date a play: the date of the person's view does", () => {
    const plex = [plexMovie({ watched: seen }), { ...ours, ref: "b" }];
    const ledger: Ledger = {
      ...emptyLedger,
      scrobbles: [{ operation: "x", ref: "b", viewsBefore: 0, sentAt: now, state: "applied" }],
    };
    expect(writes(planStory({ plex, trakt: [], ledger, now: later }))).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
    ]);
  });
});

describe("plays in the ledger", () => {
  const story = { plex: both.plex, trakt: [] };
  const sent = (values: Partial<SentPlay>): Ledger => ({
    ...emptyLedger,
    plays: [
      {
        operation: "x",
        type: "movie",
        ids: ["imdb:tt0133093"],
        at: "2026-11-20T20:00:00.000Z",
        sentAt: "2026-11-22T11:00:00.000Z",
        state: "sent",
        ...values,
      },
    ],
  });

  it.each<[string, Partial<SentPlay>]>([
    ["settling", { state: "sent" }],
    ["settling", { state: "unknown" }],
    ["awaiting-confirmation", { state: "applied" }],
  ])("are not sent again: %s %o", (reason, play) => {
    const plan = planStory({ ...story, ledger: sent(play) });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped).toMatchObject([{ field: "watched", row: "movie:tmdb:603", reason }]);
    expect(advance(emptyBase, plan, []).records).toEqual({});
  });

  it.each<[string, Partial<SentPlay>]>([
    ["they were answered a day ago and are not shown", { state: "applied", sentAt: "2026-11-21T12:00:00.000Z" }],
    ["they were of another title", { ids: ["imdb:tt1"] }],
    ["they were of another type", { type: "episode" }],
    ["they were at another time", { at: "2026-11-20T17:00:00.000Z" }],
  ])("are planned where %s", (_case, play) => {
    expect(writes(planStory({ ...story, ledger: sent(play) }))).toHaveLength(1);
  });

  it("are found by show and number where the episode has no ids", () => {
    const plex = [plexEpisode(1, { ids: [], watched: seen })];
    const ledger = sent({ type: "episode", ids: [], showIds: ["tvdb:81189"], season: 1, number: 1 });
    expect(writes(planStory({ plex, trakt: [], ledger }))).toEqual([]);
  });

  it("are one with a view whose date Plex moved while it lasted", () => {
    const plex = [plexMovie({ watched: { at: "2026-11-20T21:30:00.000Z", plays: 1 } })];
    expect(writes(planStory({ plex, trakt: [], ledger: sent({ state: "unknown" }) }))).toEqual([]);
  });
});

describe("lagging reads of views", () => {
  const base = baseOf({ plex: both.plex, trakt: [] });

  it("are not a removal for a day", () => {
    const plan = planStory({ plex: both.plex, trakt: [], base, now: "2026-11-23T11:59:00.000Z" });
    expect([plan.kept, plan.skipped, plan.adopted.records]).toEqual([[], [], {}]);
  });

  it("are a removal after a day, and no longer pending", () => {
    const plan = planStory({ plex: both.plex, trakt: [], base, now: "2026-11-23T12:00:00.000Z" });
    expect(plan.kept).toMatchObject([{ reason: "removed-on-trakt" }]);
    expect(plan.adopted.records["movie:tmdb:603"]).not.toHaveProperty("pending");
  });

  it("end when the value is shown", () => {
    const plan = planStory({ ...both, base });
    expect(plan.adopted.records["movie:tmdb:603"]).not.toHaveProperty("pending");
  });
});

describe("directions, types and the ignore list", () => {
  it.each([
    ["direction", withPolicy("watched", { direction: "trakt-to-plex" })],
    ["type", withPolicy("watched", { types: ["episode"] })],
    ["ignored", { ...policy, ignore: ["movie:tmdb:603"] as const }],
    ["ignored", { ...policy, ignore: ["imdb:tt0133093"] as const }],
  ])("skips a write that they forbid and leaves base alone: %s", (reason, chosen) => {
    const plan = planStory({ plex: both.plex, trakt: [], policy: chosen });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped).toMatchObject([{ reason, row: "movie:tmdb:603" }]);
    expect([plan.adopted.records, plan.adopted.goals]).toEqual([{}, {}]);
  });

  it("writes the way that is allowed", () => {
    const chosen = withPolicy("watched", { direction: "plex-to-trakt" });
    expect(writes(planStory({ plex: both.plex, trakt: [], policy: chosen }))).toHaveLength(1);
    expect(writes(planStory({ plex: [plexMovie()], trakt: both.trakt, policy: chosen }))).toEqual([]);
  });

  it("ignores the episodes of an ignored show", () => {
    const plex = [plexEpisode(1, { watched: seen })];
    const plan = planStory({ plex, trakt: [], policy: { ...policy, ignore: ["show:tmdb:1396"] } });
    expect(plan.skipped).toMatchObject([{ reason: "ignored", title: "Breaking Bad S01E01" }]);
  });

  it("plans nothing for a field that is off", () => {
    const plan = planStory({ plex: both.plex, trakt: [], policy: withPolicy("watched", { direction: "off" }) });
    expect([plan.operations, plan.skipped]).toEqual([[], []]);
  });
});

describe("copies", () => {
  const base: Base = baseOf({ plex: [...both.plex, plexMovie({ ref: "b", watched: seen })], trakt: both.trakt });

  it("new-copy: fills a copy that base has not seen", () => {
    const plan = planStory({ plex: [...both.plex, plexMovie({ ref: "c" })], trakt: both.trakt, base });
    expect(writes(plan)).toEqual(["watched add plex c new-copy"]);
  });

  it("new-copy: fills further copies on a first run too, with the play for Trakt", () => {
    const plan = planStory({ plex: [...both.plex, plexMovie({ ref: "c" })], trakt: [] });
    expect(writes(plan)).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
      "watched add plex c new-copy",
    ]);
  });

  it("new-copy: a replaced file is no removal", () => {
    const plan = planStory({ plex: [plexMovie({ ref: "c" })], trakt: both.trakt, base });
    expect(writes(plan)).toEqual(["watched add plex c new-copy"]);
    expect(plan.kept).toEqual([]);
  });

  it("keeps on Trakt what a person cleared in the copy that replaced another, run after run", () => {
    const replaced = baseOf({ plex: [plexMovie({ ref: "c" })], trakt: both.trakt, base: baseOf(both) });
    const story = { plex: [plexMovie({ ref: "c" })], trakt: both.trakt, now: "2026-11-24T12:00:00.000Z" };
    const first = planStory({ ...story, base: replaced });
    const second = planStory({ ...story, base: advance(replaced, first, []) });
    expect(first.kept).toMatchObject([{ reason: "removed-on-plex" }]);
    expect(second.kept).toEqual(first.kept);
    expect(writes(second)).toEqual([]);
  });

  it("does not refill a known copy that a person cleared", () => {
    const story = { plex: [...both.plex, plexMovie({ ref: "b" })], trakt: both.trakt };
    const plan = planStory({ ...story, base });
    expect(writes(plan)).toEqual([]);
    expect(writes(planStory({ ...story, base: advance(base, plan, []) }))).toEqual([]);
  });

  it("plans only the copy again that failed", () => {
    const story = { plex: [plexMovie(), plexMovie({ ref: "b" })], trakt: both.trakt };
    const plan = planStory(story);
    const statuses = ["applied", "failed"] as const;
    const next = advance(
      emptyBase,
      plan,
      plan.operations.map(({ id }, position) => ({ operation: id, status: statuses[position] ?? "failed", at: now })),
    );
    const plex = [plexMovie({ watched: { at: now, plays: 1 } }), plexMovie({ ref: "b" })];
    expect(writes(planStory({ ...story, plex, base: next }))).toEqual(["watched add plex b new-copy"]);
  });

  it("lists a copy that the direction does not let it fill, and meets it again", () => {
    const chosen = withPolicy("watched", { direction: "plex-to-trakt" });
    const story = { plex: [...both.plex, plexMovie({ ref: "c" })], trakt: both.trakt };
    const plan = planStory({ ...story, policy: chosen });
    expect(plan.skipped).toMatchObject([{ reason: "direction" }]);
    const next = advance(emptyBase, plan, []);
    expect(writes(planStory({ ...story, base: next }))).toEqual(["watched add plex c new-copy"]);
  });
});
