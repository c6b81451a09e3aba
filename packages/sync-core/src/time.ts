/** A day's length: the time for which a lagging read and an unconfirmed play are waited for. */
export const dayMinutes = 24 * 60;

/** What lies before 2 January 1970 is no date: Trakt stores an unknown one as 1970-01-01 (Trakt docs, sync/history). */
const firstMinute = dayMinutes;

/**
 * Minutes since 1970 of a UTC ISO 8601 date; Trakt keeps no seconds, so nothing finer is compared.
 * `undefined` where there is no usable date: absent, unreadable, before 1970-01-02 or later than `latest`.
 */
export function toMinute(at: string | undefined, latest = Number.POSITIVE_INFINITY): number | undefined {
  if (at === undefined) return undefined;
  const minute = Math.floor(Date.parse(at) / 60_000);
  return minute >= firstMinute && minute <= latest ? minute : undefined;
}

/**
 * Which of two dates is the later: positive for the first, negative for the second, 0 where less than a minute lies between
 * them, as clocks of two services are no surer. A usable date (as in {@link toMinute}) is later than none.
 */
export function compareDates(first: string | undefined, second: string | undefined, latest: number): number {
  const difference = usableMilliseconds(first, latest) - usableMilliseconds(second, latest);
  return Math.abs(difference) < 60_000 ? 0 : difference;
}

function usableMilliseconds(at: string | undefined, latest: number): number {
  return at === undefined || toMinute(at, latest) === undefined ? 0 : Date.parse(at);
}

/** A date moved by so many milliseconds. What is no usable date (see {@link toMinute}) stays as it is: no shift makes it one. */
export function shiftDate(at: string, milliseconds: number): string {
  return toMinute(at) === undefined ? at : new Date(Date.parse(at) + milliseconds).toISOString();
}

/** UTC ISO 8601 of a minute since 1970, e.g. `2026-11-22T09:30:00.000Z`. */
export function fromMinute(minute: number): string {
  return new Date(minute * 60_000).toISOString();
}

/** Whether `at` lies at least a day before `now`. An unreadable date is old, and so is one that a clock gone wrong set far ahead. */
export function isDayOld(at: string, now: string): boolean {
  return !(Math.abs(Date.parse(now) - Date.parse(at)) < dayMinutes * 60_000);
}

/**
 * The later of two dates, to the millisecond; a date before none and before one that cannot be read.
 * Ties are settled by the text, so that order never matters.
 */
export function laterDate(first: string | undefined, second: string | undefined): string | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const [a, b] = [millisecondsOf(first), millisecondsOf(second)];
  if (a === b) return first > second ? first : second;
  return a > b ? first : second;
}

/** The earlier of two dates; a date before none. A date that cannot be read, or that is none, is no date. */
export function earlierDate(first: string | undefined, second: string | undefined): string | undefined {
  const [a, b] = [toMinute(first), toMinute(second)];
  if (a === undefined || b === undefined) return a === undefined ? second : first;
  return laterDate(first, second) === first ? second : first;
}

function millisecondsOf(at: string): number {
  const milliseconds = Date.parse(at);
  return Number.isNaN(milliseconds) ? Number.NEGATIVE_INFINITY : milliseconds;
}
