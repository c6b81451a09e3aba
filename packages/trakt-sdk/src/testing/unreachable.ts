/** Ends a `switch` over a closed union: a member without a case does not compile. */
export function unreachable(value: never): never {
  throw new Error(`the in-memory Trakt met ${JSON.stringify(value)}`);
}
