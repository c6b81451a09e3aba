import { Cron } from "croner";
import { assert, constantFrom, integer, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";

import { describeCron } from "./describe-cron.ts";

describe("describeCron", () => {
  test.each([
    ["0 3 * * *", "every day at 03:00"],
    ["@daily", "every day at 00:00"],
    ["30 18 * * *", "every day at 18:30"],
    ["0 3,15 * * *", "every day at 03:00 and 15:00"],
    ["0 */6 * * *", "every 6 hours"],
    ["20 */6 * * *", "every 6 hours at minute 20"],
    ["0 * * * *", "every hour"],
    ["5 * * * *", "every hour at minute 5"],
    ["*/15 * * * *", "every 15 minutes"],
    ["* * * * *", "every minute"],
    ["0,20 * * * *", "every day at minute 0 and 20 of every hour"],
    ["*/30 8 * * *", "every 30 minutes of the hour 8"],
    ["0 4 * * 1", "on Monday at 04:00"],
    ["0 4 * * sun", "on Sunday at 04:00"],
    ["0 4 * * 7", "on Sunday at 04:00"],
    ["0 4 * * 1-5", "on Monday to Friday at 04:00"],
    ["0 4 * * 6,0", "on Saturday and Sunday at 04:00"],
    ["0 4 * * 1,3,5", "on Monday, Wednesday and Friday at 04:00"],
    ["0 4 1,15 * *", "on day 1 and 15 of the month at 04:00"],
    ["0 4 1 jan *", "on day 1 of the month in January at 04:00"],
    ["0 4 1 * 1", "on day 1 of the month and on Monday at 04:00"],
    ["0 4 L * *", "at the times of 0 4 L * *"],
  ])("%s is %s", (pattern, words) => {
    expect(describeCron(pattern)).toBe(words);
  });

  test("a time of the day that it names is a time at which it runs", () => {
    const days = constantFrom("*", "1", "1-5", "0,6");
    assert(
      property(tuple(integer({ min: 0, max: 59 }), integer({ min: 0, max: 23 }), days), ([minute, hour, weekday]) => {
        const pattern = `${minute} ${hour} * * ${weekday}`;
        const named = /at (\d\d:\d\d)$/.exec(describeCron(pattern))?.[1];
        const next = new Cron(pattern, { timezone: "UTC", paused: true }).nextRun(new Date("2026-06-10T12:00:00Z"));
        expect(next?.toISOString().slice(11, 16)).toBe(named);
      }),
    );
  });
});
