import { UsageError } from "./usage-error.ts";

/** Milliseconds of each unit. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** Reads a span of time, `90s`, `30m`, `2h` or `1d`, as milliseconds. Throws UsageError. */
export function readSpan(word: string, flag: string): number {
  const [, count = "", unit = ""] = /^([1-9][0-9]{0,4})([smhd])$/.exec(word) ?? [];
  const unitMs = UNITS.get(unit);
  if (unitMs === undefined) {
    throw new UsageError(
      `${flag} takes a span of time, and "${word}" is none.`,
      `For example: ${flag} 90s, ${flag} 30m, ${flag} 2h, ${flag} 1d.`,
    );
  }
  return Number(count) * unitMs;
}
