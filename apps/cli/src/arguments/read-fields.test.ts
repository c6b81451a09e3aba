import { describe, expect, test } from "vitest";
import { readAmounts, readFields } from "./read-fields.ts";

describe("readFields", () => {
  test("gives nothing where nothing was typed", () => {
    expect(readFields("", "--only")).toBeUndefined();
  });

  test("refuses a list with nothing in it", () => {
    expect(() => readFields(" , ", "--only")).toThrow("--only has nothing in it.");
  });

  test("reads a list, once each", () => {
    expect(readFields("rating, watched,rating", "--only")).toEqual(["rating", "watched"]);
  });

  test("knows every field", () => {
    expect(readFields("watchlist,collection,rating,watched", "--only")).toEqual([
      "watchlist",
      "collection",
      "rating",
      "watched",
    ]);
  });

  test.each([
    ["ratings", "rating"],
    ["collected", "collection"],
    ["colection", "collection"],
    ["watchlists", "watchlist"],
    ["watclist", "watchlist"],
    ["watchd", "watched"],
  ])("offers the right name for %s", (typed, name) => {
    expect(() => readFields(typed, "--only")).toThrow(`Unknown field "${typed}". Did you mean ${name}?`);
  });
});

describe("readAmounts", () => {
  test("gives nothing where nothing was typed", () => {
    expect(readAmounts("", "--allow-removals")).toBeUndefined();
  });

  test("reads a count a field", () => {
    expect(readAmounts("rating=37,watched=0", "--allow-removals")).toEqual({ rating: 37, watched: 0 });
  });

  test.each([["rating"], ["rating="], ["rating=-1"], ["rating=1.5"], ["rating=1=2"], ["rating=many"]])(
    "refuses %s",
    (typed) => {
      expect(() => readAmounts(typed, "--allow-removals")).toThrow(
        `--allow-removals takes FIELD=COUNT, and "${typed}" is not that.`,
      );
    },
  );
});
