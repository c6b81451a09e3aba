import { describe, expect, it } from "vitest";
import {
  baseOf,
  now,
  outcomesOf,
  planStory,
  plexEpisode,
  policy,
  traktEpisode,
  withPolicy,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";
import type { Item } from "./item.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const again = { at: "2026-11-21T20:00:00.000Z", plays: 2 };

function inFile(number: number, values: Partial<Item> = {}): Item {
  return plexEpisode(number, { file: "/tv/S01E01-E02.mkv", ...values });
}

const viewed = { plex: [inFile(1, { watched: seen }), inFile(2)], trakt: [] };
const bothShown = [traktEpisode(1, { watched: seen }), traktEpisode(2, { watched: seen })];
/** Both sides after the file's view was given to both episodes. */
const settled = {
  plex: [inFile(1, { watched: seen }), inFile(2, { watched: { at: now, plays: 1 } })],
  trakt: bothShown,
  base: baseOf(viewed),
};

describe("a file with several episodes", () => {
  it("viewed-with-file: a person's view marks each of them, on both sides, at the same minute, in one plan", () => {
    expect(writes(planStory(viewed))).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
      "watched add trakt 2026-11-20T20:00:00.000Z viewed-with-file",
      "watched add plex e2 viewed-with-file",
    ]);
  });

  it("has nothing to do in the next plan, though Trakt does not show it yet", () => {
    expect(writes(planStory({ ...settled, trakt: [] }))).toEqual([]);
    expect(writes(planStory(settled))).toEqual([]);
  });

  it("does not refill an episode that a person cleared afterwards", () => {
    const plex = [inFile(1, { watched: seen }), inFile(2)];
    const plan = planStory({ ...settled, plex });
    expect(writes(plan)).toEqual([]);
    expect(writes(planStory({ ...settled, plex, base: advance(settled.base, plan, []) }))).toEqual([]);
  });

  it("remembers the view when nothing else of the episode is left", () => {
    const plex = [inFile(1, { watched: seen }), inFile(2)];
    const trakt = [traktEpisode(1, { watched: seen })];
    const cleared = planStory({ ...settled, base: baseOf(settled), plex, trakt });
    const base = advance(baseOf(settled), cleared, []);
    expect(base.records["episode:show:tmdb:1396:s1e2"]).toMatchObject({ fileViewedAt: "2026-11-20T20:00:00.000Z" });
    expect(base.records["episode:show:tmdb:1396:s1e2"]).not.toHaveProperty("watched");
    expect(writes(planStory({ plex, trakt, base }))).toEqual([]);
  });

  it("gives a further view to an episode that was cleared on both sides in between", () => {
    const plex = [inFile(1, { watched: again }), inFile(2)];
    const plan = planStory({ ...settled, plex, trakt: [traktEpisode(1, { watched: seen })] });
    expect(writes(plan)).toEqual([
      "watched add trakt 2026-11-21T20:00:00.000Z rewatched-on-plex",
      "watched add trakt 2026-11-21T20:00:00.000Z viewed-with-file",
      "watched add plex e2 viewed-with-file",
    ]);
    const base = advance(settled.base, plan, outcomesOf(plan, "applied"));
    expect(base.records["episode:show:tmdb:1396:s1e2"]).toHaveProperty("watched");
  });

  it("gives a further view of the file to each again", () => {
    const plex = [inFile(1, { watched: again }), inFile(2, { watched: { at: now, plays: 1 } })];
    expect(writes(planStory({ ...settled, plex }))).toEqual([
      "watched add trakt 2026-11-21T20:00:00.000Z rewatched-on-plex",
      "watched add trakt 2026-11-21T20:00:00.000Z viewed-with-file",
    ]);
  });

  it("adds no play where Trakt's last is within one view of the file's", () => {
    const trakt = [traktEpisode(2, { watched: { at: "2026-11-20T19:20:00.000Z", plays: 1 } })];
    expect(writes(planStory({ ...viewed, trakt }))).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
      "watched add plex e2 added-on-trakt",
    ]);
  });

  it("adds one where Trakt's last play is older, unless the account keeps one play a title", () => {
    const trakt = [
      traktEpisode(1, { watched: seen }),
      traktEpisode(2, { watched: { at: "2019-01-01T00:00:00Z", plays: 1 } }),
    ];
    const story = { plex: viewed.plex, trakt };
    expect(writes(planStory(story))).toContain("watched add trakt 2026-11-20T20:00:00.000Z viewed-with-file");
    expect(writes(planStory({ ...story, policy: { ...policy, rewatches: false } }))).toEqual([
      "watched add plex e2 added-on-trakt",
    ]);
  });

  it("is not viewed by our own mark: that marks only its own episode", () => {
    const trakt = [traktEpisode(1, { watched: seen })];
    const first = { plex: [inFile(1), inFile(2)], trakt };
    expect(writes(planStory(first))).toEqual(["watched add plex e1 added-on-trakt"]);
    const plex = [inFile(1, { watched: { at: now, plays: 1 } }), inFile(2)];
    expect(writes(planStory({ plex, trakt, base: baseOf(first) }))).toEqual([]);
  });

  it("does not turn views that both episodes had on a first run into further plays", () => {
    const plex = [inFile(1, { watched: seen }), inFile(2, { watched: again })];
    expect(writes(planStory({ plex, trakt: [] }))).toEqual([
      "watched add trakt 2026-11-20T20:00:00.000Z added-on-plex",
      "watched add trakt 2026-11-21T20:00:00.000Z added-on-plex",
    ]);
  });

  it("gives a view without a date once", () => {
    const story = { plex: [inFile(1, { watched: { plays: 1 } }), inFile(2)], trakt: [] };
    expect(writes(planStory(story))).toEqual([
      "watched add trakt unknown added-on-plex",
      "watched add trakt unknown viewed-with-file",
      "watched add plex e2 viewed-with-file",
    ]);
    expect(writes(planStory({ ...story, base: baseOf(story) }))).toEqual([]);
  });

  it.each([
    ["failed", 0, 1],
    ["failed", 1, 0],
  ] as const)("meets what %s again, and only that (%i, %i)", (status, failing, other) => {
    const plan = planStory(viewed);
    const ofSecond = plan.operations.filter(({ row }) => row.endsWith("e2"));
    const done = plan.operations.filter((operation) => operation !== ofSecond[failing]);
    const outcomes = [
      ...done.map(({ id }) => ({ operation: id, status: "applied" as const, at: now })),
      { operation: ofSecond[failing]?.id ?? "", status, at: now },
    ];
    const isMarked = done.some(({ side }) => side === "plex");
    const plex = [inFile(1, { watched: seen }), inFile(2, isMarked ? { watched: { at: now, plays: 1 } } : {})];
    const trakt = isMarked ? [bothShown[0] ?? traktEpisode(1)] : bothShown;
    const next = planStory({ plex, trakt, base: advance(emptyBase, plan, outcomes) });
    expect(next.operations.map(({ side, row }) => `${side} ${row}`)).toEqual([
      `${ofSecond[failing]?.side ?? ""} episode:show:tmdb:1396:s1e2`,
    ]);
    expect(ofSecond[other]?.side).not.toBe(ofSecond[failing]?.side);
  });

  it("has nothing to give when no other episode of it is known", () => {
    const plan = planStory({ plex: [inFile(1, { watched: seen })], trakt: [traktEpisode(1, { watched: seen })] });
    expect(plan.adopted.records["episode:show:tmdb:1396:s1e1"]).not.toHaveProperty("fileViewedAt");
  });

  it("gives nothing to an episode that must not be written to Trakt", () => {
    const plan = planStory({ ...viewed, policy: withPolicy("watched", { direction: "trakt-to-plex" }) });
    expect(writes(plan)).toEqual([]);
    expect(plan.skipped.map(({ reason }) => reason)).toEqual(["direction", "direction"]);
  });
});
