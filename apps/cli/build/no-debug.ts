/** Stands for the package `debug` in what the build takes in: it needs `require`, and the demo has nothing to debug there. */
interface Log {
  (...values: readonly unknown[]): void;
  extend(name: string): Log;
}

const log: Log = Object.assign(() => undefined, { extend: () => log });

export default function createLog(): Log {
  return log;
}
