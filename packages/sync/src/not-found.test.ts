import type { Operation, Outcome } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { AT, mark, movieTarget, play, rate } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import { emptyNotFound, rememberNotFound, withholdNotFound } from "./not-found.ts";
import type { NotFoundMemory } from "./not-found.ts";

const DAY_MS = 24 * 3_600_000;
const movie = play(movieTarget(1));

function outcome(operation: Operation, status: Outcome["status"]): Outcome {
  return { operation: operation.id, status, at: START };
}

/** The memory after so many runs in which a title was not found, each at the moment when it was asked for again. */
function missed(times: number, operation: Operation = movie): { memory: NotFoundMemory; lastAt: string } {
  let memory = emptyNotFound;
  let lastAt = START;
  for (let time = 0; time < times; time += 1) {
    lastAt = Object.values(memory)[0]?.until ?? START;
    memory = rememberNotFound(memory, [operation], [outcome(operation, "unmatched")], lastAt);
  }
  return { memory, lastAt };
}

const later = (at: string, durationMs: number): string => new Date(Date.parse(at) + durationMs).toISOString();

describe("a title that was not found", () => {
  test.each([
    [1, 1],
    [2, 3],
    [3, 7],
    [4, 30],
    [5, 30],
    [9, 30],
  ])("after miss %i rests %i days, and is then asked for again", (times, days) => {
    const { memory, lastAt } = missed(times);
    const kept = (at: string): number => withholdNotFound(planOf([movie]), memory, at).operations.length;
    expect(kept(later(lastAt, days * DAY_MS - 1))).toBe(0);
    expect(kept(later(lastAt, days * DAY_MS))).toBe(1);
  });

  test("is listed as skipped while it rests, with the day on which it is asked for again", () => {
    expect(withholdNotFound(planOf([movie]), missed(1).memory, START).skipped).toEqual([
      {
        field: "watched",
        row: movie.row,
        title: "Movie 1",
        ids: ["trakt:1", "tmdb:100001"],
        reason: "not-found",
        message: "Trakt does not know it; asked again after 2026-11-23",
      },
    ]);
  });

  test.each<[string, Operation, boolean]>([
    ["a later play of it", play(movieTarget(1), "2026-05-05T10:00:00.000Z"), false],
    ["another field of it", rate(movieTarget(1), 7), true],
    ["the same on the other side", mark(movieTarget(1), "attic/1"), true],
    ["another title", play(movieTarget(2)), true],
    [
      "it with a further id, at once",
      { ...movie, target: { ...movie.target, ids: [...movie.target.ids, "imdb:tt1"] } },
      true,
    ],
    [
      "it with another id of its show, at once",
      { ...movie, target: { ...movie.target, show: { ids: ["tvdb:1"], title: "" } } },
      true,
    ],
    [
      "it with its ids in another order",
      { ...movie, target: { ...movie.target, ids: ["tmdb:100001", "trakt:1"] } },
      false,
    ],
  ])("keeps back or not: %s", (_, operation, isAsked) => {
    const { operations } = withholdNotFound(planOf([operation]), missed(1).memory, START);
    expect(operations).toEqual(isAsked ? [operation] : []);
  });

  test("is forgotten when it is found", () => {
    const { memory } = missed(3);
    expect(rememberNotFound(memory, [movie], [outcome(movie, "applied")], START)).toEqual({});
  });

  test.each(["failed", "refused", "unknown"] as const)("is neither found nor missed when the write is %s", (status) => {
    const { memory } = missed(2);
    expect(rememberNotFound(memory, [movie], [outcome(movie, status)], START)).toEqual(memory);
  });

  test("rests a day again after its ids changed", () => {
    const changed = { ...movie, target: { ...movie.target, ids: ["tmdb:5"] } } as const;
    const memory = rememberNotFound(missed(3).memory, [changed], [outcome(changed, "unmatched")], START);
    expect(Object.values(memory)).toEqual([{ times: 1, until: later(START, DAY_MS), ids: "tmdb:5" }]);
  });

  test("leaves the plan as it is when nothing rests", () => {
    const plan = planOf([movie, play(movieTarget(2), AT)]);
    expect(withholdNotFound(plan, emptyNotFound, START)).toBe(plan);
  });
});
