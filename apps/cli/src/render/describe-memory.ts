import type { FieldExplanation, PastOperation, TitleExplanation } from "@pakt/sync";
import type { Field } from "../arguments/read-fields.ts";
import { describeFieldValue } from "./describe-said.ts";
import { formatMinute } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

/** Whether what pakt wrote is still to be seen: the written side says what it said before. What a read shows has arrived. */
export function isOnItsWay({ pending, plex, trakt }: FieldExplanation): boolean {
  if (pending === undefined) {
    return false;
  }
  const { side, previous } = pending;
  const now = side === "plex" ? plex : trakt;
  return now === undefined || previous === undefined
    ? now === previous
    : describeFieldValue(now) === describeFieldValue(previous);
}

/** A value that was written and that no read has shown yet. */
export function describePending({ side, since }: NonNullable<FieldExplanation["pending"]>): string {
  return `Written to ${sideName(side)} on ${formatMinute(since)}, and not shown there yet. For 24 hours that is taken for a late answer and not for your change.`;
}

/** When a field was taken back, as far as that run is kept. */
export function describeTakenBack(field: Field, past: readonly PastOperation[]): string {
  const undone = past.find(({ operation }) => operation.field === field && operation.reason === "undone");
  const when = undone === undefined ? "By" : `On ${formatMinute(undone.startedAt)}, by`;
  return `${when} \`pakt undo\`.`;
}

/** A write that a side did not know the title for, and when it is tried again. `now` is epoch milliseconds. */
export function describeMissed({ write, times, until }: TitleExplanation["notFound"][number], now: number): string {
  const side = write.startsWith("trakt:") ? "Trakt" : "Plex";
  const again =
    Date.parse(until) > now ? `after ${formatMinute(until)}, or at once when its ids change` : "by the next run";
  return `${side} did not know this title, asked ${times === 1 ? "once" : `${times} times`} so far. It is asked again ${again}.`;
}
