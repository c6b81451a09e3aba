import { expect, test } from "vitest";
import { readRateLimit } from "./rate-limit.ts";

const now = Date.parse("2026-11-22T10:00:00.000Z");
const budget = (fields: object): string => JSON.stringify({ name: "B", period: 300, remaining: 0, ...fields });

test.each([
  ["seconds", { "retry-after": "7" }, 7000, undefined],
  ["a date", { "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT" }, 30_000, undefined],
  ["a date that has passed", { "retry-after": "Sun, 22 Nov 2026 09:00:00 GMT" }, 0, undefined],
  ["neither number nor date", { "retry-after": "soon" }, undefined, undefined],
  ["no header at all", {}, undefined, undefined],
  ["an exhausted budget", { "x-ratelimit": budget({ until: "2026-11-22T10:01:00Z" }) }, 60_000, now + 60_000],
  [
    "Retry-After beside a budget",
    { "retry-after": "1", "x-ratelimit": budget({ until: "2026-11-22T10:01:00Z" }) },
    1000,
    now + 60_000,
  ],
  [
    "a budget with something left",
    { "x-ratelimit": budget({ remaining: 1, until: "2026-11-22T10:01:00Z" }) },
    undefined,
    undefined,
  ],
  ["a budget that is already back", { "x-ratelimit": budget({ until: "2026-11-22T09:59:00Z" }) }, undefined, undefined],
  [
    "a budget of a clock that is hours ahead",
    { "x-ratelimit": budget({ until: "2026-11-22T15:00:00Z" }) },
    300_000,
    now + 300_000,
  ],
  ["a budget that is no JSON", { "x-ratelimit": "limit=1" }, undefined, undefined],
  ["a budget that is no object", { "x-ratelimit": "3" }, undefined, undefined],
])("reads %s", (_, headers, retryAfterMs, exhaustedUntil) => {
  expect(readRateLimit(new Headers(headers), now)).toMatchObject({ retryAfterMs, exhaustedUntil });
});
