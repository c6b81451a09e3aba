/** A task that stops when its signal says so. */
type Task<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs tasks at once and ends when all have ended, so that nothing goes on behind the caller's back. The first failure stops the
 * others and is what is thrown.
 */
export async function sideBySide<const T extends readonly unknown[]>(
  outer: AbortSignal | undefined,
  tasks: { readonly [K in keyof T]: Task<T[K]> },
): Promise<T> {
  const siblings = new AbortController();
  const signal = outer === undefined ? siblings.signal : AbortSignal.any([outer, siblings.signal]);
  const ended = await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        return await task(signal);
      } catch (error) {
        siblings.abort(error);
        throw error;
      }
    }),
  );
  // The others only say that they were stopped.
  if (siblings.signal.aborted) throw siblings.signal.reason;
  return ended.map((result) => (result.status === "fulfilled" ? result.value : undefined)) as unknown as T;
}
