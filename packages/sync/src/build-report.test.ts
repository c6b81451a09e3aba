import { emptyLedger } from "@pakt/sync-core";
import type { FieldRead, Listed, Outcome, Plan, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { AT, list, mark, movieTarget, play, rate, unrate } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import type { Applied } from "./apply-plan.ts";
import { buildReport } from "./build-report.ts";
import type { ReportInput } from "./build-report.ts";
import type { Report } from "./report.ts";
import { readsOf } from "../test/field-reads.ts";
import { UNLISTED } from "./unlisted.ts";

const MOVIE = play(movieTarget(1));
const HELD: Plan["held"] = [
  { operation: unrate(movieTarget(9)), guard: "too-many-removals", flag: "--allow-removals rating=1" },
];
const COMPLETE: FieldRead = { state: "complete" };
const PARTIAL: FieldRead = { state: "partial", reason: "the ratings were not read completely" };

const outcome = (status: Outcome["status"], message?: string): Outcome => ({
  operation: MOVIE.id,
  status,
  at: START,
  ...(message === undefined ? {} : { message }),
});

function snapshot(side: "plex" | "trakt", rating: FieldRead = COMPLETE): Snapshot {
  return {
    side,
    takenAt: START,
    identity: {},
    unlisted: UNLISTED.plex,
    fields: readsOf({ rating }, "complete"),
    items: [],
  };
}

function applied(outcomes: readonly Outcome[], ...codes: Applied["stopped"][number]["code"][]): Applied {
  const announced = new Set(outcomes.map(({ operation }) => operation));
  return {
    outcomes,
    announced,
    ledger: emptyLedger,
    stopped: codes.map((code) => ({ code, message: `It says ${code}.` })),
    full: {},
  };
}

const partialRead = {
  plex: snapshot("plex"),
  trakt: snapshot("trakt", PARTIAL),
  ledger: emptyLedger,
  watchOnlyOnce: false,
  clocks: { plexAhead: {}, warnings: [] },
};

function report(input: Partial<ReportInput> = {}): Report {
  return buildReport({
    id: "run-1",
    profile: "default",
    startedAt: START,
    finishedAt: "2026-11-22T10:00:05.250Z",
    planned: planOf([MOVIE]),
    fetched: { ...partialRead, trakt: snapshot("trakt") },
    fields: ["watched", "rating"],
    counter: { plex: 3, trakt: 7 },
    applied: applied([outcome("applied")]),
    options: {},
    ...input,
  });
}

const heldPlan = planOf([MOVIE], { held: HELD });

describe("a report's exit code", () => {
  test.each<[string, Partial<ReportInput>, number]>([
    ["0: all was applied", {}, 0],
    ["0: nothing was to do", { planned: planOf([]), applied: applied([]) }, 0],
    ["0: a title was not known", { applied: applied([outcome("unmatched")]) }, 0],
    ["0: a limit refused a title", { applied: applied([outcome("refused")]) }, 0],
    ["0: a dry run with something to do", { applied: undefined }, 0],
    ["4: something is held", { planned: heldPlan }, 4],
    ["4: something is held in a dry run", { planned: heldPlan, applied: undefined }, 4],
    ["3: a read was partial", { fetched: partialRead }, 3],
    ["3: a write failed", { applied: applied([outcome("failed")]) }, 3],
    ["3: what became of a write is unknown", { applied: applied([outcome("unknown")]) }, 3],
    ["3: a side stopped", { applied: applied([], "unreachable") }, 3],
    ["3: the run was interrupted", { applied: applied([], "interrupted") }, 3],
    ["3 before 4", { planned: heldPlan, fetched: partialRead }, 3],
    ["1: the account is locked", { applied: applied([], "account-locked") }, 1],
    ["1 before 3 and 4", { planned: heldPlan, fetched: partialRead, applied: applied([], "account-locked") }, 1],
    ["5: a sign-in is needed", { applied: applied([], "sign-in-needed") }, 5],
    ["5 before 1, 3 and 4", { planned: heldPlan, applied: applied([], "account-locked", "sign-in-needed") }, 5],
  ])("is %s", (_, input, exitCode) => {
    expect(report(input).exitCode).toBe(exitCode);
  });
});

describe("a report", () => {
  test("has the run, its time, its requests, and every list though it is empty", () => {
    const none = { added: 0, updated: 0, removed: 0 };
    expect(report()).toEqual({
      run: "run-1",
      dryRun: false,
      startedAt: START,
      finishedAt: "2026-11-22T10:00:05.250Z",
      durationMs: 5250,
      fields: {
        watched: { toPlex: none, toTrakt: { ...none, added: 1 } },
        rating: { toPlex: none, toTrakt: none },
      },
      conflicts: [],
      kept: [],
      skipped: [],
      held: [],
      problems: [],
      refused: [],
      failed: [],
      unknown: [],
      unmatched: [],
      incomplete: [],
      warnings: [],
      requests: { plex: 3, trakt: 7 },
      exitCode: 0,
    });
  });

  test("counts what was applied, and in a dry run what would be", () => {
    const planned = planOf([MOVIE, mark(movieTarget(2), "attic/2"), rate(movieTarget(3), 7), unrate(movieTarget(4))]);
    const only = report({ planned, applied: applied([outcome("applied")]) }).fields;
    expect(only.watched).toMatchObject({ toTrakt: { added: 1 }, toPlex: { added: 0 } });
    const all = report({ planned, applied: undefined }).fields;
    expect(all.watched).toMatchObject({ toTrakt: { added: 1 }, toPlex: { added: 1 } });
    expect(all.rating).toMatchObject({ toTrakt: { added: 1, removed: 1 } });
  });

  test("has only the fields that were asked for", () => {
    expect(Object.keys(report({ fields: ["rating"] }).fields)).toEqual(["rating"]);
  });

  test.each([
    ["a dry run", { applied: undefined }],
    ["a run that is to list them", { options: { listOperations: true } }],
  ])("lists the operations in %s", (_, input) => {
    expect(report(input).operations).toEqual([MOVIE]);
  });

  test.each(["refused", "failed", "unknown", "unmatched"] as const)("lists what is %s, with why", (status) => {
    expect(report({ applied: applied([outcome(status, "Because.")]) })[status]).toEqual([
      {
        field: "watched",
        title: "Movie 1",
        ids: ["trakt:1", "tmdb:100001"],
        reason: "added-on-plex",
        message: "Because.",
      },
    ]);
  });

  test("lists what was not sent because a side stopped as failed, with why, and warns", () => {
    const stopped = report({
      planned: planOf([MOVIE, play(movieTarget(2))]),
      applied: applied([outcome("applied")], "account-locked"),
    });
    expect(stopped.failed).toMatchObject([{ title: "Movie 2", message: "not sent: It says account-locked." }]);
    expect(stopped.warnings).toEqual(["It says account-locked."]);
  });

  test("passes on what the plan lists, without what is for the core alone", () => {
    const listed: Listed = { field: "rating", row: "row", title: "Heat", ids: ["tmdb:949"], reason: "kept" };
    const { kept, skipped, conflicts, held, problems } = report({
      planned: planOf([], {
        kept: [listed],
        skipped: [{ ...listed, message: "It rests." }],
        conflicts: [{ ...listed, plex: { value: 1, at: AT }, trakt: { value: 2, at: AT }, winner: "plex" }],
        held: HELD,
        problems: [
          {
            reason: "ambiguous-ids",
            message: "Two titles.",
            type: "movie",
            title: "Heat",
            ids: ["tmdb:949"],
            refs: ["attic/1"],
            candidates: [{ title: "Heat", ids: ["tmdb:949"] }],
          },
        ],
      }),
    });
    const entry = { field: "rating", title: "Heat", ids: ["tmdb:949"], reason: "kept" };
    expect({ kept, skipped, conflicts }).toEqual({
      kept: [entry],
      skipped: [{ ...entry, message: "It rests." }],
      conflicts: [{ ...entry, winner: "plex" }],
    });
    expect(held).toEqual([
      {
        field: "rating",
        title: "Movie 9",
        ids: ["trakt:9", "tmdb:100009"],
        reason: "too-many-removals",
        flag: "--allow-removals rating=1",
      },
    ]);
    expect(problems).toEqual([
      {
        title: "Heat",
        ids: ["tmdb:949"],
        reason: "ambiguous-ids",
        message: "Two titles.",
        candidates: [{ title: "Heat", ids: ["tmdb:949"] }],
      },
    ]);
  });

  test("names the servers of a problem where several are synced", () => {
    const problem = {
      reason: "no-ids",
      message: "No id.",
      type: "movie",
      title: "Heat",
      ids: [],
      candidates: [],
    } as const;
    const planned = planOf([], { problems: [{ ...problem, refs: ["nas/1", "attic/1", "nas/2", "gone/1"] }] });
    const servers = { attic: "Attic", nas: "NAS" };
    expect(report({ planned, servers }).problems).toMatchObject([
      { message: "No id. It is on Attic and NAS.", servers: ["Attic", "NAS"] },
    ]);
  });

  test("says which field of which side was not read completely, and why", () => {
    expect(report({ fetched: partialRead }).incomplete).toEqual([
      { side: "trakt", field: "rating", reason: "the ratings were not read completely" },
    ]);
  });

  test("tells of clocks that are wrong", () => {
    const clocks = { plexAhead: { nas: 600_000 }, warnings: ["The clock of the Plex server is wrong."] };
    const fetched = { ...partialRead, trakt: snapshot("trakt"), clocks };
    expect(report({ fetched })).toMatchObject({ warnings: clocks.warnings, exitCode: 0 });
  });

  test("warns when the account keeps one play a title", () => {
    const fetched = { ...partialRead, trakt: snapshot("trakt"), watchOnlyOnce: true };
    expect(report({ fetched }).warnings).toEqual([
      "This Trakt account keeps one play a title (watch only once): rewatches are not sent.",
    ]);
  });

  test("lists what an account has no room for, with one warning a field", () => {
    const message = "This account's limit of 250 is reached. More with Trakt VIP: https://example.org/vip";
    const listed = { field: "watchlist", row: "r", title: "Heat", ids: [], reason: "account-limit", message } as const;
    const limit = { limit: 250, used: 249, upgradeUrl: "https://example.org/vip" };
    const trakt: Snapshot = { ...snapshot("trakt"), limits: { watchlist: limit } };
    const made = report({
      planned: planOf([MOVIE], { refused: [listed, { ...listed, row: "s", title: "Ran" }] }),
      fetched: { ...partialRead, trakt },
    });
    expect(made.refused.map(({ title, reason }) => [title, reason])).toEqual([
      ["Heat", "account-limit"],
      ["Ran", "account-limit"],
    ]);
    expect(made.warnings).toEqual([
      "The watchlist of this Trakt account may hold 250 and holds 249: 2 titles do not fit. More with Trakt VIP: https://example.org/vip",
    ]);
    expect(made.exitCode).toBe(0);
  });

  test.each<[string, Applied["full"], string]>([
    [
      "a limit that a refusal named",
      { watchlist: { limit: 250, used: 250, upgradeUrl: "https://example.org/vip" } },
      "may hold 250 and holds 250: 1 title does not fit. More with Trakt VIP: https://example.org/vip",
    ],
    ["a limit of what was not counted", { watchlist: { limit: 250 } }, "may hold 250: 1 title does not fit."],
    ["no limit", { watchlist: { used: 8 } }, "is full with 8: 1 title does not fit."],
    ["nothing at all", { watchlist: {} }, "is full: 1 title does not fit."],
  ])("warns of titles that were refused while they were written, with %s", (_, full, words) => {
    const operation = list(movieTarget(1), "trakt");
    const outcomes: readonly Outcome[] = [{ operation: operation.id, status: "refused", at: START }];
    const made = report({ planned: planOf([operation]), applied: { ...applied(outcomes), full } });
    expect(made.warnings).toEqual([`The watchlist of this Trakt account ${words}`]);
  });
});
