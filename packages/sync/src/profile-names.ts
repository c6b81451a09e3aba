import type { Config } from "./config.ts";
import { PaktError } from "./pakt-error.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";

/** Every profile of a home, `default` first. */
export function profileNames({ profiles }: Pick<Config, "profiles">): readonly string[] {
  return [DEFAULT_PROFILE, ...Object.keys(profiles)];
}

/** Proves that there is such a profile. Throws PaktError `usage`, with the name that was most likely meant. */
export function checkProfile(config: Pick<Config, "profiles">, name: string): void {
  const names = profileNames(config);
  if (names.includes(name)) return;
  const nearest = nearestOf(name.toLowerCase(), names);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new PaktError("usage", `There is no profile ${JSON.stringify(name)}.${hint}`, {
    advice: `Choose from: ${names.join(", ")}. A new one is made with pakt profiles add NAME.`,
  });
}

/** The name with the fewest letters to change, where that is no more than a third of them and at least one. */
function nearestOf(typed: string, names: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const [nearest] = names
    .map((name) => ({ name, edits: name.startsWith(typed) && typed.length > 1 ? 1 : countEdits(typed, name) }))
    .filter(({ edits }) => edits <= allowed)
    .toSorted((a, b) => a.edits - b.edits);
  return nearest?.name;
}

/** Letters to insert, delete or change (Levenshtein), a row of the table at a time. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of from.split("").entries()) {
    const next = [index + 1];
    for (const [at, other] of to.split("").entries()) {
      const changed = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
