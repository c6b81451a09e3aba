import type { FieldLimit, Snapshot } from "@pakt/sync-core";
import type { TraktSettings } from "@pakt/trakt-sdk";

import type { FoundLimits, LimitedField } from "./found-limits.ts";

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

/** How much an account says that a list may hold; `undefined` where it does not say. */
export function toldLimit({ limits }: TraktSettings, field: LimitedField): number | undefined {
  return limits?.[field]?.item_count ?? undefined;
}

/**
 * How much an account may hold: by what it says of itself, else by what a refused write told. A paying account has no limit here, and
 * neither has one of which nothing is known: whether there is room is then found out by writing.
 */
export function limitsOf(
  settings: TraktSettings,
  counts: ListCounts,
  found: FoundLimits = {},
): NonNullable<Snapshot["limits"]> {
  if (isVip(settings)) return {};
  const of = (field: LimitedField): FieldLimit | undefined => {
    const used = counts[field];
    if (used === undefined) return undefined;
    const told = toldLimit(settings, field);
    if (told !== undefined) return { limit: told, used, upgradeUrl: UPGRADE_URL };
    const refusal = found[field];
    if (refusal === undefined) return undefined;
    const { limit, upgradeUrl = UPGRADE_URL } = refusal;
    return { ...(limit !== undefined && { limit }), used, upgradeUrl };
  };
  const [collection, watchlist] = [of("collection"), of("watchlist")];
  return { ...(collection && { collection }), ...(watchlist && { watchlist }) };
}
