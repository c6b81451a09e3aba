import { describe, expect, test } from "vitest";
import { countWords, formatDuration, formatMinute, groupDigits } from "./format-amounts.ts";

describe("countWords", () => {
  test.each([
    [1, "1 library"],
    [0, "0 libraries"],
    [12_345, "12 345 libraries"],
  ])("says %i", (count, expected) => {
    expect(countWords(count, "library", "libraries")).toBe(expected);
  });
});

test("groups digits from the right", () => {
  expect([7, 999, 1000, 1_234_567].map(groupDigits)).toEqual(["7", "999", "1 000", "1 234 567"]);
});

test.each([
  [0, "0.0 s"],
  [2345, "2.3 s"],
  [9960, "10 s"],
  [200_000, "3 min 20 s"],
  [3_900_000, "1 h 5 min"],
])("%i ms is %s", (durationMs, expected) => {
  expect(formatDuration(durationMs)).toBe(expected);
});

test("gives a time to the minute", () => {
  expect(formatMinute("2026-01-02T20:10:00.000Z")).toBe("2026-01-02 20:10");
});
