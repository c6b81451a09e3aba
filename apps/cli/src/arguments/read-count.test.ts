import { expect, test } from "vitest";
import { readCount } from "./read-count.ts";

test("reads a number, and nothing where nothing was given", () => {
  expect([readCount("12", "--limit"), readCount("", "--limit")]).toEqual([12, undefined]);
});

test.each([["0"], ["-1"], ["1.5"], ["ten"], ["1,2"], ["9999999999"]])("refuses %s", (word) => {
  expect(() => readCount(word, "--limit")).toThrow(`--limit takes a number, and "${word}" is none.`);
});
