import { toCap } from "./account-settings.ts";
import type { Answer } from "./answer.ts";
import { toLimitAnswer } from "./limit-answer.ts";
import type { World } from "./world.ts";

/**
 * Stores items in a list that has an end: undefined, or 420 when they do not fit.
 *
 * Of items that do not fit nothing is stored, or, where the service does so, all up to the first that has no room.
 */
export function fillList<T>(
  world: World,
  list: "watchlist" | "collection",
  parts: {
    readonly items: readonly T[];
    /** What makes two items the same entry. */
    readonly keyOf: (item: T) => string;
    readonly isHeld: (item: T) => boolean;
    readonly count: () => number;
    readonly store: (item: T) => void;
  },
): Answer | undefined {
  const { items, isHeld, count } = parts;
  const cap = toCap(world.account.settings, list);
  const fresh = new Set(items.filter((item) => !isHeld(item)).map(parts.keyOf)).size;
  if (fresh > 0 && count() + fresh > cap && !world.limitStoresPart) return toLimitAnswer(world, cap);
  for (const item of items) {
    if (!isHeld(item) && count() >= cap) return toLimitAnswer(world, cap);
    parts.store(item);
  }
  return undefined;
}
