import { FIELDS } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import type { PlanChoices } from "./plan-file.ts";
import { planSync } from "./plan-sync.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";

/** How a sync runs, and what it is to do. */
export interface SyncOptions extends RunOptions, PlanChoices {}

/**
 * Makes Plex and Trakt the same: fetch, index, compare, apply.
 *
 * @throws PaktError when nothing could be done: not configured, sign-in needed, a side unreachable, another run active, a broken
 * file, interrupted before the first write. Everything else is in the report.
 */
export function sync(home: Home, options: SyncOptions = {}): Promise<Report> {
  return runPlan(home, options, { kind: "sync", fields: options.only ?? FIELDS, plan: planSync(home, options) });
}
