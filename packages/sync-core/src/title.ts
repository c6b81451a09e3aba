import type { Id } from "./ids.ts";
import type { Collected, Item, ItemType, Rating, Side, Watched, Watchlisted } from "./item.ts";

/** One title as one side sees it: all its copies (Plex) or the parts of its record (Trakt), joined. */
export interface Title {
  readonly side: Side;
  readonly type: ItemType;
  /** Its place in the index. */
  readonly ordinal: number;
  readonly ids: readonly Id[];
  readonly title: string;
  readonly year: number | undefined;
  /** Seasons and episodes only. */
  readonly show: Title | undefined;
  readonly season: number | undefined;
  readonly number: number | undefined;
  /** Shows only: `other` when any copy of the show is numbered otherwise than TMDB does it. */
  readonly ordering: "tmdb" | "other" | undefined;
  /** Sorted by ref. Empty for a show that is known from its episodes only. */
  readonly items: readonly Item[];
  readonly runtimeMs: number | undefined;
  /** Present when any copy is watched: the newest view, the most plays. */
  readonly watched: Watched | undefined;
  /** The newest rating of all copies. */
  readonly rating: Rating | undefined;
  /** The best version of all copies, since the earliest of them. */
  readonly collection: Collected | undefined;
  readonly watchlist: Watchlisted | undefined;
  /** Shows only: its seasons and episodes. */
  readonly parts: readonly Title[];
}

/** A season's or an episode's place in its show as one number; `undefined` where the side gives no numbers. */
export function slotOf(title: {
  readonly type: ItemType;
  readonly season?: number | undefined;
  readonly number?: number | undefined;
}): number | undefined {
  if (title.season === undefined) return undefined;
  if (title.type === "season") return title.season * 65_536 + 65_535;
  return title.number === undefined ? undefined : title.season * 65_536 + title.number;
}
