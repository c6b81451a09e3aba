import type { SyncEvent } from "@pakt/sync";
import { formatDuration } from "../render/format-amounts.ts";
import { describePlan, followPhase, renderPhase, startPhase } from "../render/render-progress.ts";
import type { PhaseState } from "../render/render-progress.ts";
import { markedText } from "./marked-text.ts";
import type { Output } from "./output.ts";
import { wrapText } from "./wrap-text.ts";

/** Follows the events of a run on an output. */
export interface Progress {
  readonly onEvent: (event: SyncEvent) => void;
  /** Prints a sentence without spoiling the line that is being updated. */
  readonly say: (sentence: string) => void;
  /** Ends the line that is being updated. Later events begin a new one. */
  readonly end: () => void;
  /** Ends the line, and sets what follows on the same output apart with an empty line where anything was printed. */
  readonly setApart: () => void;
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
  const print = (lines: readonly string[]): void => {
    printed = true;
    output.write(clear() + lines.map((line) => `${line}\n`).join(""));
  };
  const printNote = (note: string): void => print(wrapText(note, { width: style.width, indent: 2 }).map(style.dim));
  const paint = (): void => {
    if (isTerminal && state !== undefined && now() - paintedAt >= PAINT_INTERVAL_MS) {
      paintedAt = now();
      output.write(clear() + renderPhase(state, style));
    }
  };
  const end = (): void => {
    if (isTerminal && state !== undefined) {
      printed = true;
      output.write("\n");
    }
    state = undefined;
  };

  const onEvent = (event: SyncEvent): void => {
    if (event.type === "phase-start") {
      state = startPhase(event.phase);
      paintedAt = -PAINT_INTERVAL_MS;
    }
    if (event.type === "warning") {
      print(markedText(style.yellow(style.marks.warn), event.message, style));
    }
    if (event.type === "wait-start") {
      printNote(`Waiting ${formatDuration(event.durationMs)}: ${event.reason}`);
    }
    if (event.type === "plan-ready" && state === undefined) {
      printNote(describePlan(event));
    }
    state = state === undefined ? undefined : followPhase(state, event);
    if (event.type === "phase-end" && state !== undefined) {
      print([renderPhase(state, style, event.durationMs)]);
      state = undefined;
    }
    paint();
  };
  return {
    onEvent,
    say: (sentence) => {
      print(wrapText(sentence, { width: style.width }));
      paintedAt = -PAINT_INTERVAL_MS;
      paint();
    },
    end,
    setApart: () => {
      end();
      if (printed) {
        output.write("\n");
        printed = false;
      }
    },
  };
}
