import type { TraktSettings } from "@pakt/trakt-sdk";

/** The id of a Trakt account: the one that never changes, where Trakt gives it. */
export function traktAccountId({ user }: TraktSettings): string {
  return user.ids?.uuid ?? user.ids?.slug ?? user.username;
}
