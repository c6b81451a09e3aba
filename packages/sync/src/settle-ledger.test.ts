import { emptyLedger, recordIntents, recordOutcomes } from "@pakt/sync-core";
import type { Ledger, Operation } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { AT, movieTarget, play } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { UNSEEN_COPIES } from "./intent-context.ts";
import { settleLedger } from "./settle-ledger.ts";
import type { SyncEvent } from "./sync-event.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import { BATCHES } from "../test/batches.ts";

const SETTLE_MS = 60_000;
const [FIRST, SECOND] = [play(movieTarget(1)), play(movieTarget(2))];

interface Started extends StartedTrakt {
  readonly events: readonly SyncEvent[];
  readonly settle: (ledger: Ledger, options?: { dryRun?: boolean; signal?: AbortSignal }) => Promise<Ledger>;
}

/** A Trakt whose history holds the first of two plays. */
async function start(): Promise<Started> {
  const started = startTrakt();
  const { service, trakt, clock } = started;
  for (const number of [1, 2]) service.catalogue.addMovie({ ids: { trakt: number }, title: `Movie ${number}` });
  service.account.watch("movie", 1, AT);
  const home = await openTestHome({ clock, tuning: { settleAfterMs: SETTLE_MS } });
  const replica = createTraktReplica({
    trakt,
    clock,
    cache: createTraktCache(createStorage(), "default"),
    lineage: "sign-in",
    batches: BATCHES,
    settleAfterMs: SETTLE_MS,
  });
  const events: SyncEvent[] = [];
  return {
    ...started,
    events,
    settle: (ledger, { dryRun = false, signal } = {}) =>
      settleLedger(home, ledger, replica, {
        dryRun,
        onEvent: (event) => events.push(event),
        signal,
      }),
  };
}

/** Plays that were sent so long before the clock's start and got no answer. */
function inDoubt(operations: readonly Operation[], ageMs: number): Ledger {
  return recordIntents(emptyLedger, operations, UNSEEN_COPIES, new Date(Date.parse(START) - ageMs).toISOString());
}

describe("settleLedger", () => {
  test("asks for nothing when nothing is in doubt", async () => {
    const { service, settle } = await start();
    const answered = recordOutcomes(inDoubt([FIRST], 0), [{ operation: FIRST.id, status: "applied", at: START }]);
    expect(await settle(answered)).toBe(answered);
    expect(service.requests).toHaveLength(0);
  });

  test("what the history shows was applied; what it does not show is forgotten, and planned again", async () => {
    const { clock, settle } = await start();
    const { plays } = await settle(inDoubt([FIRST, SECOND], SETTLE_MS));
    expect(plays).toMatchObject([{ operation: FIRST.id, state: "applied" }]);
    expect(clock.waits).toEqual([]);
  });

  test("waits no longer than that for plays which a clock that was ahead dated into the future", async () => {
    const { clock, settle } = await start();
    const { plays } = await settle(inDoubt([FIRST], -300 * 24 * 3_600_000));
    expect(clock.waits).toEqual([SETTLE_MS]);
    expect(plays).toMatchObject([{ operation: FIRST.id, state: "applied" }]);
  });

  test("waits until the newest play is old enough, and says why", async () => {
    const { clock, events, settle } = await start();
    const older = inDoubt([FIRST], 50_000);
    await settle({ ...older, plays: [...older.plays, ...inDoubt([SECOND], 20_000).plays] });
    expect(clock.waits).toEqual([40_000]);
    expect(events).toEqual([
      {
        type: "wait-start",
        reason: "an earlier run ended before Trakt answered; looking whether 2 plays arrived",
        durationMs: 40_000,
      },
    ]);
  });

  test("does not wait in a dry run: it leaves the plays in doubt", async () => {
    const { clock, service, settle } = await start();
    const ledger = inDoubt([FIRST], 0);
    expect(await settle(ledger, { dryRun: true })).toBe(ledger);
    expect({ waits: clock.waits, requests: service.requests.length }).toEqual({ waits: [], requests: 0 });
  });

  test("looks in a dry run too when there is nothing to wait for", async () => {
    const { settle } = await start();
    expect((await settle(inDoubt([FIRST], SETTLE_MS), { dryRun: true })).plays).toMatchObject([{ state: "applied" }]);
  });

  test.each([
    ["fails", status(503), "before"],
    ["is not complete", { kind: "json", transform: () => [] }, "after"],
  ] as const)("leaves the plays in doubt and warns when the read %s", async (_, fault, phase) => {
    const { events, service, settle } = await start();
    breakTrakt(service, { method: "GET", path: "/sync/history" }, fault, phase);
    const ledger = inDoubt([FIRST, SECOND], SETTLE_MS);
    expect(await settle(ledger)).toBe(ledger);
    expect(events).toMatchObject([
      { type: "warning", message: expect.stringContaining("Plays of an earlier run could not be looked for: ") },
    ]);
  });

  test("ends when it is aborted while it waits", async () => {
    const { settle } = await start();
    const reason = new Error("stop");
    await expect(settle(inDoubt([FIRST], 0), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
