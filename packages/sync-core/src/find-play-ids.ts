import type { Operation } from "./operation.ts";
import { playKeys, type PlayedTitle } from "./sent-index.ts";
import type { ShownPlay } from "./settle-ledger.ts";
import { toMinute } from "./time.ts";

/** A play of Trakt's history with its id. */
export interface PlayWithId extends ShownPlay {
  readonly play: number;
}

/**
 * Trakt's ids of the plays that operations added, by operation. `several`: other plays of that minute are there too, and nothing tells which is
 * pakt's. What the history does not show is left out.
 */
export type FoundPlays = Readonly<Record<string, number | "several">>;

/** What is known of an operation's play beside its title and minute. */
export interface KnownPlays {
  /** Trakt's ids of plays that were told apart before, by operation. */
  readonly ids?: Readonly<Record<string, number>>;
  /** Operations whose play was removed and added again since. */
  readonly readded?: ReadonlySet<string>;
}

/**
 * Finds the plays that operations added: the play of the title at that minute. Of several the one stored first is ours, as none is sent where one
 * of that minute is there; one that was added again may have come later. No play is given twice.
 */
export function findPlayIds(
  operations: readonly Operation[],
  shown: readonly PlayWithId[],
  { ids: known = {}, readded }: KnownPlays = {},
): FoundPlays {
  const byMoment = new Map<string, Set<number>>();
  for (const play of shown) {
    for (const key of momentKeys(play, play.at)) {
      const others = byMoment.get(key);
      if (others === undefined) byMoment.set(key, new Set([play.play]));
      else others.add(play.play);
    }
  }
  const all = new Set(shown.map(({ play }) => play));
  const taken = new Set<number>();
  const found: Record<string, number | "several"> = {};
  for (const { id, reason, field, action, side, target, ...rest } of operations) {
    if (field !== "watched" || action !== "add" || side !== "trakt" || !("at" in rest)) continue;
    const own = known[id];
    if (own !== undefined) {
      if (all.has(own)) found[id] = own;
      continue;
    }
    const { type, ids, show, season, number } = target;
    const keys = momentKeys({ type, ids, showIds: show?.ids, season, number }, rest.at);
    const candidates = new Set(
      keys.flatMap((key) => [...(byMoment.get(key) ?? [])]).filter((play) => !taken.has(play)),
    );
    if (candidates.size === 0) continue;
    if (candidates.size > 1 && (reason === "undone" || readded?.has(id) === true)) {
      found[id] = "several";
      continue;
    }
    const play = Math.min(...candidates);
    taken.add(play);
    found[id] = play;
  }
  return found;
}

function momentKeys(title: PlayedTitle, at: string): readonly string[] {
  const minute = toMinute(at) ?? "unknown";
  return playKeys(title).map((key) => `${key} ${minute}`);
}
