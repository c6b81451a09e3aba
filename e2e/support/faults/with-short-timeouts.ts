/** So long do the clients wait for an answer meanwhile; longer than a busy machine needs for one. */
const SHORT_MS = 600;
/** No timer of a run but a client's patience for an answer is as long as this. */
const PATIENCE_MS = 30_000;

/** Runs `work` with a timer that ends long waits early: the clients' time-outs run by the real clock and are nobody's option. */
export async function withShortTimeouts<T>(work: () => Promise<T>): Promise<T> {
  const real = globalThis.setTimeout;
  const shorten = (ms: number | undefined): number => (ms !== undefined && ms >= PATIENCE_MS ? SHORT_MS : (ms ?? 0));
  globalThis.setTimeout = new Proxy(real, {
    apply: (target, that, [run, ms, ...rest]: Parameters<typeof setTimeout>) =>
      Reflect.apply(target, that, [run, shorten(ms), ...rest]),
  });
  try {
    return await work();
  } finally {
    globalThis.setTimeout = real;
  }
}
