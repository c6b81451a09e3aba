import { describe, expect, it } from "vitest";

import { satisfiesFilter } from "./plex-filter.ts";

describe("satisfiesFilter", () => {
  it.each([
    ["=", 5, true],
    ["=", 6, false],
    ["!=", 6, true],
    ["!=", 5, false],
    [">>=", 6, true],
    [">>=", 4, false],
    [">=", 5, true],
    [">=", 4, false],
    ["<<=", 4, true],
    ["<<=", 6, false],
    ["<=", 5, true],
    ["<=", 6, false],
    ["!=", undefined, true],
    ["=", undefined, false],
    [">>=", undefined, false],
    ["<<=", undefined, false],
  ] as const)("%s 5 for a value of %s: %s", (operator, value, expected) => {
    expect(satisfiesFilter({ userRating: value }, { field: "userRating", operator, value: 5 })).toBe(expected);
  });

  it("lets the bound itself through, because servers differ", () => {
    expect(satisfiesFilter({ lastViewedAt: 5 }, { field: "lastViewedAt", operator: ">>=", value: 5 })).toBe(true);
  });
});
