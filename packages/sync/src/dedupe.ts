import { planDedupe } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import type { FetchRequest } from "./replica.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import { runPlan } from "./run-plan.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/** What counts as one view. */
export interface DedupeOptions extends RunOptions {
  /** Plays of one title that are closer than this are one view, milliseconds. Default 30 minutes. */
  readonly withinMs?: number;
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/**
 * Removes plays from Trakt's history that are there more than once: of plays of one title within a moment the first stays. They are removed
 * by their ids, shown before, journaled, and can be taken back. Reads the whole history.
 *
 * @throws PaktError as `sync` does.
 */
export function dedupe(home: Home, options: DedupeOptions = {}): Promise<Report> {
  const { withinMs = HALF_AN_HOUR_MS, signal, onEvent } = options;
  const onProgress: FetchRequest["onProgress"] = (progress) =>
    onEvent?.({ type: "fetch-progress", side: "trakt", ...progress });
  return runPlan(home, options, {
    kind: "dedupe",
    fields: ["watched"],
    plan: async ({ sides, indexes, now }) => {
      const history = await sides.trakt.readHistory({ signal, onProgress }).catch((error: unknown) => {
        throw toTraktPaktError(error);
      });
      const { plex, trakt } = indexes;
      return planDedupe({ history, withinMs, plex: plex.identity, trakt: trakt.identity, now });
    },
  });
}
