import { describe, expect, test } from "vitest";
import { countWords, formatAge, formatBytes, formatDuration, formatMinute, groupDigits } from "./format-amounts.ts";

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

test.each([
  [-5000, "just now"],
  [59_000, "just now"],
  [60_000, "1 minute ago"],
  [119 * 60_000, "119 minutes ago"],
  [26 * 3_600_000, "26 hours ago"],
  [48 * 3_600_000, "2 days ago"],
  [13 * 86_400_000, "13 days ago"],
  [21 * 86_400_000, "3 weeks ago"],
  [61 * 86_400_000, "2 months ago"],
  [800 * 86_400_000, "2 years ago"],
])("%i ms ago is %s", (ageMs, expected) => {
  expect(formatAge(ageMs)).toBe(expected);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [12_340_000, "12.3 MB"],
])("%i bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test("gives a time to the minute", () => {
  expect(formatMinute("2026-01-02T20:10:00.000Z")).toBe("2026-01-02 20:10");
});
