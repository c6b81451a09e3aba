import type { Side } from "@pakt/sync";
import { findNearestName } from "./find-nearest-name.ts";
import { UsageError } from "./usage-error.ts";

const SIDES: readonly Side[] = ["plex", "trakt"];

/** Reads the word for a side; none stands for both. Throws UsageError. */
export function readSides(word: string, command: string): readonly Side[] {
  if (word === "") {
    return SIDES;
  }
  const side = SIDES.find((name) => name === word.toLowerCase());
  if (side !== undefined) {
    return [side];
  }
  const nearest = findNearestName(word, SIDES);
  throw new UsageError(
    `"${word}" is no side.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    `Write \`pakt ${command} plex\`, \`pakt ${command} trakt\`, or \`pakt ${command}\` for both.`,
  );
}
