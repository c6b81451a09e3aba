import type { Field, FieldRead, Item } from "@pakt/sync-core";
import { isTraktError, paginate } from "@pakt/trakt-sdk";
import type { PageList } from "@pakt/trakt-sdk";

import { PaktError } from "./pakt-error.ts";
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
  const cached = request.fresh.has(field) ? undefined : await cache.read<readonly T[]>(name);
  if (cached?.lineage === lineage && cached.stamps === stamps) return wholeList(list, cached.value);
  try {
    const rows = await readRows(list, request);
    await cache.write(name, { lineage, stamps, value: rows });
    return wholeList(list, rows);
  } catch (error) {
    return { items: [], read: failedRead(error, list.what) };
  }
}

/** What the lists of one field come to together: `partial` where some of them failed. */
export function joinReads(...reads: readonly FieldRead[]): FieldRead {
  const reasons = reads.flatMap(({ reason }) => reason ?? []);
  if (reasons.length === 0) return { state: reads.some(({ state }) => state === "complete") ? "complete" : "off" };
  return { state: reasons.length === reads.length ? "failed" : "partial", reason: reasons.join("; ") };
}

function wholeList<T>({ toItems }: ListToRead<T>, rows: readonly T[]): ListRead {
  return { items: rows.flatMap(toItems), rows: rows.length, read: { state: "complete" } };
}

async function readRows<T>({ list, limit, key, what }: ListToRead<T>, request: FetchRequest): Promise<readonly T[]> {
  const { signal, onProgress } = request;
  let done = 0;
  const pages = paginate(list, {
    limit,
    key,
    signal,
    onPage: ({ page, rows, itemCount }) => {
      // A list that changed on the way is read a second time, from its first page.
      done = page === 1 ? rows : done + rows;
      onProgress?.({ what, done, ...(itemCount === undefined ? {} : { total: itemCount }) });
    },
  });
  const whole: T[] = [];
  for await (const rows of pages) whole.push(...rows);
  return whole;
}

/** What a failed list means for its field; failures that stop the whole side are passed on. */
function failedRead(error: unknown, what: string): FieldRead {
  const failure = toTraktPaktError(error);
  if (!(failure instanceof PaktError) || failure.code !== "trakt-unreachable") throw failure;
  const reason = `the ${what}: ${isTraktError(error) ? error.message : failure.message}`;
  return { state: "failed", reason };
}
