import type { Readable } from "node:stream";

const CTRL_C = "\u0003";

/** A keyboard that nobody listens to. */
export interface QuietKeyboard {
  /** Gives the keyboard back as it was. */
  readonly end: () => void;
}

/**
 * Drops what is typed while no question is open: it would be shown in the middle of the text, and an Enter of then would answer the next
 * question unread. Ctrl-C is told of instead.
 */
export function hushKeyboard(input: Readable, onInterrupt: () => void): QuietKeyboard {
  const setRawMode = (isRaw: boolean): void => {
    if ("setRawMode" in input && typeof input.setRawMode === "function") {
      input.setRawMode(isRaw);
    }
  };
  const drop = (typed: Buffer | string): void => {
    if (String(typed).includes(CTRL_C)) {
      onInterrupt();
    }
  };
  setRawMode(true);
  input.on("data", drop);
  input.resume();
  return {
    end: () => {
      input.off("data", drop);
      input.pause();
      setRawMode(false);
    },
  };
}
