import type { Plan } from "@pakt/sync-core";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import type { Report } from "./report.ts";

/** So long a plan may wait for its yes: after that, other things may have happened on either side. */
const GOOD_FOR_MS = 600_000;

/**
 * Asks for a yes where someone wants to be asked and there is something to write.
 *
 * @throws PaktError `failed` when the answer came so late that the plan is no longer to be trusted.
 */
export async function isConfirmed(
  { clock }: Pick<Home, "clock">,
  planned: Plan,
  preview: () => Report,
  {
    confirm,
    signal,
  }: { readonly confirm?: (preview: Report) => Promise<boolean>; readonly signal?: AbortSignal | undefined },
): Promise<boolean> {
  if (confirm === undefined || planned.operations.length === 0) return true;
  if (!(await confirm(preview()))) return false;
  signal?.throwIfAborted();
  if (clock.now() - Date.parse(planned.createdAt) <= GOOD_FOR_MS) return true;
  throw new PaktError("failed", "The plan waited too long for its answer, and nothing was written.", {
    advice: "Run again and answer within ten minutes.",
  });
}
