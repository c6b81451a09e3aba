import type { FieldLimit, Snapshot } from "@pakt/sync-core";
import type { TraktSettings } from "@pakt/trakt-sdk";

/** Where an account can be enlarged; the answer to a write that does not fit may name another place. */
export const UPGRADE_URL = "https://trakt.tv/vip";

/** Whether the account is a paying one, under any of the names that Trakt has given to that. */
export function isVip({ user }: TraktSettings): boolean {
  return user.vip === true || user.vip_ep === true || user.vip_og === true;
}

/** How many rows of each limited list an account holds, as Trakt counts them; absent where the list was not read. */
export interface ListCounts {
  /** Movies and episodes together. */
  readonly collection?: number;
  /** Movies, shows, seasons and episodes together. */
  readonly watchlist?: number;
}

/**
 * How much an account may hold, by what it says of itself. A paying account has no limit here, and neither has one that does not say:
 * whether there is room is then found out by writing.
 */
export function limitsOf(settings: TraktSettings, counts: ListCounts): NonNullable<Snapshot["limits"]> {
  if (isVip(settings)) return {};
  const of = (field: "collection" | "watchlist"): FieldLimit | undefined => {
    const limit = settings.limits?.[field]?.item_count;
    const used = counts[field];
    return limit == null || used === undefined ? undefined : { limit, used, upgradeUrl: UPGRADE_URL };
  };
  const [collection, watchlist] = [of("collection"), of("watchlist")];
  return { ...(collection && { collection }), ...(watchlist && { watchlist }) };
}
