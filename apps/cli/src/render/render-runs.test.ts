import { describe, expect, test } from "vitest";
import { counts, plain } from "../../test/report-values.ts";
import { summary } from "../../test/run-values.ts";
import { createStyle } from "../output/style.ts";
import { renderRuns } from "./render-runs.ts";

const { requests: _requests, exitCode: _exitCode, ...unended } = summary();
const runs = [
  summary({
    run: "20260103T110000Z-2a4d",
    kind: "undo",
    undoes: "20260103T100000Z-1f3c",
    startedAt: "2026-01-03T11:00:00.000Z",
  }),
  summary({
    fields: {
      watched: { toPlex: counts({ added: 1200 }), toTrakt: counts({ added: 34 }) },
      rating: { toPlex: counts({ updated: 2, removed: 1 }), toTrakt: counts() },
    },
    exitCode: 3,
  }),
  { ...unended, run: "20260102T100000Z-77aa", startedAt: "2026-01-02T10:00:00.000Z", hasEnded: false, fields: {} },
];

describe("renderRuns", () => {
  test("says of each run in a line when it was, what it was for, how it ended, and what it wrote and cost", () => {
    const style = createStyle({ colour: false, unicode: true, width: 120 });
    expect(renderRuns(runs, { style, limit: 20 }).join("\n")).toBe(
      `
  Times are UTC.
  2026-01-03 11:00  20260103T1100  undo  done         took back 20260103T1000 · 1 rating · 20 requests · 2.3 s
  2026-01-03 10:00  20260103T1000  sync  partly done  1 234 watched, 3 rating · 20 requests · 2.3 s
  2026-01-02 10:00  20260102T1000  sync  killed       nothing written · 2.3 s

  \`pakt log RUN\` shows what a run did, \`pakt undo RUN\` takes it back.`.slice(1),
    );
  });

  test("counts what got no answer", () => {
    const lines = renderRuns(
      [{ ...unended, hasEnded: false, open: "interrupted", fields: {}, outcomes: { unknown: 9 } }],
      {
        style: plain,
        limit: 20,
      },
    );
    expect(lines[1]).toBe("  2026-01-03 10:00  20260103T1000  sync  interrupted");
    expect(lines[2]).toBe("    nothing written · 9 without an answer · 2.3 s");
  });

  test("puts what does not fit into the line below it, whole", () => {
    expect(renderRuns(runs, { style: plain, limit: 20 }).slice(1, 5)).toEqual([
      "  2026-01-03 11:00  20260103T1100  undo  done",
      "    took back 20260103T1000 · 1 rating · 20 requests · 2.3 s",
      "  2026-01-03 10:00  20260103T1000  sync  partly done",
      "    1 234 watched, 3 rating · 20 requests · 2.3 s",
    ]);
  });

  test("counts those that it does not list, with the flag that does", () => {
    expect(renderRuns(runs, { style: plain, limit: 2 })).toContain("  and 1 more (--limit 3)");
  });

  test("says that there is none", () => {
    expect(renderRuns([], { style: plain, limit: 20 })).toEqual(["No run is kept yet. `pakt sync` makes the first."]);
  });
});
