/** Builds a value once for each revision. */
export function remember<T>(revision: () => number, build: () => T): () => T {
  let held: { revision: number; value: T } | undefined;
  return () => {
    const now = revision();
    if (held?.revision !== now) held = { revision: now, value: build() };
    return held.value;
  };
}
