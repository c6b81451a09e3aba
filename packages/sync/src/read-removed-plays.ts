import { removesAllPlays, titleForPeople, withRemovedPlays } from "@pakt/sync-core";
import type { Listed, Plan } from "@pakt/sync-core";
import { isTraktError } from "@pakt/trakt-sdk";

import type { FetchRequest } from "./replica.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { isPaktError } from "./pakt-error.ts";
import type { TraktReplica } from "./trakt-replica.ts";
import { withoutOperations } from "./without-operations.ts";

/**
 * Reads which plays a plan removes with all of a title, so that they can be brought back: the whole history, by the page, and only where there is
 * such a removal. Where it cannot be read those removals are not made.
 *
 * @throws PaktError `sign-in-needed` or `account-locked`.
 */
export async function readRemovedPlays(
  plan: Plan,
  trakt: Pick<TraktReplica, "readHistory">,
  request: Pick<FetchRequest, "signal" | "onProgress">,
): Promise<Plan> {
  const removals = plan.operations.filter(removesAllPlays);
  if (removals.length === 0) return plan;
  try {
    return withRemovedPlays(plan, await trakt.readHistory(request));
  } catch (error) {
    if (!isTraktError(error) || error.code === "aborted") throw error;
    const failure = toTraktPaktError(error);
    if (!isPaktError(failure) || failure.code !== "trakt-unreachable") throw failure;
    const left = withoutOperations(plan, removesAllPlays);
    const listed = removals.map(({ field, row, target }): Listed => ({
      field,
      row,
      title: titleForPeople(target),
      ids: target.ids,
      reason: "plays-not-read",
      message: "Not removed: the history could not be read, and these plays could not have been brought back.",
    }));
    return { ...left, skipped: [...left.skipped, ...listed] };
  }
}
