import type { Output } from "./output.ts";

/** A line that says for how long something is still waited for. */
export interface WaitingLine {
  /** Shows the time that is left. Off a terminal it is said once. */
  readonly show: (remainingMs: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Makes a line that counts down in place, e.g. `› Waiting for your approval, 9:58 left`. */
export function createWaitingLine(output: Output, sentence: string): WaitingLine {
  const { isTerminal, style } = output;
  let isShown = false;
  return {
    show: (remainingMs) => {
      if (!isTerminal && isShown) {
        return;
      }
      isShown = true;
      const text = `${style.marks.busy} ${sentence}, ${formatCountdown(remainingMs)} left`;
      if (isTerminal) {
        output.write(`\r\u001B[2K${style.dim(text)}`);
      } else {
        output.lines([text]);
      }
    },
    end: () => {
      if (isTerminal && isShown) {
        output.write("\r\u001B[2K");
      }
      isShown = false;
    },
  };
}

/** Minutes and seconds, `9:58`. */
function formatCountdown(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
