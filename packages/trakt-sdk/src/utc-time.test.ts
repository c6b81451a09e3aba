import { expect, test } from "vitest";
import { toUtcTime } from "./utc-time.ts";

test.each([
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["epoch milliseconds", 1_767_384_600_000, "2026-01-02T20:10:00.000Z"],
  ["a local time with its offset", "2026-01-02T21:10:00+01:00", "2026-01-02T20:10:00.000Z"],
])("tells the instant of %s in UTC", (_, time, utc) => {
  expect(toUtcTime(time)).toBe(utc);
});

test("throws for what is no time", () => {
  expect(() => toUtcTime("soon")).toThrow(RangeError);
});
