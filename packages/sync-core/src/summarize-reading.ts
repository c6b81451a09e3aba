import { isUsable } from "./id-order.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { type Field, type ItemType, type Side } from "./item.ts";
import { isUnknown, type Quality } from "./quality.ts";
import type { FieldRead } from "./snapshot.ts";
import type { Title } from "./title.ts";

/** How often each word occurs. */
export type Tally = Readonly<Record<string, number>>;

/** What a read of both sides found, counted. */
export interface ReadingSummary {
  /** How well each field was read on each side, and how many titles have a value there. */
  readonly fields: Readonly<Record<Field, Readonly<Record<Side, FieldRead & { readonly count: number }>>>>;
  /** Titles of the chosen Plex libraries, by type. */
  readonly titles: Readonly<Partial<Record<ItemType, number>>>;
  /** How many of them have ids by which they can be matched, their own or their show's. */
  readonly identified: number;
  /** What is owned, by the quality of its best version: `none` where there is none of it, `unknown` where it could not be told. */
  readonly resolution: Tally;
  readonly hdr: Tally;
  readonly audio: Tally;
  /** Ratings on Trakt, `1` to `10`. */
  readonly ratings: Tally;
  /** What Trakt has as watched, by the month of its last view (`2026-11`), UTC. */
  readonly lastViews: Tally;
}

/** Counts what both sides said. */
export function summarizeReading(indexes: Readonly<Record<Side, SnapshotIndex>>): ReadingSummary {
  const { plex, trakt } = indexes;
  const library = plex.titles.filter(({ items }) => items.some(({ ref }) => ref !== undefined));
  const owned = library.flatMap(({ collection }) => collection?.quality ?? []);
  const of = (field: Field) => ({
    plex: { ...plex.fields[field], count: plex.counts[field] },
    trakt: { ...trakt.fields[field], count: trakt.counts[field] },
  });
  return {
    fields: { watched: of("watched"), rating: of("rating"), collection: of("collection"), watchlist: of("watchlist") },
    titles: tally(library.map(({ type }) => type)),
    identified: library.filter(isIdentified).length,
    resolution: tally(owned.map((quality) => wordOf(quality, "resolution"))),
    hdr: tally(owned.map((quality) => wordOf(quality, "hdr"))),
    audio: tally(owned.map((quality) => wordOf(quality, "audio"))),
    ratings: tally(trakt.titles.flatMap(({ rating }) => (rating === undefined ? [] : String(rating.value)))),
    lastViews: tally(trakt.titles.flatMap(({ watched }) => watched?.at?.slice(0, 7) ?? [])),
  };
}

function isIdentified({ ids, show }: Title): boolean {
  return ids.some(isUsable) || (show?.ids.some(isUsable) ?? false);
}

function wordOf(quality: Quality, part: "resolution" | "hdr" | "audio"): string {
  return isUnknown(quality, part) ? "unknown" : (quality[part] ?? "none");
}

function tally(words: readonly string[]): Tally {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
