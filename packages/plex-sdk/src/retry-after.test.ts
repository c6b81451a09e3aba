import { describe, expect, it } from "vitest";

import { readRetryAfter } from "./retry-after.ts";

describe("readRetryAfter", () => {
  it.each([
    ["seconds", "7", 7000],
    ["a date", "Sun, 22 Nov 2026 08:00:05 GMT", 5000],
    ["a date that has passed", "Sun, 22 Nov 2026 07:59:00 GMT", 0],
    ["something else", "soon", undefined],
    ["nothing", "", undefined],
  ])("reads %s", (_, value, expected) => {
    const now = Date.parse("2026-11-22T08:00:00Z");

    expect(readRetryAfter(new Headers({ "retry-after": value }), now)).toBe(expected);
  });
});
