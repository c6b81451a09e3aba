/** Which part of a list is asked for. */
export interface PageRequest {
  /** The first row, from 0. */
  readonly start: number;
  /** How many rows; the server may send fewer. */
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a list as it came. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Where the server says that these rows begin. */
  readonly start: number;
  /** How many rows the list has in all, when the server says so. */
  readonly totalSize?: number | undefined;
  /** How many rows came that hold nothing (Plex's history has null rows). They count for the place in the list. */
  readonly emptyRows?: number | undefined;
  /**
   * Only with a filter: false when a row does not satisfy it, so the server has ignored it and is sending the whole list.
   * The rows are as they came; pick with `satisfiesFilter`, or list again by another way.
   */
  readonly filterHonoured?: boolean | undefined;
}

/** A list that is read page by page. Hand it to `paginate` for the whole list. */
export type PageList<T> = (page: PageRequest) => Promise<Page<T>>;

/** The paging values as headers: Plex ignores a size without a start. */
export function pagingHeaders(page: PageRequest): Record<string, string> {
  return { "x-plex-container-start": String(page.start), "x-plex-container-size": String(page.size) };
}

/** Where a page begins and how long its list is: from the body, else from the headers. */
export function readPagePlace(
  container: { readonly offset?: number | undefined; readonly totalSize?: number | undefined },
  from: { readonly headers: Headers; readonly asked: PageRequest },
): { start: number; totalSize: number | undefined } {
  return {
    start: container.offset ?? readCount(from.headers.get("x-plex-container-start")) ?? from.asked.start,
    totalSize: container.totalSize ?? readCount(from.headers.get("x-plex-container-total-size")),
  };
}

function readCount(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
