import type { Target } from "@pakt/sync-core";

type Named = Pick<Target, "type" | "ids" | "show" | "season" | "number">;

/** Every name by which a title may be found: its own ids, or its show's with its numbers. */
export function namesOf({ type, ids, show, season, number }: Named): readonly string[] {
  const own = ids.map((id) => `${type}:${id}`);
  if (season === undefined || show === undefined) return own;
  return [...own, ...show.ids.map((id) => `${type}:${id}:${season}:${number ?? ""}`)];
}
