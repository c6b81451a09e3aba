import { describe, expect, test } from "vitest";
import { createFakeClock } from "../test/fake-clock.ts";
import type { FakeClock } from "../test/fake-clock.ts";
import { activities, scriptClient } from "../test/scripted-client.ts";
import { empty, json } from "../test/scripted-fetch.ts";
import type { TraktAnswer, TraktRequest } from "./call.ts";
import { withPacing } from "./pacing.ts";

const read: TraktRequest = { method: "GET", host: "api", path: "/sync/ratings" };
const write: TraktRequest = { method: "POST", host: "api", path: "/sync/ratings" };

function recordTimes(clock: FakeClock, options: { tookMs?: number; headers?: Record<string, string> } = {}) {
  const startedAt: number[] = [];
  const start = clock.now();
  let inFlight = 0;
  let mostInFlight = 0;
  return {
    startedAt,
    most: () => mostInFlight,
    call: async (): Promise<TraktAnswer> => {
      startedAt.push(clock.now() - start);
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await Promise.resolve();
      clock.advance(options.tookMs ?? 0);
      inFlight -= 1;
      return { status: 200, headers: new Headers(options.headers), text: "", url: "" };
    },
  };
}

const pace = { writeIntervalMs: 1100, readLimit: 3, readPeriodMs: 300_000 };

describe("writes", () => {
  test("go one at a time and apart, from the end of one to the start of the next", async () => {
    const clock = createFakeClock();
    const record = recordTimes(clock, { tookMs: 400 });
    const call = withPacing(record.call, { clock, ...pace });
    await Promise.all([call(write), call(write), call(write)]);
    expect([record.startedAt, record.most()]).toEqual([[0, 1500, 3000], 1]);
  });

  test("do not wait when the last one is long ago", async () => {
    const clock = createFakeClock();
    const call = withPacing(recordTimes(clock).call, { clock, ...pace });
    await call(write);
    clock.advance(5000);
    await call(write);
    expect(clock.waits).toEqual([]);
  });

  test("go on after one that failed, at the same distance", async () => {
    const clock = createFakeClock();
    const record = recordTimes(clock);
    let count = 0;
    const call = withPacing(
      (): Promise<TraktAnswer> => {
        count += 1;
        return count === 1 ? Promise.reject(new Error("lost")) : record.call();
      },
      { clock, ...pace },
    );
    const [first] = await Promise.allSettled([call(write), call(write)]);
    expect([first?.status, record.startedAt]).toEqual(["rejected", [1100]]);
  });

  test("do not hold back reads", async () => {
    const clock = createFakeClock();
    const call = withPacing(recordTimes(clock).call, { clock, ...pace });
    await Promise.all([call(write), call(read), call(read)]);
    expect(clock.waits).toEqual([]);
  });
});

describe("reads", () => {
  test("stay inside a sliding window", async () => {
    const clock = createFakeClock();
    const record = recordTimes(clock, { tookMs: 1000 });
    const call = withPacing(record.call, { clock, ...pace });
    await call(read);
    await call(read);
    await call(read);
    await call(read);
    await call(read);
    expect(record.startedAt).toEqual([0, 1000, 2000, 300_000, 301_000]);
  });

  test("stop early when Trakt calls the budget exhausted in a good answer", async () => {
    const clock = createFakeClock();
    const budget = { name: "AUTHED_API_GET_LIMIT", period: 300, remaining: 0, until: "2026-11-22T10:02:00Z" };
    const record = recordTimes(clock, { headers: { "x-ratelimit": JSON.stringify(budget) } });
    const call = withPacing(record.call, { clock, ...pace });
    await call(read);
    await call(read);
    expect(record.startedAt).toEqual([0, 120_000]);
  });

  test("of other callers wait too when one was told to slow down", async () => {
    const { trakt, clock } = scriptClient([empty(429, { "retry-after": "20" }), json(activities), json(activities)]);
    const first = trakt.sync.lastActivities();
    await first;
    await trakt.sync.lastActivities();
    expect(clock.waits).toEqual([20_000]);
  });
});
