/** A value that is costly to get, kept for a while. */
export interface Cached<T> {
  /** The value, asked for anew when it is old; callers at one time share one question. Throws what asking throws. */
  get(): Promise<T>;
  /** The value as it was last got. */
  known(): T | undefined;
  /** The next caller asks anew. */
  forget(): void;
}

/** A value that is good for `forMs`. */
export function createCached<T>(
  ask: () => Promise<T>,
  { forMs, now }: { readonly forMs: number; readonly now: () => number },
): Cached<T> {
  let known: { readonly value: T; readonly at: number } | undefined;
  let isOld = false;
  let asking: Promise<T> | undefined;

  async function askAnew(): Promise<T> {
    isOld = false;
    const value = await ask();
    known = { value, at: now() };
    return value;
  }

  return {
    get: () => {
      if (known !== undefined && !isOld && now() - known.at < forMs) return Promise.resolve(known.value);
      asking ??= askAnew().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    known: () => known?.value,
    forget: () => {
      isOld = true;
    },
  };
}
