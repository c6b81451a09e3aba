/** Requests by endpoint. */
export type RequestCounts = Readonly<Record<string, number>>;

/** A sentence for every endpoint that was not asked exactly as often as its budget says; empty when all is well. */
export function overBudget(counts: RequestCounts, budget: RequestCounts): readonly string[] {
  const endpoints = [...new Set([...Object.keys(budget), ...Object.keys(counts)])];
  return endpoints.flatMap((endpoint) => {
    const [count, allowed] = [counts[endpoint] ?? 0, budget[endpoint] ?? 0];
    if (count === allowed) return [];
    const taken = `${endpoint} took ${count} ${count === 1 ? "request" : "requests"}`;
    return [
      count < allowed
        ? `${taken}: its budget can go down from ${allowed}.`
        : `${taken} where its budget is ${allowed}.`,
    ];
  });
}
