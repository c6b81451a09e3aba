import type { Operation } from "./operation.ts";
import { playKeys, type PlayedTitle } from "./sent-index.ts";
import type { ShownPlay } from "./settle-ledger.ts";
import { toMinute } from "./time.ts";

/** A play of Trakt's history with its id. */
export interface PlayWithId extends ShownPlay {
  readonly play: number;
}

/**
 * Trakt's ids of the plays that operations added, by operation: the play of the title at that minute. Where several are (a person
 * may have recorded one too), the one that was stored last is ours; no play is given twice. What the history does not show is left out.
 */
export function findPlayIds(
  operations: readonly Operation[],
  shown: readonly PlayWithId[],
): Readonly<Record<string, number>> {
  const byMoment = new Map<string, Set<number>>();
  for (const play of shown) {
    for (const key of momentKeys(play, play.at)) {
      const others = byMoment.get(key);
      if (others === undefined) byMoment.set(key, new Set([play.play]));
      else others.add(play.play);
    }
  }
  const taken = new Set<number>();
  const found: Record<string, number> = {};
  for (const { id, field, action, side, target, ...rest } of operations) {
    if (field !== "watched" || action !== "add" || side !== "trakt" || !("at" in rest)) continue;
    const { type, ids, show, season, number } = target;
    const keys = momentKeys({ type, ids, showIds: show?.ids, season, number }, rest.at);
    const candidates = keys.flatMap((key) => [...(byMoment.get(key) ?? [])]).filter((play) => !taken.has(play));
    if (candidates.length === 0) continue;
    const play = Math.max(...candidates);
    taken.add(play);
    found[id] = play;
  }
  return found;
}

function momentKeys(title: PlayedTitle, at: string): readonly string[] {
  const minute = toMinute(at) ?? "unknown";
  return playKeys(title).map((key) => `${key} ${minute}`);
}
