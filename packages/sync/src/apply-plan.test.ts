import { emptyLedger } from "@pakt/sync-core";
import type { Operation, Plan, Side } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { applyPlan } from "./apply-plan.ts";
import type { Journal } from "./journal.ts";
import type { Sides } from "./open-sides.ts";
import type { Replica } from "./replica.ts";
import { toOutcome } from "./to-outcome.ts";
import { systemClock } from "./clock.ts";

function markOf(side: Side, number: number): Operation {
  const target = { type: "movie", ids: ["tmdb:1"], title: "A", by: "ids" } as const;
  const id = `${side} ${number}`;
  return side === "plex"
    ? { id, row: id, field: "watched", action: "add", side, reason: "added-on-trakt", target, ref: id }
    : { id, row: id, field: "watched", action: "add", side, reason: "added-on-plex", target, at: "unknown" };
}

const operations = (["plex", "trakt"] as const).flatMap((side) => [1, 2, 3, 4].map((number) => markOf(side, number)));
// Only what is looked at.
const plan = { operations, trakt: {} } as unknown as Plan;

/** A side that announces, writes and answers one operation after the other, and lets the other side have its turn in between. */
function slowSide(side: Side, written: string[]): Pick<Replica, "side" | "apply"> {
  return {
    side,
    apply: async (all, hooks) => {
      for (const operation of all) {
        if (hooks.signal?.aborted === true) return { stopped: { code: "interrupted", message: "stopped" } };
        await hooks.onIntent([operation]);
        written.push(operation.id);
        await Promise.resolve();
        await hooks.onOutcomes([toOutcome(systemClock, operation, "applied")]);
      }
      return {};
    },
  };
}

function start(journal: Partial<Journal> = {}): { written: string[]; applied: ReturnType<typeof applyPlan> } {
  const written: string[] = [];
  // Only `apply` is called.
  const sides = { plex: slowSide("plex", written), trakt: slowSide("trakt", written) } as unknown as Sides;
  const applied = applyPlan({
    plan,
    ledger: emptyLedger,
    sides,
    journal: {
      intent: () => Promise.resolve("2026-11-22T10:00:00.000Z"),
      outcomes: () => Promise.resolve(),
      ...journal,
    },
    onEvent: () => undefined,
  });
  return { written, applied };
}

describe("applyPlan", () => {
  test("writes to both sides, and tells what was announced and what became of it", async () => {
    const { applied } = start();
    const { outcomes, announced, stopped } = await applied;
    expect(outcomes).toHaveLength(8);
    expect(announced).toEqual(new Set(operations.map(({ id }) => id)));
    expect(stopped).toEqual([]);
  });

  test("when the journal cannot be written for one side, the other one has stopped too before that is told", async () => {
    const broken = new Error("disk full");
    const { written, applied } = start({
      outcomes: ([first]) => (first?.operation === "trakt 1" ? Promise.reject(broken) : Promise.resolve()),
    });
    await expect(applied).rejects.toBe(broken);
    const then = [...written];
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(written).toEqual(then);
    expect(written).not.toContain("plex 4");
  });
});
