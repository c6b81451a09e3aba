import { openHome, sync, undo } from "@pakt/sync";
import type { Clock, Home, Report, SyncOptions, Tuning, UndoOptions } from "@pakt/sync";

import type { Services } from "./start-services.ts";

/** No waiting on purpose: what is waited for is tested with a clock of its own. */
const IMPATIENT: Partial<Tuning> = {
  writeIntervalMs: 0,
  plexListIntervalMs: 0,
  settleAfterMs: 0,
  retryBaseMs: 1,
  lockWaitMs: 0,
};

/** One run against the services, in this process, through the same door as the command line's. */
export function runSync(services: Services, options: SyncOptions & Setting = {}): Promise<Report> {
  return withHome(services, options, (home, rest) => sync(home, rest));
}

/** Takes a run back, in this process. */
export function runUndo(services: Services, run: string, options: UndoOptions & Setting = {}): Promise<Report> {
  return withHome(services, options, (home, rest) => undo(home, run, rest));
}

/** What a run is made in. */
interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly tuning?: Partial<Tuning>;
  readonly clock?: Clock;
}

async function withHome<Options extends object>(
  services: Services,
  options: Options & Setting,
  work: (home: Home, options: Omit<Options & Setting, keyof Setting>) => Promise<Report>,
): Promise<Report> {
  const { env, tuning, clock = services.clock, ...rest } = options;
  const home = await openHome({
    env: { ...services.env, ...env },
    userHome: services.home,
    product: { name: "pakt-e2e", version: "0.0.0" },
    tuning: { ...IMPATIENT, ...tuning },
    ...(clock === undefined ? {} : { clock }),
  });
  try {
    return await work(home, rest);
  } finally {
    await home.close();
  }
}
