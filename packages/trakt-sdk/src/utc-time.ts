/** An instant as Trakt takes it: ISO 8601 in UTC, with `Z`. */
export type UtcTime = `${string}Z`;

/** An instant for a body, from a `Date`, epoch milliseconds or any string that JavaScript reads as a time. Throws RangeError for others. */
export function toUtcTime(time: Date | number | string): UtcTime {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, -1)}Z`;
}
