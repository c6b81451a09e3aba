import type { Id } from "./ids.ts";
import type { ItemType } from "./item.ts";
import type { Ledger, SentPlay, SentScrobble } from "./ledger.ts";
import { slotOf } from "./title.ts";

/** A title as the ledger and Trakt's history name it. */
export interface PlayedTitle {
  readonly type: ItemType;
  readonly ids: readonly Id[];
  readonly showIds?: readonly Id[] | undefined;
  readonly season?: number | undefined;
  readonly number?: number | undefined;
}

/** What was sent, by title and by copy. */
export interface SentIndex {
  /** Plays of a title: by any id, or by its show and number. */
  readonly playsOf: (title: PlayedTitle) => readonly SentPlay[];
  readonly scrobblesOf: (ref: string) => readonly SentScrobble[];
}

const none: readonly SentScrobble[] = [];

/** Indexes the ledger's plays and scrobbles. */
export function indexSent({ plays, scrobbles }: Ledger): SentIndex {
  const byKey = new Map<string, SentPlay[]>();
  for (const play of plays) {
    for (const key of playKeys(play)) byKey.set(key, [...(byKey.get(key) ?? []), play]);
  }
  const byRef = new Map<string, SentScrobble[]>();
  for (const scrobble of scrobbles) byRef.set(scrobble.ref, [...(byRef.get(scrobble.ref) ?? []), scrobble]);
  return {
    playsOf: (title) => (byKey.size === 0 ? [] : [...new Set(playKeys(title).flatMap((key) => byKey.get(key) ?? []))]),
    scrobblesOf: (ref) => byRef.get(ref) ?? none,
  };
}

/** The keys by one of which two mentions of a title are known to be the same. */
export function playKeys(title: PlayedTitle): readonly string[] {
  const slot = slotOf(title);
  const byNumber = slot === undefined ? [] : (title.showIds ?? []).map((id) => `${title.type}@${id}:${slot}`);
  return [...title.ids.map((id) => `${title.type}:${id}`), ...byNumber];
}
