import type { Field, FieldRead, Item } from "@pakt/sync-core";
import { isTraktError, paginate } from "@pakt/trakt-sdk";
import type { PageList } from "@pakt/trakt-sdk";

import { PaktError } from "./pakt-error.ts";
import { packItems, unpackItems } from "./packed-items.ts";
import type { PackedItems } from "./packed-items.ts";
import type { FetchRequest } from "./replica.ts";
import type { TraktCache } from "./trakt-cache.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/** A list of Trakt, and what becomes of its rows. */
export interface ListToRead<T> {
  readonly field: Field;
  /** Its name in the cache. */
  readonly name: string;
  /** Its name for people, e.g. `watched movies`. */
  readonly what: string;
  /** The `last_activities` stamps that belong to it. */
  readonly stamps: string;
  readonly list: PageList<T>;
  /** Rows a page. */
  readonly limit: number;
  readonly key: (row: T) => string;
  readonly toItems: (row: T) => readonly Item[];
}

/** The items of a whole list, or none and why. */
export interface ListRead {
  readonly items: readonly Item[];
  /** How many rows the list has; absent where it was not read. */
  readonly rows?: number;
  /** `complete`, `failed` or `off`. A list is never `partial`: no row is handed out before it is proven whole. */
  readonly read: FieldRead;
}

/** Reads a list whole, from the cache where its stamps have not moved. Throws PaktError where nothing of Trakt can be used. */
export async function readTraktList<T>(
  { cache, lineage }: { readonly cache: TraktCache; readonly lineage: string },
  request: FetchRequest,
  list: ListToRead<T>,
): Promise<ListRead> {
  const { field, name, stamps } = list;
  if (!request.fields.includes(field)) return { items: [], read: { state: "off" } };
  const cached = request.fresh.has(field) ? undefined : await cache.read<CachedRows>(name);
  if (cached?.lineage === lineage && cached.stamps === stamps) {
    const { rows, packed } = cached.value;
    return { items: unpackItems(packed, field), rows, read: { state: "complete" } };
  }
  try {
    const rows = await readRows(list, request);
    const items = rows.flatMap((row) => row.items);
    await cache.write(name, { lineage, stamps, value: { rows: rows.length, packed: packItems(items, field) } });
    return { items, rows: rows.length, read: { state: "complete" } };
  } catch (error) {
    return { items: [], read: failedRead(error, list.what) };
  }
}

/** What is remembered of a list: not its rows, of which there is more than is used. */
interface CachedRows {
  readonly rows: number;
  readonly packed: PackedItems;
}

/** What the lists of one field come to together: `partial` where some of them failed. */
export function joinReads(...reads: readonly FieldRead[]): FieldRead {
  const reasons = reads.flatMap(({ reason }) => reason ?? []);
  if (reasons.length === 0) return { state: reads.some(({ state }) => state === "complete") ? "complete" : "off" };
  return { state: reasons.length === reads.length ? "failed" : "partial", reason: reasons.join("; ") };
}

interface ReadRow {
  readonly key: string;
  readonly items: readonly Item[];
}

/** Rows become items page by page: the pages of a list are kept until it is proven whole, and rows are large. */
async function readRows<T>(
  { list, limit, key, toItems, what }: ListToRead<T>,
  request: FetchRequest,
): Promise<readonly ReadRow[]> {
  const { signal, onProgress } = request;
  const listItems: PageList<ReadRow> = async (asked) => {
    const page = await list(asked);
    return { ...page, rows: page.rows.map((row) => ({ key: key(row), items: toItems(row) })) };
  };
  let done = 0;
  const pages = paginate(listItems, {
    limit,
    key: (row) => row.key,
    signal,
    onPage: ({ page, rows, itemCount }) => {
      // A list that changed on the way is read a second time, from its first page.
      done = page === 1 ? rows : done + rows;
      onProgress?.({ what, done, ...(itemCount === undefined ? {} : { total: itemCount }) });
    },
  });
  const whole: ReadRow[] = [];
  for await (const rows of pages) whole.push(...rows);
  return whole;
}

/** What a failed list means for its field; failures that stop the whole side are passed on. */
function failedRead(error: unknown, what: string): FieldRead {
  // What this one list may not be read for says nothing of the others.
  if (isTraktError(error, "vip-required") || isTraktError(error, "forbidden")) {
    return { state: "failed", reason: `the ${what}: ${error.message}` };
  }
  const failure = toTraktPaktError(error);
  if (!(failure instanceof PaktError) || failure.code !== "trakt-unreachable") throw failure;
  const reason = `the ${what}: ${isTraktError(error) ? error.message : failure.message}`;
  return { state: "failed", reason };
}
