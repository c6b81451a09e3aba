import type { Page } from "./page.ts";

/**
 * Fetches the pages after the first, a few at a time, and returns all in order.
 *
 * How many there are is the larger of what the page count and the item count ask for, for either has been wrong
 * (trakt/trakt-api#822, trakt/trakt-api#896). Stops early on an empty page. Undefined when a page announces another total than the first.
 */
export async function walkCounted<T>(parts: {
  readonly first: Page<T>;
  readonly readPage: (page: number, signal: AbortSignal | undefined) => Promise<Page<T>>;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}): Promise<readonly Page<T>[] | undefined> {
  const { first, readPage } = parts;
  const count = countPages(first);
  const siblings = new AbortController();
  const signal = parts.signal === undefined ? siblings.signal : AbortSignal.any([parts.signal, siblings.signal]);
  const pages: Page<T>[] = [first];
  let next = 2;
  let ended = false;
  let changed = false;

  const pull = async (): Promise<void> => {
    while (next <= count && !ended) {
      const number = next;
      next += 1;
      const page = await readPage(number, signal);
      pages[number - 1] = page;
      changed ||= page.itemCount !== undefined && page.itemCount !== first.itemCount;
      ended ||= changed || page.rows.length === 0;
    }
  };

  const pullers = Array.from({ length: Math.min(parts.concurrency, count - 1) }, pull);
  try {
    await Promise.all(pullers);
  } catch (error) {
    siblings.abort(error);
    await Promise.allSettled(pullers);
    throw error;
  }
  // An empty page may have ended the walk before a sibling's turn came.
  return changed ? undefined : pages.filter((page) => page !== undefined);
}

function countPages({ itemCount = 0, limit, pageCount = 1, rows }: Page<unknown>): number {
  const applied = limit ?? rows.length;
  return Math.max(pageCount, applied > 0 ? Math.ceil(itemCount / applied) : 1);
}
