import { describe, expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { summary } from "../../test/run-values.ts";
import { describeOutcome, shortenIds } from "./describe-run.ts";

describe("shortenIds", () => {
  test.each([
    ["by the minute", "20260103T100500Z-2a4d", "20260103T1005"],
    ["by the second, in the same minute", "20260103T100007Z-2a4d", "20260103T100007"],
    ["not at all, in the same second", "20260103T100000Z-2a4d", "20260103T100000Z-2a4d"],
  ])("cuts ids %s", (_reason, id, expected) => {
    expect(shortenIds(["20260103T100000Z-1f3c", id])(id)).toBe(expected);
  });

  test("does not mind an id that is there twice", () => {
    const id = "20260103T100000Z-1f3c";
    expect(shortenIds([id, id])(id)).toBe("20260103T1000");
  });
});

test.each([
  [0, "done"],
  [1, "failed"],
  [3, "partly done"],
  [4, "held back"],
  [5, "sign-in needed"],
] as const)("exit code %i is said as %s", (exitCode, words) => {
  expect(describeOutcome(summary({ exitCode }), plain).text).toBe(words);
});

test("a run that has no end was killed", () => {
  expect(describeOutcome(summary({ hasEnded: false }), plain).text).toBe("killed");
});

test.each([
  ["interrupted", "interrupted"],
  ["under-way", "under way"],
] as const)("a run that is not over is said to be %s", (open, words) => {
  const { exitCode: _, ...unended } = summary({ hasEnded: false, open });
  expect(describeOutcome(unended, plain).text).toBe(words);
});
