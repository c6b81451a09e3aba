import { paginate } from "@pakt/trakt-sdk";
import type { Trakt, TraktMinimalCollected, TraktSettings } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";

/** How much an account may hold of something, and how much it holds where that is asked for. */
export interface LimitInUse {
  /** Trakt's word: `watchlist`, `collection`, `list`, `favorites`, `notes`. */
  readonly name: string;
  readonly limit: number;
  /** Absent where pakt does not write there. */
  readonly used?: number;
}

/** Ids only: so many come in one page (Trakt's own web client). */
const MINIMAL_PAGE = 50_000;

/**
 * The limits that an account tells of, with what it uses of those that pakt fills: five requests. A paying account has none here.
 * Throws TraktError.
 */
export async function readLimitsInUse(
  trakt: Trakt,
  settings: TraktSettings,
  signal: AbortSignal | undefined,
): Promise<readonly LimitInUse[]> {
  if (isVip(settings)) return [];
  const told = Object.entries(settings.limits ?? {}).flatMap(([name, value]) =>
    value?.item_count == null ? [] : [{ name, limit: value.item_count }],
  );
  return Promise.all(
    told.map(async (limit): Promise<LimitInUse> => {
      const used = await readUse(trakt, limit.name, signal);
      return used === undefined ? limit : { ...limit, used };
    }),
  );
}

async function readUse({ sync }: Trakt, name: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  switch (name) {
    case "watchlist":
      return (await sync.watchlist()({ page: 1, limit: 1, signal })).itemCount;
    case "collection": {
      const lists = [sync.collectionMoviesMinimal(), sync.collectionEpisodesMinimal()];
      const counts = await Promise.all(lists.map((list) => countRows(list, signal)));
      return counts.reduce((sum, count) => sum + count, 0);
    }
    default:
      return undefined;
  }
}

async function countRows(
  list: ReturnType<Trakt["sync"]["collectionMoviesMinimal"]>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let count = 0;
  for await (const rows of paginate(list, { limit: MINIMAL_PAGE, key: keyOf, signal })) count += rows.length;
  return count;
}

function keyOf({ trakt }: TraktMinimalCollected): string {
  return String(trakt);
}
