import type { TraktMetadataBody } from "./schemas/media-metadata.ts";
import type { EpisodeIds, MovieIds, SeasonIds, ShowIds } from "./sync-body.ts";
import type { UtcTime } from "./utc-time.ts";

/** When a copy was acquired: UTC ISO 8601 with `Z`, or `released` (documented for episodes). */
export type CollectedAt = UtcTime | "released";

/**
 * What is said of a collected copy. Send all that is known each time: what Trakt does with a date or a key that is left out of an entry
 * that it has already is unverified (it may take the date for now).
 */
export interface Collected extends TraktMetadataBody {
  /** Default now. */
  readonly collected_at?: CollectedAt;
}

/** The body of `POST /sync/collection`. What stands on a show or season holds for what is nested in it. */
export interface CollectionBody {
  readonly movies?: readonly ({ readonly ids: MovieIds } & Collected)[];
  /** Without `seasons` *every* episode of the show is collected: list the episodes. */
  readonly shows?: readonly ({
    readonly ids: ShowIds;
    readonly seasons?: readonly ({
      readonly number: number;
      readonly episodes?: readonly ({ readonly number: number } & Collected)[];
    } & Collected)[];
  } & Collected)[];
  readonly seasons?: readonly ({ readonly ids: SeasonIds } & Collected)[];
  readonly episodes?: readonly ({ readonly ids: EpisodeIds } & Collected)[];
}
