/** Requests by method and path with the numbers in paths left out, e.g. `GET /library/sections/:id/all`. */
export function countRequests(
  requests: readonly { readonly method: string; readonly path: string }[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { method, path } of requests) {
    const key = `${method} ${path.replaceAll(/\/\d+(?=\/|$)/g, "/:id")}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
