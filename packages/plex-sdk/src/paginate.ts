import type { Page, PageList } from "./page.ts";
import { PlexError } from "./plex-error.ts";
import type { WalkStep } from "./walk-pages.ts";
import { walkPages } from "./walk-pages.ts";

/** How a list is walked. */
export interface PaginateOptions<T> {
  /** Rows a page; the server may cap it. Default 500. */
  readonly size?: number | undefined;
  /** What makes a row itself, e.g. `item => item.ratingKey`: repeated rows are found by it. */
  readonly key: (row: T) => string;
  readonly signal?: AbortSignal | undefined;
  /** Called for each page in order. */
  readonly onPage?: ((progress: PageProgress) => void) | undefined;
  /** Pages in flight after the first. Default 2; a media server has one database, and more at once makes it slow. */
  readonly concurrency?: number | undefined;
}

/** How far a walk is. */
export interface PageProgress {
  readonly start: number;
  /** Rows of this page. */
  readonly rows: number;
  readonly totalSize?: number | undefined;
  /** See `Page.filterHonoured`; leave the loop to list by another way. */
  readonly filterHonoured?: boolean | undefined;
}

/** What was proven at the end: so many different rows, as many as the server announced (when it announces). */
export interface PaginationProof {
  readonly rows: number;
  readonly totalSize?: number | undefined;
}

/**
 * All rows of a list, a page at a time and in order, each row once. Ends only when the list is proven complete: as many different rows as
 * the announced `totalSize`, or, when none is announced, an empty page. As many requests as pages when `totalSize` proves the end.
 *
 * A list that changes under the walk (another total, repeated or missing rows) is walked a second time, and rows not yet given are given then.
 * Throws `incomplete` when the second walk fails too, when a page is empty before the end, and when the server repeats pages.
 */
export async function* paginate<T>(
  list: PageList<T>,
  options: PaginateOptions<T>,
): AsyncGenerator<readonly T[], PaginationProof> {
  const { size = 500, concurrency = 2, key, signal, onPage } = options;
  if (!(size >= 1)) throw new PlexError({ code: "invalid-request", detail: "a page needs a size of at least 1" });
  const given = new Set<string>();
  let doubt: string | undefined;

  for (let walk = 1; walk <= 2; walk += 1) {
    // What the first walk has seen is what was given.
    const seen = walk === 1 ? given : new Set<string>();
    let state: WalkStep<T> | undefined;
    doubt = undefined;
    for await (const step of walkPages(list, { size, concurrency, signal })) {
      state = step;
      report(step.page, onPage);
      const rows = takeNew(step.page.rows, { key, given });
      if (walk > 1) for (const row of step.page.rows) seen.add(key(row));
      if (rows.length > 0) yield rows;
      doubt = step.doubt;
      if (doubt !== undefined) break;
    }
    if (state === undefined) continue;
    const counted = seen.size + state.emptyRows;
    doubt ??= doubtOfCount(counted, state);
    if (doubt === undefined) return { rows: counted, totalSize: state.totalSize };
  }
  throw new PlexError({ code: "incomplete", detail: doubt });
}

function takeNew<T>(rows: readonly T[], from: { key: (row: T) => string; given: Set<string> }): readonly T[] {
  return rows.filter((row) => {
    const key = from.key(row);
    if (from.given.has(key)) return false;
    from.given.add(key);
    return true;
  });
}

function doubtOfCount(counted: number, state: WalkStep<unknown>): string | undefined {
  const announced = state.totalSize ?? state.received;
  return counted === announced ? undefined : `${counted} different rows came, ${announced} were announced`;
}

function report<T>(page: Page<T>, onPage: PaginateOptions<T>["onPage"]): void {
  onPage?.({
    start: page.start,
    rows: page.rows.length,
    totalSize: page.totalSize,
    ...(page.filterHonoured === undefined ? {} : { filterHonoured: page.filterHonoured }),
  });
}
