import type { Metadata } from "./sample-files.ts";

/** A title of the household, with where it is on each side. */
export interface PlacedTitle {
  readonly type: "movie" | "show" | "season" | "episode";
  /** For people. */
  readonly name: string;
  /** Rating keys of its copies; none when it is on no shelf. */
  readonly ratingKeys: readonly string[];
  /** Absent when Trakt does not know it. */
  readonly traktId?: number;
  /** What Trakt's collection should say of it; absent when it should say nothing. */
  readonly collected?: Metadata;
  /** Its key in Plex's catalogue; absent when that does not know it, or was not asked. */
  readonly plexKey?: string;
  /** The one side whose watchlist has it in the end. */
  readonly staysOn?: "plex" | "trakt";
}
