import { describe, expect, test } from "vitest";
import { counts, report, titles } from "../../test/report-values.ts";
import { describeResult } from "./describe-result.ts";
import { SYNC_WORDS } from "./run-words.ts";

const written = { rating: { toPlex: counts({ added: 2 }), toTrakt: counts({ removed: 1 }) } };
const problem = {
  title: "Summer at the lake (2024)",
  ids: [],
  reason: "no-ids",
  message: "Nothing to match by.",
  candidates: [],
};
const settled = [
  { field: "rating", title: "Heat (1995)", ids: [], reason: "conflict-newest", winner: "plex" },
] as const;
const held = (count: number, flag?: string) => titles(count, "too-many-removals", flag === undefined ? {} : { flag });

describe("describeResult", () => {
  test.each([
    ["nothing was there to do", report(), "Nothing to do."],
    ["all was written", report({ fields: written }), "Both sides are the same."],
    [
      "a dry run found something",
      report({ dryRun: true, fields: written }),
      "3 operations to apply. Nothing was written: this was a dry run.",
    ],
    [
      "a conflict has no winner",
      report({ fields: written, conflicts: [...settled, ...titles(1, "conflict-newest")] }),
      "Done. Listed above: 1 open conflict.",
    ],
    ["every conflict has a winner", report({ fields: written, conflicts: settled }), "Both sides are the same."],
    [
      "a title could not be matched",
      report({ fields: written, problems: [problem] }),
      "Both sides are the same, but for 1 problem listed above.",
    ],
    [
      "something stays different",
      report({ fields: written, kept: titles(2, "keep") }),
      "Done. Listed above: 2 differences that stay.",
    ],
    [
      "a title leaves the watchlist by itself",
      report({ fields: written, skipped: titles(1, "being-watched") }),
      "Both sides are the same.",
    ],
    [
      "an account is full",
      report({ refused: titles(3, "account-limit") }),
      "Nothing to do. Listed above: 3 differences that stay.",
    ],
    [
      "nothing was done and a conflict has no winner",
      report({ conflicts: titles(1, "conflict-newest"), problems: [problem] }),
      "Nothing to do. Listed above: 1 open conflict, 1 problem.",
    ],
    [
      "removals are held",
      report({ fields: written, held: held(3, "--allow-removals rating=3"), exitCode: 4 }),
      "3 removals held: run `pakt sync --allow-removals rating=3` to let them through once.",
    ],
    [
      "bulk adds are held",
      report({ held: held(1, "--allow-adds rating=1"), exitCode: 4 }),
      "1 bulk add held: run `pakt sync --allow-adds rating=1` to let it through once.",
    ],
    [
      "both are held",
      report({ held: [...held(1, "--allow-adds rating=1"), ...held(2, "--allow-removals rating=2")], exitCode: 4 }),
      "3 operations held: run `pakt sync --allow-adds rating=1 --allow-removals rating=2` to let them through once.",
    ],
    [
      "removals are held that no flag lets through",
      report({ held: held(2), exitCode: 4 }),
      "2 removals held until everything can be read: run `pakt sync` again later.",
    ],
    [
      "a write failed and another has no answer",
      report({ fields: written, failed: titles(2, "failed"), unknown: titles(1, "unknown"), exitCode: 3 }),
      "Partly done: 2 writes failed and 1 write without an answer. Run `pakt sync` again: it goes on where it stopped.",
    ],
    [
      "a read was incomplete",
      report({ incomplete: [{ side: "trakt", field: "rating", reason: "page 2 is missing." }], exitCode: 3 }),
      "Partly done: not everything could be read. Run `pakt sync` again.",
    ],
    [
      "a whole side was not read",
      report({ incomplete: [{ side: "plex", field: "rating", reason: "The server does not answer." }], exitCode: 1 }),
      "Stopped: The server does not answer.",
    ],
  ])("when %s", (_reason, value, expected) => {
    expect(describeResult(value).text).toBe(expected);
  });

  test("a conflict that has a winner takes nothing from a good end", () => {
    expect(describeResult(report({ fields: written, conflicts: settled })).tone).toBe("done");
  });

  test("speaks of an undo as of an undo, and counts what it left alone", () => {
    const words = { ...SYNC_WORDS, whole: "Taken back", done: "Taken back", again: "pakt undo 1" };
    const skipped = [...titles(2, "changed-since"), ...titles(1, "not-restored"), ...titles(1, "already-gone")];
    expect(
      [
        report({ fields: written }),
        report({ fields: written, skipped }),
        report({ fields: written, failed: titles(1, "undone"), exitCode: 3 }),
      ].map((value) => describeResult(value, words).text),
    ).toEqual([
      "Taken back.",
      "Taken back. Listed above: 3 left alone, 1 not brought back as it was.",
      "Partly done: 1 write failed. Run `pakt undo 1` again: it goes on where it stopped.",
    ]);
  });
});
