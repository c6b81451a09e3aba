import { describe, expect, test } from "vitest";
import { plain, report, titles } from "../../test/report-values.ts";
import { rated, record, summary } from "../../test/run-values.ts";
import { onlyField } from "./only-field.ts";
import { renderRun } from "./render-run.ts";

const detail = { style: plain, verbose: false };

describe("renderRun", () => {
  test("shows when a run was and, by what became of them, its operations", () => {
    const changed = { ...rated(3), action: "update", before: { value: 6 }, reason: "conflict-newest" } as const;
    const { rating: _rating, ...rest } = rated(4);
    const removal = { ...rest, action: "remove", before: { value: 7 }, reason: "removed-on-plex" } as const;
    const run = record([
      [rated(1), "applied"],
      [rated(2, "plex"), "applied"],
      [changed, "applied"],
      [removal, "applied"],
      [rated(5), "refused", "The list is full."],
      [rated(6), "unknown"],
      [rated(7), "failed", "Trakt answered 500."],
      [rated(8), "failed", "Trakt answered 500."],
      [rated(9), "unmatched"],
      [rated(10), undefined],
    ]);
    expect(renderRun(run, detail).join("\n")).toBe(
      `
  Run         20260103T100000Z-1f3c
  Kind        sync
  Began       2026-01-03 10:00 UTC · 2.3 s
  Ended       done
  Requests    14 requests to Plex · 6 to Trakt
  Versions    pakt 1.2.3 · node 24.1.0

✓ 1 added to Trakt
  add rating on Trakt  Film 1  8  added on Plex

✓ 1 added to Plex
  add rating on Plex  Film 2  8  added on Trakt

✓ 1 updated
  set rating on Trakt  Film 3  6 to 8  newest wins

✓ 1 removed
  remove rating on Trakt  Film 4  was 7  removed on Plex

! 1 operation refused: no room in the account
  add rating on Trakt  Film 5  8  added on Plex
    The list is full.

! 1 operation without an answer
  add rating on Trakt  Film 6  8  added on Plex

✗ 2 operations failed
  add rating on Trakt  Film 7  8  added on Plex
  add rating on Trakt  Film 8  8  added on Plex
    Trakt answered 500.

! 1 operation for titles that the side does not know
  add rating on Trakt  Film 9  8  added on Plex

! 1 operation not begun
  add rating on Trakt  Film 10  8  added on Plex`.slice(1),
    );
  });

  test("adds what was not written, and why, and tells nobody what to do now", () => {
    const lists = report({
      held: titles(1, "too-many-removals", { flag: "--allow-removals rating=1" }),
      skipped: titles(7, "declined"),
      failed: titles(1, "added-on-plex"),
    });
    const lines = renderRun(record([], { report: lists, summary: summary({ exitCode: 4 }) }), detail);
    expect(lines.slice(7)).toEqual([
      "",
      "  It wrote nothing.",
      "",
      "! 1 removal held",
      "    Film 1  rating  unusually many removals",
      "",
      "· 7 skipped",
      ...[1, 2, 3, 4, 5].map((number) => `    Film ${number}  rating  taken back before`),
      "    and 2 more (--verbose)",
    ]);
    expect(lines.slice(3, 5)).toEqual([
      "  Ended       removals or bulk adds are held until you let them through (exit",
      "              code 4)",
    ]);
  });

  test("says of an interrupted run that the next one finds out, and what got no answer", () => {
    const { report: _report, ...interrupted } = record([[rated(1), "unknown"]], {
      summary: summary({ hasEnded: false, open: "interrupted", outcomes: { unknown: 1 } }),
    });
    const text = renderRun(interrupted, detail).join("\n");
    expect(text.replace(/\s+/g, " ")).toContain("was interrupted; the next sync finds out what became of it");
    expect(text).toContain("! 1 operation without an answer");
  });

  test("says of a killed run that the next one found out the rest", () => {
    const { report: _report, ...killed } = record([[rated(1), "applied"]], {
      summary: summary({ hasEnded: false, kind: "undo", undoes: "20260102T100000Z-77aa" }),
    });
    const lines = renderRun(killed, detail);
    expect(lines).toContain("  Ended       killed; the next run looked for what had no answer yet");
    expect(lines).toContain("  Kind        undo of 20260102T100000Z-77aa");
  });
});

test("onlyField leaves out the operations, outcomes, counts and lists of the others", () => {
  const run = record([[rated(1), "applied"]], { report: report({ skipped: titles(1, "declined") }) });
  expect(onlyField(run, "watched")).toMatchObject({
    summary: { fields: {} },
    operations: [],
    outcomes: [],
    report: { skipped: [], fields: { watched: {} } },
  });
  expect(onlyField(run, "rating")).toMatchObject({
    operations: run.operations,
    outcomes: run.outcomes,
    report: { skipped: titles(1, "declined") },
  });
});
