import type { Output } from "./output.ts";

/** A line that says for how long something is still waited for. */
export interface WaitingLine {
  /** Shows the time that is left, and counts down from there. Off a terminal it is said once. */
  readonly show: (remainingMs: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const SECOND = 1000;

/** Makes a line that counts down in place, e.g. `› Waiting for your approval, 9:58 left`. */
export function createWaitingLine(output: Output, sentence: string): WaitingLine {
  const { isTerminal, style } = output;
  let isShown = false;
  let ticking: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(ticking);
    ticking = undefined;
  };
  const describe = (remainingMs: number): string =>
    `${style.marks.busy} ${sentence}, ${formatCountdown(remainingMs)} left`;
  return {
    show: (remainingMs) => {
      if (!isTerminal) {
        output.lines(isShown ? [] : [describe(remainingMs)]);
        isShown = true;
        return;
      }
      isShown = true;
      stop();
      let left = remainingMs;
      const paint = (): void => output.write(`\r\u001B[2K${style.dim(describe(left))}`);
      paint();
      // The service is asked every few seconds only.
      ticking = setInterval(() => {
        left -= SECOND;
        paint();
      }, SECOND);
      ticking.unref();
    },
    end: () => {
      stop();
      if (isTerminal && isShown) {
        output.write("\r\u001B[2K");
      }
      isShown = false;
    },
  };
}

/** Minutes and seconds, `9:58`. */
function formatCountdown(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
