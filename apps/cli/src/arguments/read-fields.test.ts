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

  test("offers the right name for a wrong one", () => {
    expect(() => readFields("ratings", "--only")).toThrow('Unknown field "ratings". Did you mean rating?');
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
