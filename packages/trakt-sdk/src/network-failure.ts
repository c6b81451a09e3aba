// Node's codes for "no connection was ever made": nothing can have reached the service.
const neverLeftCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A few words about a failed fetch: the innermost code or message. */
export function describeFailure(failure: unknown): string {
  const chain = causes(failure);
  const coded = chain.find((error) => codeOf(error) !== undefined);
  return (coded && codeOf(coded)) ?? chain.at(-1)?.message ?? "unknown failure";
}

/** Whether the failure proves that no connection was made. */
export function neverLeft(failure: unknown): boolean {
  return causes(failure).some((error) => neverLeftCodes.has(codeOf(error) ?? ""));
}

function causes(failure: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = failure; error instanceof Error && chain.length < 5; error = error.cause) chain.push(error);
  return chain;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
