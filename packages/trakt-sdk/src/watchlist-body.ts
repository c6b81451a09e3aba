import type { EpisodeIds, MovieIds, SeasonIds, ShowIds } from "./sync-body.ts";

interface Noted {
  /** 500 characters at most. */
  readonly notes?: string;
}

/** The body of `POST /sync/watchlist`. A show without `seasons` lists the show alone, and none of its episodes. */
export interface WatchlistBody {
  readonly movies?: readonly ({ readonly ids: MovieIds } & Noted)[];
  readonly shows?: readonly ({
    readonly ids: ShowIds;
    readonly seasons?: readonly {
      readonly number: number;
      readonly episodes?: readonly { readonly number: number }[];
    }[];
  } & Noted)[];
  readonly seasons?: readonly ({ readonly ids: SeasonIds } & Noted)[];
  readonly episodes?: readonly ({ readonly ids: EpisodeIds } & Noted)[];
}
