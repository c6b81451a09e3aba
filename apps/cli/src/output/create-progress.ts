import type { SyncEvent } from "@pakt/sync";
import { formatDuration } from "../render/format-amounts.ts";
import { describePlan, followPhase, renderPhase, startPhase } from "../render/render-progress.ts";
import type { PhaseState } from "../render/render-progress.ts";
import type { Output } from "./output.ts";

/** Follows the events of a run on an output. */
export interface Progress {
  readonly onEvent: (event: SyncEvent) => void;
  /** Prints a sentence without spoiling the line that is being updated. */
  readonly say: (sentence: string) => void;
  /** Ends the line that is being updated, and sets what follows apart with an empty line. */
  readonly end: () => void;
}

/** A line is painted at most this often. */
const PAINT_INTERVAL_MS = 80;

/**
 * Makes a progress display: on a terminal one line a phase that updates in place, else one plain line when a phase is over.
 * `now` is a clock in milliseconds that never goes back.
 */
export function createProgress(output: Output, now: () => number): Progress {
  const { style, isTerminal } = output;
  let state: PhaseState | undefined;
  let paintedAt = -PAINT_INTERVAL_MS;
  let printed = false;

  const clear = (): string => (isTerminal && state !== undefined ? "\r\u001B[2K" : "");
  const print = (line: string): void => {
    printed = true;
    output.write(`${clear()}${line}\n`);
  };
  const paint = (): void => {
    if (isTerminal && state !== undefined && now() - paintedAt >= PAINT_INTERVAL_MS) {
      paintedAt = now();
      output.write(clear() + renderPhase(state, style));
    }
  };

  const onEvent = (event: SyncEvent): void => {
    if (event.type === "phase-start") {
      state = startPhase(event.phase);
      paintedAt = -PAINT_INTERVAL_MS;
    }
    if (event.type === "warning") {
      print(`${style.yellow(style.marks.warn)} ${event.message}`);
    }
    if (event.type === "wait-start") {
      print(style.dim(`  Waiting ${formatDuration(event.durationMs)}: ${event.reason}`));
    }
    if (event.type === "plan-ready" && state === undefined) {
      print(style.dim(`  ${describePlan(event)}`));
    }
    state = state === undefined ? undefined : followPhase(state, event);
    if (event.type === "phase-end" && state !== undefined) {
      print(renderPhase(state, style, event.durationMs));
      state = undefined;
    }
    paint();
  };
  return {
    onEvent,
    say: (sentence) => {
      print(sentence);
      paintedAt = -PAINT_INTERVAL_MS;
      paint();
    },
    end: () => {
      output.write(`${isTerminal && state !== undefined ? "\n" : ""}${printed ? "\n" : ""}`);
      state = undefined;
    },
  };
}
