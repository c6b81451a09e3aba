import type { TraktAnswer } from "./call.ts";

/** Which page of a list. */
export interface PageRequest {
  /** 1 is the first. */
  readonly page: number;
  /** How many rows at most; Trakt may apply less. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** One page and what the answer said about the whole. What it did not say is absent, not guessed. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** The page that was asked for. */
  readonly page: number;
  /** `X-Pagination-Limit`: the limit that was applied, often less than the one asked for. */
  readonly limit?: number;
  readonly pageCount?: number;
  readonly itemCount?: number;
}

/** A list that is read page by page. */
export type PageList<T> = (request: PageRequest) => Promise<Page<T>>;

/** A page of `rows` with the counts of the answer's headers; unreadable headers count as absent. */
export function toPage<T>(rows: readonly T[], request: PageRequest, answer: TraktAnswer): Page<T> {
  const limit = readCount(answer, "x-pagination-limit");
  const pageCount = readCount(answer, "x-pagination-page-count");
  const itemCount = readCount(answer, "x-pagination-item-count");
  return {
    rows,
    page: request.page,
    ...(limit === undefined || limit === 0 ? {} : { limit }),
    ...(pageCount === undefined ? {} : { pageCount }),
    ...(itemCount === undefined ? {} : { itemCount }),
  };
}

function readCount(answer: TraktAnswer, header: string): number | undefined {
  const value = answer.headers.get(header);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
