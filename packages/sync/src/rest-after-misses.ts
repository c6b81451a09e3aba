const DAY_MS = 24 * 3_600_000;
/** How long a title rests after each miss. */
const REST_DAYS = [1, 3, 7, 30];

/** Until when a title is not asked for again that was missed so many times in a row, UTC ISO 8601. `now` is in epoch milliseconds. */
export function restAfterMisses(times: number, now: number): string {
  const days = REST_DAYS[Math.min(times, REST_DAYS.length) - 1] ?? 1;
  return new Date(now + days * DAY_MS).toISOString();
}
