import { expect, test } from "vitest";
import { readSpan } from "./read-span.ts";

test.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
])("reads %s as milliseconds", (word, ms) => {
  expect(readSpan(word, "--within")).toBe(ms);
});

test.each([["30"], ["m"], ["0m"], ["-5m"], ["1.5h"], ["30 m"], ["30min"], ["123456d"]])("refuses %s", (word) => {
  expect(() => readSpan(word, "--within")).toThrow(`--within takes a span of time, and "${word}" is none.`);
});
