import { createTitleFinder, type Findable } from "./find-title.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import type { FieldValues, Item, Side } from "./item.ts";
import { mergeCollected, mergeRating, mergeWatched, mergeWatchlisted } from "./merge-values.ts";
import type { Operation } from "./operation.ts";

/** What a side holds of a title. */
export type Held = { readonly [Key in keyof FieldValues]?: FieldValues[Key] | undefined } & Pick<Item, "exactRating">;

/** What the sides hold now of what an operation was about. */
export interface SideReader {
  /** A title's values on a side. */
  held(side: Side, wanted: Findable): Held;
  /** A title's copies in Plex. */
  copies(wanted: Findable): readonly Item[];
  /** The Plex copy with that handle. */
  copy(ref: string): Item | undefined;
  /** What was written to: the copy, or the title on the operation's side. `undefined` for a copy that is not there any more. */
  written(operation: Operation): Held | undefined;
}

/** Makes a reader of both sides' reads. */
export function createSideReader(sides: { readonly plex: SnapshotIndex; readonly trakt: SnapshotIndex }): SideReader {
  const find = { plex: createTitleFinder(sides.plex), trakt: createTitleFinder(sides.trakt) };
  const byRef = new Map<string, Item>();
  for (const { items } of sides.plex.titles) {
    for (const item of items) if (item.ref !== undefined) byRef.set(item.ref, item);
  }
  const held = (side: Side, wanted: Findable): Held => {
    const titles = find[side](wanted);
    return {
      watched: titles.map(({ watched }) => watched).reduce(mergeWatched, undefined),
      rating: titles.map(({ rating }) => rating).reduce(mergeRating, undefined),
      collection: titles.map(({ collection }) => collection).reduce(mergeCollected, undefined),
      watchlist: titles.map(({ watchlist }) => watchlist).reduce(mergeWatchlisted, undefined),
    };
  };
  return {
    held,
    copies: (wanted) => find.plex(wanted).flatMap(({ items }) => items.filter(({ ref }) => ref !== undefined)),
    copy: (ref) => byRef.get(ref),
    written: (operation) =>
      "ref" in operation && operation.ref !== undefined
        ? byRef.get(operation.ref)
        : held(operation.side, operation.target),
  };
}
