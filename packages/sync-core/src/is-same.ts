/** Whether two plain JSON values are the same, whatever the order of their keys; an absent key equals `undefined`. */
export function isSame(first: unknown, second: unknown): boolean {
  if (first === second) return true;
  if (typeof first !== "object" || typeof second !== "object" || first === null || second === null) return false;
  const [a, b] = [Object.entries(first), Object.entries(second)];
  // Both are objects here; a key that only one of them has makes the lengths or a look-up differ.
  return a.length === b.length && a.every(([key, value]) => isSame(value, (second as Record<string, unknown>)[key]));
}
