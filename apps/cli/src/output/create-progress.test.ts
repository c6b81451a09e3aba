import type { SyncEvent } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { captureOutput } from "../../test/capture-output.ts";
import { createOutput } from "./output.ts";
import { createProgress } from "./create-progress.ts";

const NONE = { plex: 0, trakt: 0 };

const run: readonly SyncEvent[] = [
  { type: "phase-start", phase: "fetch" },
  { type: "fetch-progress", side: "plex", what: "movies", done: 500, total: 1200 },
  { type: "fetch-progress", side: "plex", what: "movies", done: 1200, total: 1200 },
  { type: "fetch-progress", side: "plex", what: "episodes", done: 40 },
  { type: "fetch-progress", side: "trakt", what: "watched movies", done: 9, total: 9 },
  { type: "phase-end", phase: "fetch", durationMs: 2340, requests: NONE },
  { type: "phase-start", phase: "compare" },
  { type: "plan-ready", toPlex: 4, toTrakt: 1031, held: 3, conflicts: 1 },
  { type: "phase-end", phase: "compare", durationMs: 12, requests: NONE },
  { type: "phase-start", phase: "apply" },
  { type: "wait-start", reason: "an answer was lost, so the play is looked for.", durationMs: 60_000 },
  { type: "warning", message: "Trakt's own Plex sync is on." },
  { type: "apply-progress", side: "plex", done: 4, applied: 3, total: 4 },
  { type: "phase-end", phase: "apply", durationMs: 61_000, requests: NONE },
];

const follow = (stream: ReturnType<typeof captureOutput>, events: readonly SyncEvent[], stepMs: number): string => {
  let at = 0;
  const progress = createProgress(createOutput(stream, { LANG: "C.UTF-8", NO_COLOR: "1" }), () => (at += stepMs));
  events.forEach(progress.onEvent);
  progress.setApart();
  return stream.text();
};

describe("createProgress", () => {
  test("prints one plain line a phase where there is no terminal", () => {
    expect(follow(captureOutput(), run, 1000)).toBe(
      `
✓ Fetch    Plex 1 240 · Trakt 9                                            2.3 s
✓ Compare  4 to Plex, 1 031 to Trakt, 3 held, 1 conflict                   0.0 s
  Waiting 1 min 0 s: an answer was lost, so the play is looked for.
! Trakt's own Plex sync is on.
✓ Apply    3 of 4 to Plex                                              1 min 1 s

`.slice(1),
    );
  });

  test("leaves the time out where a narrow terminal has no room for both", () => {
    const text = follow(captureOutput({ isTTY: true, columns: 60 }), run.slice(6, 9), 1000);
    expect(text).toContain("✓ Compare  4 to Plex, 1 031 to Trakt, 3 held, 1 conflict\n");
  });

  test("updates one line in place on a terminal", () => {
    const text = follow(captureOutput({ isTTY: true, columns: 80 }), run.slice(0, 3), 1000);
    expect(text.split("\r\u001B[2K")).toEqual([
      "",
      "› Fetch",
      "› Fetch    Plex 500 of 1 200 movies",
      "› Fetch    Plex 1 200 of 1 200 movies\n\n",
    ]);
  });

  test("does not paint more often than the eye can follow", () => {
    const text = follow(captureOutput({ isTTY: true, columns: 80 }), run.slice(0, 6), 1);
    expect(text.split("\r\u001B[2K")).toEqual([
      "",
      "› Fetch",
      "✓ Fetch    Plex 1 240 · Trakt 9                                            2.3 s\n\n",
    ]);
  });

  test("prints what the plan holds also when the phase is over", () => {
    const plans = run.slice(7, 8);
    expect(follow(captureOutput(), plans, 1000)).toBe("  4 to Plex, 1 031 to Trakt, 3 held, 1 conflict\n\n");
  });

  test("a sentence does not spoil the line that is being updated", () => {
    const stream = captureOutput({ isTTY: true, columns: 80 });
    const progress = createProgress(createOutput(stream, { LANG: "C.UTF-8", NO_COLOR: "1" }), () => 0);
    progress.onEvent({ type: "phase-start", phase: "apply" });
    progress.say("Stopping safely.");
    progress.end();
    expect(stream.text().split("\r\u001B[2K")).toEqual(["", "› Apply", "Stopping safely.\n", "› Apply\n"]);
  });

  test("stands still between being set apart and the next event", () => {
    const stream = captureOutput({ isTTY: true, columns: 80 });
    const progress = createProgress(createOutput(stream, { LANG: "C.UTF-8", NO_COLOR: "1" }), () => 0);
    progress.onEvent({ type: "phase-start", phase: "compare" });
    progress.setApart();
    stream.write("Apply? ");
    progress.onEvent({ type: "phase-start", phase: "apply" });
    progress.end();
    expect(stream.text()).toBe("\r\u001B[2K› Compare\n\nApply? \r\u001B[2K› Apply\n");
  });

  test("says that a plan is empty", () => {
    const events: readonly SyncEvent[] = [
      { type: "phase-start", phase: "compare" },
      { type: "plan-ready", toPlex: 0, toTrakt: 0, held: 0, conflicts: 0 },
      { type: "phase-end", phase: "compare", durationMs: 3, requests: NONE },
    ];
    expect(follow(captureOutput(), events, 1000)).toContain("✓ Compare  nothing to do");
  });

  test("says that a side from which nothing had to be read is unchanged", () => {
    const events = run.filter((event) => !("side" in event && event.side === "trakt")).slice(0, 5);
    expect(follow(captureOutput(), events, 1000)).toContain("✓ Fetch    Plex 1 240 · Trakt unchanged ");
  });

  test("counts what is read for the plan, too", () => {
    const events: readonly SyncEvent[] = [
      { type: "phase-start", phase: "compare" },
      { type: "fetch-progress", side: "trakt", what: "plays", done: 250, total: 1200 },
    ];
    expect(follow(captureOutput({ isTTY: true, columns: 80 }), events, 1000)).toContain(
      "› Compare  Trakt 250 of 1 200 plays",
    );
  });
});
