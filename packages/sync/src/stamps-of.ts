/** Some stamps of `last_activities` as one text, to compare with those of another time. */
export function stampsOf(...stamps: readonly (string | null | undefined)[]): string {
  return stamps.map((stamp) => stamp ?? "").join(",");
}
