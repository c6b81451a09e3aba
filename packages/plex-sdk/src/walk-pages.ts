import type { Page, PageList, PageRequest } from "./page.ts";

/** One page of a walk, and what the walk knows after it. */
export interface WalkStep<T> {
  readonly page: Page<T>;
  /** Rows that came so far, repeated and empty ones included. */
  readonly received: number;
  readonly emptyRows: number;
  readonly totalSize: number | undefined;
  /** Why the list is not to be trusted; the walk ends with it. */
  readonly doubt: string | undefined;
}

/** Walks a list once: advances by rows received, pages after the first side by side, and stops at the announced total, an empty page or a doubt. */
export async function* walkPages<T>(
  list: PageList<T>,
  options: { readonly size: number; readonly concurrency: number; readonly signal: AbortSignal | undefined },
): AsyncGenerator<WalkStep<T>> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const flights = new Map<number, Promise<Landed<T>>>();
  const fetchPage = (request: PageRequest): Promise<Landed<T>> =>
    list(request).then(
      (page) => ({ page }),
      (error: unknown) => ({ error }),
    );
  let stride = options.size;
  let received = 0;
  let emptyRows = 0;
  let totalSize: number | undefined;

  try {
    for (;;) {
      const start = received;
      const landed = await (flights.get(start) ?? fetchPage({ start, size: stride, signal }));
      flights.delete(start);
      if ("error" in landed) throw landed.error;
      const { page } = landed;
      const count = page.rows.length + (page.emptyRows ?? 0);
      const doubt = doubtOf(page, { start, count, totalSize });
      if (start === 0) {
        totalSize = page.totalSize;
        // A server with a cap of its own gives the size of the pages to come.
        if (count > 0 && count < stride) stride = count;
      }
      received += count;
      emptyRows += page.emptyRows ?? 0;
      yield { page, received, emptyRows, totalSize, doubt };
      if (doubt !== undefined || count === 0 || received >= (totalSize ?? Infinity)) return;
      // Ahead of time only inside the announced total: so no request is ever sent for nothing.
      const ahead = Array.from({ length: options.concurrency }, (_, index) => received + index * stride);
      const wanted = ahead.filter((next) => next < (totalSize ?? 0));
      for (const next of flights.keys()) if (!wanted.includes(next)) flights.delete(next);
      for (const next of wanted) {
        if (!flights.has(next)) flights.set(next, fetchPage({ start: next, size: stride, signal }));
      }
    }
  } finally {
    stop.abort();
  }
}

type Landed<T> = { readonly page: Page<T> } | { readonly error: unknown };

function doubtOf(
  page: Page<unknown>,
  at: { readonly start: number; readonly count: number; readonly totalSize: number | undefined },
): string | undefined {
  if (page.start !== at.start) return `the page at ${at.start} was asked for, the one at ${page.start} came`;
  if (at.start > 0 && page.totalSize !== at.totalSize) {
    return `the total went from ${at.totalSize ?? "unknown"} to ${page.totalSize ?? "unknown"} on the way`;
  }
  const total = at.start === 0 ? page.totalSize : at.totalSize;
  if (at.count === 0 && total !== undefined && at.start < total) return `the page at ${at.start} of ${total} is empty`;
  return undefined;
}
