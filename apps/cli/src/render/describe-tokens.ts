import type { Status } from "@pakt/sync";
import { formatAge, formatMinute } from "./format-amounts.ts";

type TokenTimes = NonNullable<Status["trakt"]["tokens"]>;

/** How old a sign-in is: `signed in 3 weeks ago, renewed 2 days ago, good until 2026-02-01 10:00 UTC`. */
export function describeTokens({ source, signedInAt, renewedAt, expiresAt }: TokenTimes, now: string): string {
  const ago = (time: string): string => formatAge(Date.parse(now) - Date.parse(time));
  return [
    beginning(source, signedInAt === undefined ? undefined : ago(signedInAt)),
    ...(renewedAt === undefined ? [] : [`renewed ${ago(renewedAt)}`]),
    ...(expiresAt === undefined ? [] : [end(expiresAt, now)]),
  ].join(", ");
}

function beginning(source: TokenTimes["source"], age: string | undefined): string {
  if (source === "environment") {
    return "from the environment";
  }
  return age === undefined ? "signed in" : `signed in ${age}`;
}

function end(expiresAt: string, now: string): string {
  const time = `${formatMinute(expiresAt)} UTC`;
  return expiresAt > now ? `good until ${time}` : `ended ${time}`;
}
