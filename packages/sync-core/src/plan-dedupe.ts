import { compareText } from "./compare-text.ts";
import type { PlayWithId } from "./find-play-ids.ts";
import type { ShowOfItem } from "./item.ts";
import type { RemovePlay, Target } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { slotOf } from "./title.ts";
import { fromMinute, toMinute } from "./time.ts";
import type { Identity } from "./snapshot.ts";
import { trustedIds } from "./id-order.ts";

/** A play of Trakt's history, with the title that it is of. */
export interface HistoryPlay extends PlayWithId {
  readonly title: string;
  readonly year?: number;
  readonly show?: ShowOfItem;
}

/** What a search for doubled plays is made from. */
export interface DedupeInput {
  /** The whole history. */
  readonly history: readonly HistoryPlay[];
  /** Plays of one title that are closer than this are one view, milliseconds. */
  readonly withinMs: number;
  readonly trakt: Identity;
  readonly plex: Identity;
  readonly now: string;
}

/**
 * A plan that removes plays which another of the same title precedes by less than a moment: the first of them stays. Plays without a date
 * are one view. Base is not touched: the title stays watched. Pure.
 */
export function planDedupe({ history, withinMs, trakt, plex, now }: DedupeInput): Plan {
  const titles = new Map<string, HistoryPlay[]>();
  for (const play of history) {
    const key = keyOf(play);
    if (key === undefined) continue;
    const others = titles.get(key);
    if (others === undefined) titles.set(key, [play]);
    else others.push(play);
  }
  const operations = [...titles].flatMap(([key, plays]) => doublesOf(plays, withinMs).map((play) => remove(key, play)));
  return {
    version: 1,
    createdAt: now,
    plex,
    trakt,
    operations: operations.toSorted((a, b) => compareText(a.id, b.id)),
    conflicts: [],
    kept: [],
    skipped: [],
    refused: [],
    problems: [],
    held: [],
    adopted: { records: {}, goals: {} },
  };
}

function keyOf(play: HistoryPlay): string | undefined {
  const id = play.ids.find((each) => each.startsWith("trakt:")) ?? play.ids[0];
  if (id !== undefined) return `${play.type}:${id}`;
  const show = play.showIds?.find((each) => each.startsWith("trakt:")) ?? play.showIds?.[0];
  const slot = slotOf(play);
  return show === undefined || slot === undefined ? undefined : `${play.type}:${show}:${slot}`;
}

/** Each play that follows the last that stays within the moment. */
function doublesOf(plays: readonly HistoryPlay[], withinMs: number): readonly HistoryPlay[] {
  const inTime = plays.toSorted((a, b) => timeOf(a) - timeOf(b) || a.play - b.play);
  const doubles: HistoryPlay[] = [];
  let stays: HistoryPlay | undefined;
  for (const play of inTime) {
    if (stays !== undefined && timeOf(play) - timeOf(stays) <= withinMs) doubles.push(play);
    else stays = play;
  }
  return doubles;
}

function timeOf({ at }: HistoryPlay): number {
  return (toMinute(at) ?? 0) * 60_000;
}

function remove(row: string, play: HistoryPlay): RemovePlay {
  const { type, ids, title, year, show, season, number } = play;
  const minute = toMinute(play.at);
  const at = minute === undefined ? "unknown" : fromMinute(minute);
  const target: Target = {
    type,
    ids: trustedIds(ids, []),
    title,
    by: ids.length > 0 ? "ids" : "number",
    ...(year !== undefined && { year }),
    ...(show !== undefined && { show }),
    ...(season !== undefined && { season }),
    ...(number !== undefined && { number }),
  };
  return {
    id: `watched:remove:trakt:${row}@${at}#${play.play}`,
    row,
    reason: "doubled",
    target,
    field: "watched",
    action: "remove",
    side: "trakt",
    play: play.play,
    at,
  };
}
