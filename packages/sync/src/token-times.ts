import type { Side } from "@pakt/sync-core";

import type { TokenAge } from "./credentials.ts";
import type { Home } from "./home.ts";

/** Where tokens come from, and how old they are; absent what nobody knows. */
export interface TokenTimes {
  readonly source: TokenAge["source"];
  readonly signedInAt?: string;
  readonly renewedAt?: string;
  readonly expiresAt?: string;
}

/** How old a side's tokens are; nothing where there are none. */
export async function readTokenTimes(home: Home, side: Side): Promise<{ readonly tokens?: TokenTimes }> {
  const age = await home.credentials.tokenAge(side);
  if (age === undefined) return {};
  const { source, ...times } = age;
  const known = Object.entries(times).map(([name, at]) => [name, new Date(at).toISOString()]);
  return { tokens: { source, ...Object.fromEntries(known) } };
}
