/** What the account is and may. */
export interface AccountSettings {
  readonly username: string;
  /** What tells it from other accounts, whatever it is called. */
  readonly uuid: string;
  /** The limits of the watchlist and the collection do not apply. */
  readonly vip: boolean;
  /** Further plays of a title replace the one there is. */
  readonly watchOnlyOnce: boolean;
  readonly limits: AccountLimits;
}

/** How many entries fit in; beyond, a write is answered with 420. */
export interface AccountLimits {
  readonly history: number;
  readonly ratings: number;
  /** Entries of all types together. Absent: unlimited, though `/users/settings` tells Trakt's number; infinite: it tells none. */
  readonly watchlist?: number;
  /** Movies and episodes together. Absent and infinite as above. */
  readonly collection?: number;
}

/** Some of the settings, and some of the limits. */
export type AccountSettingsChange = Partial<Omit<AccountSettings, "limits">> & {
  readonly limits?: Partial<AccountLimits>;
};

/** An account of nobody in particular. */
export const defaultSettings: AccountSettings = {
  username: "sam",
  vip: false,
  watchOnlyOnce: false,
  uuid: "00000000-0000-4000-8000-000000000001",
  limits: { history: 100_000, ratings: 10_000 },
};

/** The settings after a change. */
export function changeSettings(settings: AccountSettings, change: AccountSettingsChange): AccountSettings {
  return { ...settings, ...change, limits: { ...settings.limits, ...change.limits } };
}

/** How many entries fit into one of the two lists that a VIP may fill without end. */
export function toCap({ vip, limits }: AccountSettings, list: "watchlist" | "collection"): number {
  return vip ? Number.POSITIVE_INFINITY : (limits[list] ?? Number.POSITIVE_INFINITY);
}
