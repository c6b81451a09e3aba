import { describe, expect, it } from "vitest";
import { compareDates, fromMinute, isDayOld, laterDate, toMinute } from "./time.ts";

describe("toMinute", () => {
  it("drops the seconds", () => {
    expect(toMinute("2026-11-22T09:30:59.999Z")).toBe(toMinute("2026-11-22T09:30:00Z"));
  });

  it.each([undefined, "", "yesterday", "1970-01-01T23:59:59Z", "2026-11-22T09:31:00Z"])("knows no date in %s", (at) => {
    expect(toMinute(at, toMinute("2026-11-22T09:30:00Z"))).toBeUndefined();
  });

  it("is undone by fromMinute", () => {
    expect(fromMinute(toMinute("2026-11-22T09:30:12Z") ?? 0)).toBe("2026-11-22T09:30:00.000Z");
  });
});

describe("compareDates", () => {
  const latest = toMinute("2026-11-22T09:30:00Z") ?? 0;

  it.each([
    ["2026-11-01T10:00:59Z", "2026-11-01T10:01:58.999Z", 0],
    ["2026-11-01T10:00:59Z", "2026-11-01T10:01:59Z", -1],
    ["2026-11-01T10:01:59Z", "2026-11-01T10:00:59Z", 1],
    ["2026-11-01T10:00:59Z", undefined, 1],
    [undefined, undefined, 0],
    ["2026-11-22T09:31:00Z", "2020-01-01T00:00:00Z", -1],
  ])("of %s and %s has the sign %d", (first, second, sign) => {
    expect(Math.sign(compareDates(first, second, latest))).toBe(sign);
  });
});

describe("laterDate", () => {
  it.each([
    ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"],
    ["2026-01-01T00:00:00Z", undefined, "2026-01-01T00:00:00Z"],
    ["2026-01-01T00:00:00Z", "yesterday", "2026-01-01T00:00:00Z"],
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z"],
  ])("of %s and %s is %s, in either order", (first, second, later) => {
    expect([laterDate(first, second), laterDate(second, first)]).toEqual([later, later]);
  });
});

describe("isDayOld", () => {
  it.each([
    ["2026-11-21T12:00:00Z", true],
    ["2026-11-21T12:00:01Z", false],
    ["yesterday", true],
    ["2026-11-22T13:00:00Z", false],
    ["2027-09-18T12:00:00Z", true],
  ])("of %s is %s", (at, expected) => {
    expect(isDayOld(at, "2026-11-22T12:00:00Z")).toBe(expected);
  });
});
