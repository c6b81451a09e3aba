import type { Base, BaseRecord } from "./base.ts";
import { declinedText } from "./declined.ts";
import { isSame } from "./is-same.ts";
import type { AddPlay } from "./operation.ts";
import type { PastRun } from "./plan-undo.ts";
import type { SideReader } from "./side-reader.ts";
import { named } from "./undo-goal.ts";

/**
 * What base makes of a row whose play is to be taken back and is gone already: the same as if it had been removed now. Otherwise the next
 * run would take it for a person's removal. `undefined` where there is nothing to decline.
 */
export function declineGonePlay(
  operation: AddPlay,
  { base, run, read }: { readonly base: Base; readonly run: PastRun; readonly read: SideReader },
): BaseRecord | undefined {
  const { row, target } = operation;
  const left = {
    plex: declinedText(read.held("plex", target).watched),
    trakt: declinedText(read.held("trakt", target).watched),
  };
  const current = base.records[row];
  // With another play left on Trakt both sides agree; a title that nobody has as watched has nothing to come back.
  if (left.trakt !== "" || (current === undefined && left.plex === "")) return undefined;
  const { watched: _, pending: { watched: _written, ...pending } = {}, ...rest } = current ?? named(operation);
  const former = run.before[row]?.watched;
  const next: BaseRecord = {
    ...rest,
    ...(former !== undefined && { watched: former }),
    ...(Object.keys(pending).length > 0 && { pending }),
    declined: { ...current?.declined, watched: left },
  };
  return isSame(current, next) ? undefined : next;
}
