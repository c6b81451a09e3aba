import { FIELDS, fitToLimits, plan } from "@pakt/sync-core";
import type { Field } from "@pakt/sync-core";

import { toPolicy } from "./config.ts";
import type { Home } from "./home.ts";
import { withholdNotFound } from "./not-found.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";

/** What a sync is to do. */
export interface SyncOptions extends RunOptions {
  /** Default: every field. A field whose direction is `off` is never synced. */
  readonly only?: readonly Field[];
  /** Held removals that are let through in this run, by count. */
  readonly allowRemovals?: Readonly<Partial<Record<Field, number>>>;
  /** Held bulk adds that are let through in this run, by count. */
  readonly allowAdds?: Readonly<Partial<Record<Field, number>>>;
  /** Sets the dates of Trakt's collection to those on which the titles were added to Plex. */
  readonly resendDates?: boolean;
}

/**
 * Makes Plex and Trakt the same: fetch, index, compare, apply.
 *
 * @throws PaktError when nothing could be done: not configured, sign-in needed, a side unreachable, another run active, a broken
 * file, interrupted before the first write. Everything else is in the report.
 */
export function sync(home: Home, options: SyncOptions = {}): Promise<Report> {
  return runPlan(home, options, {
    kind: "sync",
    fields: options.only ?? FIELDS,
    plan: ({ indexes, base, fetched, state, now }) => {
      const policy = toPolicy(home.config, { ...options, watchOnlyOnce: fetched.watchOnlyOnce });
      const whole = plan({ ...indexes, base, ledger: fetched.ledger, policy, now });
      // What is not sent must not keep the last free place.
      return fitToLimits(withholdNotFound(whole, state.notFound, now), indexes);
    },
  });
}
