/** From which row to before which. */
export interface RowPage {
  readonly start: number;
  readonly end: number;
}

/** So many rows are some megabytes. */
const MOST_ROWS = 10_000;

/** The page that a query asks for. */
export function readRowPage({ offset, limit }: { readonly offset?: string; readonly limit?: string }): RowPage {
  const start = Number(offset ?? 0);
  return { start, end: start + Number(limit ?? MOST_ROWS) };
}
