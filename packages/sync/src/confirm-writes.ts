import { confirmPending, indexSnapshot, pendingFields } from "@pakt/sync-core";
import type { Base, Field, Plan } from "@pakt/sync-core";

import type { Sides } from "./open-sides.ts";
import { isPaktError } from "./pakt-error.ts";
import type { SyncEvent } from "./sync-event.ts";

/**
 * After writing to Trakt, reads the lists that moved: this confirms the writes, and is what the next run finds unchanged. A list
 * that does not show a write yet is forgotten, so that the next run reads it.
 */
export async function confirmWrites(
  sides: Pick<Sides, "plex" | "trakt">,
  written: Plan,
  base: Base,
  fields: readonly Field[],
  options: {
    readonly now: string;
    readonly onEvent: (event: SyncEvent) => void;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Base> {
  const { now, onEvent, signal } = options;
  const isAborted = (): boolean => signal?.aborted === true;
  if (isAborted() || !written.operations.some(({ side }) => side === "trakt")) return base;
  try {
    const shown = await sides.trakt.fetch({ fields, fresh: new Set(), signal });
    const confirmed = confirmPending(base, indexSnapshot(shown));
    await sides.trakt.forget(pendingFields(confirmed, "trakt", now));
    return confirmed;
  } catch (error) {
    if (!isPaktError(error) && !isAborted()) throw error;
    onEvent({ type: "warning", message: "What was written to Trakt could not be read back; the next run does it." });
    return base;
  }
}
