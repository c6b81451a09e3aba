import type { Answer, RouteRequest } from "./answer.ts";

/** How lists are cut. */
export interface Paging {
  /** Rows when no limit is sent. Trakt: 100. */
  readonly default: number;
  /** The most rows a page. Trakt: 250. */
  readonly max: number;
}

/** The page of `rows` that was asked for, with Trakt's four headers. `toRow` is called for the page's rows only. */
export function toPageAnswer<T>(
  request: RouteRequest,
  rows: readonly T[],
  options: { readonly paging: Paging; readonly toRow: (row: T) => unknown },
): Answer {
  const { page, limit } = readPaging(request, options.paging);
  return {
    status: 200,
    headers: {
      "x-pagination-page": String(page),
      "x-pagination-limit": String(limit),
      "x-pagination-page-count": String(Math.ceil(rows.length / limit)),
      "x-pagination-item-count": String(rows.length),
    },
    body: rows.slice((page - 1) * limit, page * limit).map(options.toRow),
  };
}

/** The page of a map's entries, without any header: the minimal formats announce nothing. */
export function toMapAnswer(request: RouteRequest, entries: readonly (readonly [string, unknown])[]): Answer {
  const { page, limit } = readPaging(request, { default: 50_000, max: 50_000 });
  return { status: 200, body: Object.fromEntries(entries.slice((page - 1) * limit, page * limit)) };
}

function readPaging({ query }: RouteRequest, paging: Paging): { page: number; limit: number } {
  return {
    page: Number(query.get("page") ?? 1),
    limit: Math.min(Number(query.get("limit") ?? paging.default), paging.max),
  };
}
