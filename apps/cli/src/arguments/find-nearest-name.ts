/**
 * The name that a mistyped one most likely meant: one that begins with it, or the one with the fewest letters changed.
 * Undefined when none is near: a third of the letters and at least one may differ.
 */
export function findNearestName(typed: string, names: readonly string[]): string | undefined {
  const started = names.find((name) => typed.length >= 3 && name.startsWith(typed));
  if (started !== undefined) {
    return started;
  }
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const [nearest] = names
    .map((name) => ({ name, distance: countEdits(typed.toLowerCase(), name) }))
    .filter(({ distance }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.name;
}

/** Letters to insert, delete, change, or swap with their neighbour (Damerau and Levenshtein), a row of the table at a time. */
function countEdits(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of from.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of to.split("").entries()) {
      const changed = cell(row, j) + (letter === other ? 0 : 1);
      const swapped =
        letter === to[j - 1] && other === from[i - 1] ? cell(before, j - 1) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, swapped, cell(row, j + 1) + 1, cell(next, j) + 1));
    }
    before = row;
    row = next;
  }
  return cell(row, to.length);
}

function cell(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
