import { UsageError } from "./usage-error.ts";

/** Reads a whole number of at least 1; undefined where nothing was given. Throws UsageError. */
export function readCount(word: string, flag: string): number | undefined {
  if (word === "") {
    return undefined;
  }
  if (!/^[1-9][0-9]{0,8}$/.test(word)) {
    throw new UsageError(`${flag} takes a number, and "${word}" is none.`, `For example: ${flag} 5.`);
  }
  return Number(word);
}
