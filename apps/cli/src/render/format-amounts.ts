/** A count with its noun: `1 removal`, `3 removals`, `1 200 requests`. `many` is for nouns that do not just take an s. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}

/** What is pointed at, by its count: `this operation`, `these 3 operations`. */
export function pointAt(count: number, one: string): string {
  return count === 1 ? `this ${one}` : `these ${countWords(count, one)}`;
}

/** A whole number with a space between thousands: `12 345`. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, " ");
}

/** A duration as people say it: `0.4 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 9.95) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A size as people say it: `812 B`, `12 kB`, `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Each unit is used from twice its length on: `10 days ago` says more than `1 week ago`. */
const AGES = [
  ["year", 365 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["week", 7 * DAY_MS],
  ["day", DAY_MS],
  ["hour", 60 * MINUTE_MS],
] as const;

/** How long ago something was, as people say it: `just now`, `5 minutes ago`, `3 weeks ago`. */
export function formatAge(ageMs: number): string {
  const [unit, unitMs] = AGES.find(([, length]) => ageMs >= 2 * length) ?? (["minute", MINUTE_MS] as const);
  const count = Math.floor(ageMs / unitMs);
  return count < 1 ? "just now" : `${countWords(count, unit)} ago`;
}

/** A UTC ISO time to the minute, in UTC: `2026-01-02 20:10`. */
export function formatMinute(time: string): string {
  return time.slice(0, 16).replace("T", " ");
}
