/** The one in the middle by what `of` says; of an even number the better of the two. Throws for an empty list. */
export function median<T>(values: readonly T[], of: (value: T) => number): T {
  const sorted = values.toSorted((a, b) => of(a) - of(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("There is no median of nothing.");
  return middle;
}
