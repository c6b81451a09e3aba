import type { Field, HistoryPlay, Item, NumberingDoubt, PlayWithId, SentPlay, Snapshot } from "@pakt/sync-core";
import type { TraktSettings } from "@pakt/trakt-sdk";

import type { ListCounts } from "./account-limits.ts";
import { createAccountRoom } from "./account-room.ts";
import { applyToTrakt } from "./apply-to-trakt.ts";
import { isoNow } from "./clock.ts";
import { fetchTrakt } from "./fetch-trakt.ts";
import { createLimitMemory } from "./found-limits.ts";
import { findPlays } from "./find-plays.ts";
import { readHistory } from "./read-history.ts";
import type { FetchRequest, Replica } from "./replica.ts";
import { readSeasonLists } from "./season-lists.ts";
import { traktAccountId } from "./trakt-account.ts";
import type { TraktCache } from "./trakt-cache.ts";
import type { TraktWriteContext } from "./trakt-endpoints.ts";
import { UNLISTED } from "./unlisted.ts";

/** What a Trakt replica stands on. */
export interface TraktReplicaOptions extends TraktWriteContext {
  readonly cache: TraktCache;
  /** The sign-in; another one's cache is not used. */
  readonly lineage: string;
}

/** The Trakt side, with what only Trakt has. */
export interface TraktReplica extends Replica {
  /** The account's settings, once a fetch has read them. */
  settings(): TraktSettings | undefined;
  /** Trakt's own numbering of shows whose numbers cannot be trusted. */
  readSeasonLists(doubts: readonly NumberingDoubt[], signal?: AbortSignal): Promise<readonly Item[]>;
  /** The plays that the history shows around the given ones. Complete, or it throws a TraktError. */
  findPlays(plays: readonly Pick<SentPlay, "at">[], signal?: AbortSignal): Promise<readonly PlayWithId[]>;
  /** Every play of the account. Complete, or it throws a TraktError. */
  readHistory(options?: Pick<FetchRequest, "signal" | "onProgress">): Promise<readonly HistoryPlay[]>;
  /** Forgets what was cached of these fields: the next fetch reads them. */
  forget(fields: readonly Field[]): Promise<void>;
}

const CACHED_LISTS: Readonly<Record<Field, readonly string[]>> = {
  watched: ["watched-movies", "watched-shows"],
  rating: ["ratings"],
  collection: ["collected-movies", "collected-shows"],
  watchlist: ["watchlist-movies", "watchlist-shows", "watchlist-seasons", "watchlist-episodes"],
};

/** The Trakt side: complete pages of what changed in, one POST a batch out. */
export function createTraktReplica(options: TraktReplicaOptions): TraktReplica {
  const { trakt, cache, clock } = options;
  const limits = createLimitMemory(options);
  let settings: TraktSettings | undefined;
  let counts: ListCounts = {};
  return {
    side: "trakt",
    fetch: async (request): Promise<Snapshot> => {
      const takenAt = isoNow(clock);
      const read = await fetchTrakt(options, request);
      settings = read.settings;
      counts = read.counts;
      const account = traktAccountId(settings);
      return {
        side: "trakt",
        takenAt,
        identity: { account },
        unlisted: UNLISTED.trakt,
        limits: read.limits,
        fields: read.fields,
        items: read.items,
      };
    },
    apply: async (operations, hooks) => {
      const room = createAccountRoom(counts, clock);
      const result = await applyToTrakt({ ...options, room }, operations, hooks);
      const found = room.found();
      if (Object.keys(found).length > 0) await limits.write({ ...(await limits.read()), ...found });
      return result;
    },
    settings: () => settings,
    readSeasonLists: (doubts, signal) => readSeasonLists({ trakt, cache, clock }, doubts, signal),
    findPlays: (plays, signal) => findPlays(trakt, plays, signal),
    readHistory: (request) => readHistory(trakt, request),
    forget: async (fields) => {
      for (const list of fields.flatMap((field) => CACHED_LISTS[field])) await cache.remove(list);
    },
  };
}
