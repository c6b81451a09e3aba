import type { Operation } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { BATCHES } from "../test/batches.ts";
import { AT, collect, movieTarget } from "../test/operations.ts";
import { startTrakt, status } from "../test/start-trakt.ts";
import { createAccountRoom } from "./account-room.ts";
import type { AccountRoom } from "./account-room.ts";
import { applyToTrakt } from "./apply-to-trakt.ts";
import type { ApplyResult } from "./replica.ts";

const collects = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => collect(movieTarget(index + 1)));

/** An account that may collect so many, and holds some; `read` of them were there when it was read. Three titles go in a POST. */
function startFull(limit: number, { held, read }: { readonly held: readonly number[]; readonly read: number }) {
  const { service, trakt, clock } = startTrakt({ settings: { limits: { collection: limit } } });
  for (let number = 1; number <= 9; number += 1) {
    service.catalogue.addMovie({ ids: { trakt: number, tmdb: 100_000 + number }, title: `Movie ${number}` });
  }
  for (const number of held) service.account.collect("movie", number, { at: AT });
  const room: AccountRoom = createAccountRoom({ collection: read }, clock);
  const log = createApplyLog();
  const context = { trakt, clock, room, batches: { ...BATCHES, collection: 3 }, settleAfterMs: 0 };
  return {
    service,
    room,
    log,
    apply: (operations: readonly Operation[]): Promise<ApplyResult> => applyToTrakt(context, operations, log.hooks),
    answers: () => service.requests.flatMap((request) => (request.method === "POST" ? (request.status ?? 0) : [])),
    collected: () => service.account.collection().map(({ traktId }) => traktId),
  };
}

describe("a full account that says how much it may hold", () => {
  test("is filled exactly, by one more POST", async () => {
    const { apply, room, log, answers, collected } = startFull(6, { held: [9], read: 1 });
    expect(await apply(collects(8))).toMatchObject({ full: { collection: { limit: 6, used: 6 } } });
    expect(answers()).toEqual([201, 420, 201]);
    expect(collected()).toEqual([9, 1, 2, 3, 4, 5]);
    expect(log.counts()).toEqual({ applied: 5, refused: 3 });
    expect(room.found()).toMatchObject({ collection: { limit: 6 } });
  });

  test("is sent no more where it has no room for what should fit: somebody else was faster", async () => {
    const { apply, log, answers } = startFull(3, { held: [8, 9], read: 1 });
    await apply(collects(3));
    expect(answers()).toEqual([420, 420]);
    expect(log.counts()).toEqual({ refused: 3 });
  });

  test("is sent no more where nobody can tell what it stored", async () => {
    const { service, apply, log, answers } = startFull(4, { held: [8], read: 1 });
    service.intercept(({ phase, method }) => (phase === "before" && method === "GET" ? status(503) : undefined));
    await apply(collects(6).slice(0, 3));
    expect(answers()).toEqual([201]);
    await apply(collects(9).slice(3, 9));
    expect(answers()).toEqual([201, 420]);
    expect(log.counts()).toEqual({ applied: 3, unknown: 3, refused: 3 });
  });
});

test("of a field that is not counted the limit is told, and nothing remembered", () => {
  const { clock } = startTrakt();
  const room = createAccountRoom({}, clock);
  expect(room.refuse("rating", { limit: 5 })).toBe(0);
  expect(room.refuse("collection", {})).toBe(0);
  expect(room.full()).toMatchObject({ rating: { limit: 5 }, collection: {} });
  expect(room.found()).toEqual({});
});
