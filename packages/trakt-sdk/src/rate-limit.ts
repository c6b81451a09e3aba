/**
 * A longer wish of Trakt's is not waited for: the request fails as `rate-limited` and the caller decides. Ten minutes; Trakt's own
 * longest period is five.
 */
export const longestHoldMs = 600_000;

/** What Trakt's headers say about a limit. Both headers are optional (Trakt docs, rate-limiting). */
export interface RateLimit {
  /** How long to wait, from `Retry-After` (seconds or a date), else from an exhausted `X-Ratelimit`. */
  readonly retryAfterMs: number | undefined;
  /** When an exhausted budget comes back, epoch milliseconds. */
  readonly exhaustedUntil: number | undefined;
  readonly bucket: string | undefined;
}

/** Reads `Retry-After` and `X-Ratelimit`; what cannot be read counts as absent. */
export function readRateLimit(headers: Headers, now: number): RateLimit {
  const budget = readBudget(headers.get("x-ratelimit"), now);
  const exhaustedUntil = budget?.exhaustedUntil;
  const retryAfterMs =
    readRetryAfter(headers.get("retry-after"), now) ??
    (exhaustedUntil === undefined ? undefined : exhaustedUntil - now);
  return { retryAfterMs, exhaustedUntil, bucket: budget?.name };
}

function readRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function readBudget(
  header: string | null,
  now: number,
): { name: string | undefined; exhaustedUntil: number | undefined } | undefined {
  if (header === null) return undefined;
  const budget = parseObject(header);
  if (budget === undefined) return undefined;
  const name = typeof budget["name"] === "string" ? budget["name"] : undefined;
  const until = typeof budget["until"] === "string" ? Date.parse(budget["until"]) : Number.NaN;
  if (budget["remaining"] !== 0 || !(until > now)) return { name, exhaustedUntil: undefined };
  // Two clocks may differ by hours; no wait is longer than the budget's own period.
  const periodMs = typeof budget["period"] === "number" ? budget["period"] * 1000 : 300_000;
  return { name, exhaustedUntil: Math.min(until, now + periodMs) };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined; // A debugging aid that cannot be read is as good as none.
  }
}
