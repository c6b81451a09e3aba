import { openHome, sync } from "@pakt/sync";
import type { Clock, Report, SyncOptions, Tuning } from "@pakt/sync";

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
export async function runSync(
  services: Services,
  options: SyncOptions & {
    readonly env?: Readonly<Record<string, string>>;
    readonly tuning?: Partial<Tuning>;
    readonly clock?: Clock;
  } = {},
): Promise<Report> {
  const { env, tuning, clock, ...rest } = options;
  const home = await openHome({
    env: { ...services.env, ...env },
    userHome: services.home,
    product: { name: "pakt-e2e", version: "0.0.0" },
    tuning: { ...IMPATIENT, ...tuning },
    ...(clock === undefined ? {} : { clock }),
  });
  try {
    return await sync(home, rest);
  } finally {
    await home.close();
  }
}
