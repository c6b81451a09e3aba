import type { Schedule } from "@pakt/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createServerStore } from "../server-store.ts";
import type { ServerStore } from "../server-store.ts";
import { createScheduler } from "./scheduler.ts";
import type { ScheduledEnd, Scheduler, SchedulerOptions } from "./scheduler.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const daily: Schedule = { isOn: true, every: { cron: "0 3 * * *" }, jitterMinutes: 0, catchUp: true };
const hourly: Schedule = { ...daily, every: { hours: 1 } };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-06-10T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const emptyStore = (): ServerStore =>
  createServerStore({ version: 1, sessions: [], keys: [] }, () => Promise.resolve());

/** A scheduler whose runs end as told, with the times at which they began. */
function start(options: Partial<SchedulerOptions> & { readonly end?: () => Promise<ScheduledEnd> } = {}): {
  readonly scheduler: Scheduler;
  readonly store: ServerStore;
  readonly runs: string[];
} {
  const { end = () => Promise.resolve("done" as const), store = emptyStore(), ...others } = options;
  const runs: string[] = [];
  const scheduler = createScheduler({
    store,
    run: () => {
      runs.push(new Date().toISOString().slice(0, 16));
      return end();
    },
    now: () => Date.now(),
    random: () => 0,
    timeZone: "UTC",
    onUnexpected: (error) => expect.unreachable(String(error)),
    ...others,
  });
  scheduler.start();
  return { scheduler, store, runs };
}

describe("a schedule", () => {
  test("runs at its times, and not when it is off", async () => {
    const { scheduler, runs } = start();
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    expect(runs).toEqual([]);
    await scheduler.change(daily);
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    await scheduler.change({ ...daily, isOn: false });
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    expect(runs).toEqual(["2026-06-13T03:00", "2026-06-14T03:00"]);
  });

  test("in hours counts from the last start", async () => {
    const { scheduler, runs } = start();
    await scheduler.change({ ...daily, every: { hours: 6 } });
    await vi.advanceTimersByTimeAsync(13 * HOUR);
    expect(runs).toEqual(["2026-06-10T18:00", "2026-06-11T00:00"]);
  });

  test("goes by its time zone, over the change of the clocks", async () => {
    vi.setSystemTime(new Date("2026-10-24T12:00:00Z"));
    const { scheduler, runs } = start();
    await scheduler.change({ ...daily, timeZone: "Europe/Berlin" });
    await vi.advanceTimersByTimeAsync(48 * HOUR);
    expect(runs).toEqual(["2026-10-25T02:00", "2026-10-26T02:00"]);
  });

  test("is late by a share of its jitter", async () => {
    const { scheduler, runs } = start({ random: () => 0.5 });
    await scheduler.change({ ...daily, jitterMinutes: 20 });
    expect(scheduler.state().nextRunAt).toBe("2026-06-11T03:10:00.000Z");
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    expect(runs).toEqual(["2026-06-11T03:10"]);
  });

  test("never runs beside itself: what comes while a run is under way is one run after it", async () => {
    const ends: ((end: ScheduledEnd) => void)[] = [];
    const { scheduler, runs } = start({ end: () => new Promise((resolve) => void ends.push(resolve)) });
    await scheduler.change(hourly);
    await vi.advanceTimersByTimeAsync(5 * HOUR + 30 * MINUTE);
    expect(runs).toEqual(["2026-06-10T13:00"]);
    ends[0]?.("done");
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(runs).toEqual(["2026-06-10T13:00", "2026-06-10T17:30"]);
  });

  test.each([
    ["makes up for what was slept through, once", true, ["2026-06-13T12:00", "2026-06-14T03:00"]],
    ["waits for its next time where it is not to catch up", false, ["2026-06-14T03:00"]],
  ])("%s", async (_what, catchUp, expected) => {
    const { scheduler, runs } = start();
    await scheduler.change({ ...daily, catchUp });
    // A machine that sleeps sees time jump and its timers late.
    vi.setSystemTime(new Date("2026-06-13T12:00:00Z"));
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    expect(runs).toEqual(expected);
  });

  test("survives a restart, with one run for those that were missed, and none for the one that was under way", async () => {
    const store = emptyStore();
    const first = start({ store, end: () => new Promise(() => undefined) });
    await first.scheduler.change(daily);
    await vi.advanceTimersByTimeAsync(16 * HOUR);
    void first.scheduler.stop();
    const second = start({ store });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(second.runs).toEqual([]);
    await second.scheduler.stop();
    vi.setSystemTime(new Date("2026-06-20T12:00:00Z"));
    const third = start({ store });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(third.runs).toEqual(["2026-06-20T12:00"]);
  });

  test("tries again after a failure, each time later, and as before once it is well", async () => {
    const ends: ScheduledEnd[] = ["failed", "failed", "failed"];
    const { scheduler, runs } = start({ end: () => Promise.resolve(ends.shift() ?? "done") });
    await scheduler.change(daily);
    await vi.advanceTimersByTimeAsync(40 * HOUR);
    expect(runs).toEqual([
      "2026-06-11T03:00",
      "2026-06-11T03:15",
      "2026-06-11T03:45",
      "2026-06-11T04:45",
      "2026-06-12T03:00",
    ]);
    expect(scheduler.state().failures).toBe(0);
  });

  test("that fails hour after hour is slowed down, to once a day at most", async () => {
    const { scheduler, runs } = start({ end: () => Promise.resolve("failed") });
    await scheduler.change(hourly);
    await vi.advanceTimersByTimeAsync(10 * 24 * HOUR);
    expect(runs.length).toBeLessThan(20);
    expect(runs.length).toBeGreaterThan(12);
  });

  test("passes over a time at which another run is under way, without holding it against itself", async () => {
    const { scheduler, runs } = start({ end: () => Promise.resolve("skipped") });
    await scheduler.change(hourly);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(runs).toHaveLength(2);
    expect(scheduler.state().failures).toBe(0);
  });

  test("where nothing can be written down no run begins, and it is tried again later", async () => {
    const told: unknown[] = [];
    let isFull = false;
    const store = createServerStore({ version: 1, sessions: [], keys: [] }, () =>
      isFull ? Promise.reject(new Error("the disk is full")) : Promise.resolve(),
    );
    const { scheduler, runs } = start({ store, onUnexpected: (error) => told.push(error) });
    await scheduler.change(hourly);
    isFull = true;
    await vi.advanceTimersByTimeAsync(HOUR + 20 * MINUTE);
    expect(runs).toEqual([]);
    expect(told).toHaveLength(2);
    isFull = false;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(runs).toEqual(["2026-06-10T13:30"]);
  });

  test("goes on by the right time where the last start was written down with a clock that was ahead", async () => {
    vi.setSystemTime(new Date("2031-01-01T12:00:00Z"));
    const store = emptyStore();
    const wrong = start({ store });
    await wrong.scheduler.change(daily);
    await vi.advanceTimersByTimeAsync(16 * HOUR);
    expect(wrong.runs).toEqual(["2031-01-02T03:00"]);
    await wrong.scheduler.stop();
    vi.setSystemTime(new Date("2026-06-10T12:00:00Z"));
    const right = start({ store });
    await vi.advanceTimersByTimeAsync(40 * HOUR);
    expect(right.runs).toEqual(["2026-06-11T03:00", "2026-06-12T03:00"]);
  });

  test.each([
    ["a weekday that is none", { cron: "0 3 * * 9" }, "There is no weekday 9."],
    ["an hour that is none", { cron: "0 25 * * *" }, "There is no hour 25."],
    ["a day that never comes", { cron: "0 0 31 2 *" }, "This never comes."],
    ["four fields", { cron: "0 3 * *" }, expect.stringContaining("This is no cron expression")],
    ["words", { cron: "every day" }, expect.stringContaining("This is no cron expression")],
  ])("with %s is refused at the field", async (_what, every, message) => {
    const { scheduler } = start();
    await expect(scheduler.change({ ...daily, every })).rejects.toMatchObject({
      parts: { status: 400, fields: [{ path: "every.cron", message }] },
    });
    await expect(scheduler.change({ ...daily, timeZone: "Mars/Olympus" })).rejects.toMatchObject({
      parts: { fields: [{ path: "timeZone" }] },
    });
  });
});
