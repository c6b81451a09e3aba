import { describe, expect, it } from "vitest";

import { toFilterPart, toQueryString } from "./query-string.ts";

describe("toQueryString", () => {
  it("encodes names and values and leaves out what is undefined", () => {
    expect(toQueryString({ type: 1, sort: "lastViewedAt:desc", accountID: undefined })).toBe(
      "type=1&sort=lastViewedAt%3Adesc",
    );
  });
});

describe("toFilterPart", () => {
  it.each([
    [">>=", "lastViewedAt%3E%3E=5"],
    ["<<=", "lastViewedAt%3C%3C=5"],
    [">=", "lastViewedAt%3E=5"],
    ["<=", "lastViewedAt%3C=5"],
    ["=", "lastViewedAt=5"],
    ["!=", "lastViewedAt!=5"],
  ] as const)("keeps the last = of the operator %s as it is", (operator, expected) => {
    expect(toFilterPart({ field: "lastViewedAt", operator, value: 5 })).toBe(expected);
  });

  it("writes the scope before the field", () => {
    expect(toFilterPart({ field: "userRating", operator: ">>=", value: -1 }, "season")).toBe(
      "season.userRating%3E%3E=-1",
    );
  });

  it("is put behind the other values", () => {
    expect(toQueryString({ type: 4 }, ["episode.year=5"])).toBe("type=4&episode.year=5");
  });
});
