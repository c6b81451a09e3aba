import type { AccountSettings } from "./account-settings.ts";

/** Which limits `/users/settings` shows: all; those that the current contract names (no collection); or none. */
export type ShownLimits = "full" | "partial" | "absent";

/** The `limits` of `/users/settings`. A VIP is told the numbers of a VIP. */
export function toShownLimits({ vip, limits }: AccountSettings, shown: ShownLimits): Record<string, unknown> {
  if (shown === "absent") return {};
  const list = vip ? { count: 100, item_count: 5000 } : { count: 5, item_count: 250 };
  const named = {
    list,
    ...toItemCount("watchlist", vip ? 5000 : (limits.watchlist ?? 250)),
    favorites: { item_count: 100 },
  };
  if (shown === "partial") return { limits: named };
  return {
    limits: {
      ...named,
      ...toItemCount("collection", vip ? 100_000 : (limits.collection ?? 1000)),
      notes: { item_count: 100 },
    },
  };
}

function toItemCount(name: string, count: number): Record<string, unknown> {
  return Number.isFinite(count) ? { [name]: { item_count: count } } : {};
}
