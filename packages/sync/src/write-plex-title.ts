import { isPlexError } from "@pakt/plex-sdk";
import type { PlexError } from "@pakt/plex-sdk";
import type { Outcome } from "@pakt/sync-core";

import { findPlexTitle } from "./find-plex-title.ts";
import { toOutcome } from "./to-outcome.ts";
import type { PlexWatchlistContext, PlexWatchlistOperation } from "./write-plex-watchlist.ts";

/** What became of one title's write. */
export interface WrittenTitle {
  readonly outcome: Outcome;
  /** Under which keys it stands on the list, or would. */
  readonly keys?: readonly string[];
  /** Set when the service failed, as opposed to refusing this title or not knowing it. */
  readonly error?: PlexError;
}

/**
 * Puts one title on the watchlist, or takes off every entry of it. `unknown` when the answer was lost, and when Plex says that there was
 * nothing to do: the list has to show it.
 */
export async function writePlexTitle(
  context: PlexWatchlistContext,
  operation: PlexWatchlistOperation,
): Promise<WrittenTitle> {
  const { clock } = context;
  const gone = new Set<string>();
  let keys: readonly string[] = [];
  try {
    for (;;) {
      const found = await keysOf(context, operation, gone);
      if ("unmatched" in found) return { outcome: toOutcome(clock, operation, "unmatched", found.unmatched) };
      keys = found.keys;
      const { missing, isAlready } = await writeKeys(context, operation, keys);
      if (missing === undefined) {
        const outcome = isAlready
          ? toOutcome(clock, operation, "unknown", UNSEEN)
          : toOutcome(clock, operation, "applied");
        return { outcome, keys };
      }
      // A library may know a title by a key that Plex has given up: it may be there under another.
      gone.add(missing);
    }
  } catch (error) {
    if (!isPlexError(error)) throw error;
    const outcome = toOutcome(clock, operation, error.mayHaveHappened ? "unknown" : "failed", error.message);
    return error.code === "invalid-request" ? { outcome, keys } : { outcome, keys, error };
  }
}

const UNSEEN = "Plex says that it was so already, and the list could not be read to see it";

/** A removal takes off every entry of the title; an add needs the title's key in Plex's catalogue. */
async function keysOf(
  context: PlexWatchlistContext,
  operation: PlexWatchlistOperation,
  gone: ReadonlySet<string>,
): Promise<{ readonly keys: readonly string[] } | { readonly unmatched: string }> {
  const listed = operation.action === "remove" ? (operation.before.keys ?? []) : [];
  const left = listed.filter((key) => !gone.has(key));
  if (left.length > 0) return { keys: left };
  const found = await findPlexTitle(context, operation.target, gone);
  return "key" in found ? { keys: [found.key] } : found;
}

/** `missing`: the first key that Plex does not have; without one all were written. `isAlready`: one of them was said to be so before. */
async function writeKeys(
  { discover }: PlexWatchlistContext,
  { action }: PlexWatchlistOperation,
  keys: readonly string[],
): Promise<{ readonly missing?: string; readonly isAlready: boolean }> {
  let isAlready = false;
  for (const ratingKey of keys) {
    try {
      const answer = await (action === "add" ? discover.add({ ratingKey }) : discover.remove({ ratingKey }));
      isAlready ||= answer === "already";
    } catch (error) {
      if (isPlexError(error, "not-found")) return { missing: ratingKey, isAlready };
      throw error;
    }
  }
  return { isAlready };
}
