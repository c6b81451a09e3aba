import { describe, expect, it } from "vitest";
import { baseOf, now, planStory, plexEpisode, plexMovie, traktMovie, traktSnapshot } from "../test/builders.ts";
import { emptyLedger, type Ledger } from "./ledger.ts";
import { joinLedger, ledgerOf } from "./ledger-of.ts";
import type { Outcome } from "./operation.ts";
import { recordIntents } from "./record-intents.ts";
import { pruneLedger, recordOutcomes, settlePlays, unsettledPlays } from "./settle-ledger.ts";

const seen = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const context = { viewsBefore: () => 0 };
const plays = planStory({
  plex: [plexMovie({ watched: seen, rating: { value: 8 } }), plexEpisode(1, { watched: seen })],
  trakt: [],
}).operations;
const marks = planStory({ plex: [plexMovie()], trakt: [traktMovie({ watched: seen })] }).operations;
const sent = recordIntents(emptyLedger, [...plays, ...marks], context, now);
const [moviePlay, episodePlay] = [
  "watched:add:trakt:movie:tmdb:603@2026-11-20T20:00:00.000Z",
  "watched:add:trakt:episode:show:tmdb:1396:s1e1@2026-11-20T20:00:00.000Z",
];
const mark = "watched:add:plex:movie:tmdb:603@a";

function states({ plays: all, scrobbles }: Ledger): Record<string, string> {
  return Object.fromEntries([...all, ...scrobbles].map(({ operation, state }) => [operation, state]));
}

function answer(status: Outcome["status"]): readonly Outcome[] {
  return [moviePlay, mark].map((operation) => ({ operation: operation ?? "", status, at: now }));
}

describe("recordIntents", () => {
  it("writes down plays and scrobbles, and nothing that can be sent twice without harm", () => {
    expect(states(sent)).toEqual({ [moviePlay]: "sent", [episodePlay]: "sent", [mark]: "sent" });
  });

  it("writes down every way to find the play again", () => {
    expect(sent.plays.find(({ type }) => type === "episode")).toEqual({
      operation: episodePlay,
      type: "episode",
      ids: ["tvdb:349001"],
      showIds: ["tmdb:1396", "tvdb:81189"],
      season: 1,
      number: 1,
      at: "2026-11-20T20:00:00.000Z",
      sentAt: now,
      state: "sent",
    });
  });

  it("writes down a copy's views before the scrobble", () => {
    const counted = recordIntents(emptyLedger, marks, { viewsBefore: (ref) => (ref === "a" ? 3 : 0) }, now);
    expect(counted.scrobbles).toEqual([{ operation: mark, ref: "a", viewsBefore: 3, sentAt: now, state: "sent" }]);
  });

  it("does not list one operation twice", () => {
    expect(recordIntents(sent, plays, context, now).plays).toHaveLength(2);
  });
});

describe("recordOutcomes", () => {
  it.each(["applied", "unknown"] as const)("remembers what is %s", (status) => {
    expect(states(recordOutcomes(sent, answer(status)))).toEqual({
      [moviePlay]: status,
      [episodePlay]: "sent",
      [mark]: status,
    });
  });

  it.each(["failed", "unmatched", "refused"] as const)("forgets what is %s", (status) => {
    expect(states(recordOutcomes(sent, answer(status)))).toEqual({ [episodePlay]: "sent" });
  });
});

describe("settlePlays", () => {
  const unknown = recordOutcomes(sent, answer("unknown"));

  it("asks for plays without an answer", () => {
    expect(unsettledPlays(unknown).map(({ operation }) => operation)).toEqual([episodePlay, moviePlay].toSorted());
    expect(unsettledPlays(recordOutcomes(sent, answer("applied"))).map(({ operation }) => operation)).toEqual([
      episodePlay,
    ]);
  });

  it("takes what history shows for applied, and forgets what it does not show", () => {
    const shown = [{ type: "movie", ids: ["imdb:tt0133093"], at: "2026-11-20T20:00:59.000Z" }] as const;
    expect(states(settlePlays(unknown, unsettledPlays(unknown), shown))).toEqual({
      [moviePlay]: "applied",
      [mark]: "unknown",
    });
  });

  it("finds an episode by its show and number", () => {
    const shown = [
      { type: "episode", ids: ["trakt:1"], showIds: ["tvdb:81189"], season: 1, number: 1, at: "2026-11-20T20:00:00Z" },
    ] as const;
    expect(states(settlePlays(unknown, unsettledPlays(unknown), shown))[episodePlay]).toBe("applied");
  });

  it.each([
    ["another minute", { type: "movie", ids: ["tmdb:603"], at: "2026-11-20T20:01:00Z" }],
    ["another type", { type: "show", ids: ["tmdb:603"], at: "2026-11-20T20:00:00Z" }],
    ["another title", { type: "movie", ids: ["tmdb:604"], at: "2026-11-20T20:00:00Z" }],
  ] as const)("does not take a play of %s for it", (_case, play) => {
    expect(states(settlePlays(unknown, unsettledPlays(unknown), [play]))).toEqual({ [mark]: "unknown" });
  });

  it("leaves plays that were not looked for", () => {
    expect(states(settlePlays(unknown, [], []))).toEqual(states(unknown));
  });

  it("knows a play without a date by Trakt's date of 1970", () => {
    const undated = planStory({ plex: [plexMovie({ watched: { plays: 1 } })], trakt: [] }).operations;
    const ledger = recordIntents(emptyLedger, undated, context, now);
    const shown = [{ type: "movie", ids: ["tmdb:603"], at: "1970-01-01T00:00:00.000Z" }] as const;
    expect(settlePlays(ledger, ledger.plays, shown).plays).toMatchObject([{ state: "applied" }]);
  });
});

describe("pruneLedger", () => {
  const applied = recordOutcomes(sent, answer("applied"));

  it("keeps everything for a day", () => {
    expect(states(pruneLedger(applied, "2026-11-23T11:59:59.000Z"))).toEqual(states(applied));
  });

  it("forgets after a day what was applied, and never what is unsettled", () => {
    expect(states(pruneLedger(applied, "2026-11-23T12:00:00.000Z"))).toEqual({ [episodePlay]: "sent" });
    expect(states(pruneLedger(sent, "2027-11-23T12:00:00.000Z"))).toEqual(states(sent));
  });

  it("forgets a scrobble when base has counted its view, and not before", () => {
    const counted = baseOf({ plex: [plexMovie()], trakt: [traktMovie({ watched: seen })] });
    const uncounted = { version: 1, records: {} } as const;
    expect(states(pruneLedger(sent, now, counted))).not.toHaveProperty(mark);
    expect(states(pruneLedger(applied, "2027-11-23T12:00:00.000Z", uncounted))).toEqual({
      [episodePlay]: "sent",
      [mark]: "applied",
    });
  });
});

describe("ledgerOf", () => {
  const story = { plex: [plexMovie({ watched: seen })], trakt: [] };
  const ofAnn = recordIntents(emptyLedger, planStory(story).operations, { ...context, account: "ann" }, now);
  const ofBob = { ...story, trakt: traktSnapshot([], { identity: { account: "bob" } }) };

  it("lets a play that was sent to one account neither hold back nor explain what another lacks", () => {
    expect(planStory({ ...story, ledger: ofAnn }).skipped).toMatchObject([{ reason: "settling" }]);
    expect(planStory({ ...ofBob, ledger: ofAnn })).toMatchObject({ operations: [{ id: moviePlay }], skipped: [] });
  });

  it("keeps it for when its account is back, whatever is sent to the other", () => {
    const { own, others } = ledgerOf(ofAnn, "bob");
    const both = joinLedger({ own: recordIntents(own, plays, { ...context, account: "bob" }, now), others });
    const answered = ledgerOf(both, "bob");
    const after = joinLedger({
      ...answered,
      own: recordOutcomes(answered.own, [{ operation: moviePlay, status: "failed", at: now }]),
    });
    expect(after.plays.map(({ account, operation }) => [account, operation])).toEqual([
      ["ann", moviePlay],
      ["bob", episodePlay],
    ]);
    expect(planStory({ ...story, ledger: after }).skipped).toMatchObject([{ reason: "settling" }]);
  });

  it("takes what nobody knows the account of for everybody's", () => {
    const unknown = recordIntents(emptyLedger, planStory(story).operations, context, now);
    expect(planStory({ ...ofBob, ledger: unknown }).skipped).toMatchObject([{ reason: "settling" }]);
    expect(ledgerOf(ofAnn, undefined)).toEqual({ own: ofAnn, others: [] });
  });
});
