import { incomplete } from "./incomplete.ts";
import type { Page } from "./page.ts";

/**
 * Fetches the pages of a list that announces no total, one by one, until a page ends it.
 *
 * An empty page ends it, and so does one that is shorter than the applied limit; where that limit is not announced, one shorter than
 * the first (so the first alone ends nothing). Throws `incomplete` for a page that brings nothing new: such a service repeats itself.
 */
export async function walkUncounted<T>(parts: {
  readonly first: Page<T>;
  readonly readPage: (page: number, signal: AbortSignal | undefined) => Promise<Page<T>>;
  readonly key: (row: T) => string;
  readonly signal: AbortSignal | undefined;
}): Promise<readonly Page<T>[]> {
  const { first, readPage, key } = parts;
  const seen = new Set(first.rows.map(key));
  const pages = [first];
  let page = first;
  while (!isLast(page, first)) {
    page = await readPage(page.page + 1, parts.signal);
    pages.push(page);
    const before = seen.size;
    for (const row of page.rows) seen.add(key(row));
    if (page.rows.length > 0 && seen.size === before) throw incomplete(`page ${page.page} repeats earlier ones`);
  }
  const announced = first.pageCount ?? 0;
  if (pages.length < announced) throw incomplete(`${pages.length} of ${announced} pages came`);
  return pages;
}

function isLast(page: Page<unknown>, first: Page<unknown>): boolean {
  const { rows } = page;
  if (rows.length === 0) return true;
  const limit = page.limit ?? first.limit ?? first.rows.length;
  return rows.length < limit && page.page >= (first.pageCount ?? 1);
}
