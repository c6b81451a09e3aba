import { expect, test } from "vitest";
import { findNearestName } from "./find-nearest-name.ts";

const names = ["sync", "status", "libraries", "clear-cache", "dry-run", "allow-removals"];

test.each([
  ["two letters swapped", "sycn", "sync"],
  ["a letter missing", "libaries", "libraries"],
  ["a hyphen missing", "dryrun", "dry-run"],
  ["capitals", "dryRun", "dry-run"],
  ["only the beginning", "allow", "allow-removals"],
  ["nothing near it", "frobnicate", undefined],
  ["one letter is too little to guess from", "s", undefined],
])("%s", (_reason, typed, expected) => {
  expect(findNearestName(typed, names)).toBe(expected);
});
