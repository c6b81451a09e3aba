import { incomplete } from "./incomplete.ts";
import type { Page, PageList } from "./page.ts";
import { walkCounted } from "./walk-counted.ts";
import { walkUncounted } from "./walk-uncounted.ts";
import { isTraktError } from "./trakt-error.ts";

/** What proves that a list was read whole. */
export interface PaginationProof {
  /** Rows handed out, without duplicates. */
  readonly rows: number;
  /** The count that Trakt announced, equal to `rows`; absent when it announced none. */
  readonly itemCount?: number;
  /** Requests of the walk that was proven. */
  readonly pages: number;
}

/** One page that has come. */
export interface PageProgress {
  readonly page: number;
  readonly pageCount?: number;
  readonly itemCount?: number;
  /** Rows on this page. */
  readonly rows: number;
}

/** How to read a list whole. */
export interface PaginateOptions<T> {
  /** Rows a page to ask for. Default 250, the most that Trakt applies to ordinary lists. */
  readonly limit?: number | undefined;
  /** What makes two rows the same; later duplicates are dropped (trakt/trakt-api#760). */
  readonly key: (row: T) => string;
  /** Pages on their way at once, after the first. Default 4. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called for each page as it arrives, in any order. */
  readonly onPage?: ((page: PageProgress) => void) | undefined;
}

/**
 * Reads a list whole, or throws: yields its pages in order and returns the proof.
 *
 * No row is handed out before the walk is proven, for a row of a walk that had to be repeated could be one that is gone. With
 * counts in the headers the unique rows must equal the announced total in every answer; without, the walk ends on an empty page or on
 * one shorter than the limit. A total that changes on the way is walked again once. No request is made beyond what the headers ask for.
 *
 * Throws `incomplete` when the list cannot be proven whole, and what `list` throws.
 */
export async function* paginate<T>(
  list: PageList<T>,
  options: PaginateOptions<T>,
): AsyncGenerator<readonly T[], PaginationProof> {
  const walked = (await walk(list, options)) ?? (await walk(list, options));
  if (walked === undefined) throw incomplete("the list keeps changing while it is read");
  const { pages, itemCount } = walked;
  const seen = new Set<string>();
  const unique = pages.map(({ rows }) => rows.filter((row) => isNew(seen, options.key(row))));
  if (itemCount !== undefined && seen.size !== itemCount) {
    throw incomplete(`${seen.size} rows came where ${itemCount} were announced`);
  }
  for (const rows of unique) {
    if (rows.length > 0) yield rows;
  }
  return { rows: seen.size, pages: pages.length, ...(itemCount === undefined ? {} : { itemCount }) };
}

interface Walked<T> {
  readonly pages: readonly Page<T>[];
  readonly itemCount?: number;
}

// Undefined when the announced total changed on the way.
async function walk<T>(list: PageList<T>, options: PaginateOptions<T>): Promise<Walked<T> | undefined> {
  const limit = options.limit ?? 250;
  const readPage = async (number: number, signal: AbortSignal | undefined): Promise<Page<T>> => {
    const page = await list({ page: number, limit, signal }).catch((error) => {
      throw number > 1 && isTraktError(error, "not-found") ? incomplete(`page ${number} is missing`, error) : error;
    });
    const { pageCount, itemCount } = page;
    options.onPage?.({
      page: number,
      rows: page.rows.length,
      ...(pageCount === undefined ? {} : { pageCount }),
      ...(itemCount === undefined ? {} : { itemCount }),
    });
    return page;
  };

  const first = await readPage(1, options.signal);
  if (first.itemCount === undefined) {
    return { pages: await walkUncounted({ first, readPage, key: options.key, signal: options.signal }) };
  }
  const pages = await walkCounted({ first, readPage, concurrency: options.concurrency ?? 4, signal: options.signal });
  return pages && { pages, itemCount: first.itemCount };
}

function isNew(seen: Set<string>, key: string): boolean {
  const before = seen.size;
  return seen.add(key).size > before;
}
