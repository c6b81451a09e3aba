import { expect, test } from "vitest";
import { listWords } from "./list-words.ts";

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
])("%j is listed as %j", (words, text) => {
  expect(listWords(words)).toBe(text);
});
