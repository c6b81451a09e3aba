import type { PlanContext } from "./context.ts";
import { decide, type Decision } from "./decide.ts";
import { noLists, type FieldLists } from "./field-plan.ts";
import type { Rating, Side, Watched } from "./item.ts";
import type { Reason } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { isOpen, readRow, type FieldAccess, type RowReading } from "./read-row.ts";
import { listedOf, type Copy, type Row } from "./row.ts";

/** What a field of a row comes to, before it is put into operations. */
export interface Resolution<Value> {
  readonly reading: RowReading<Value>;
  readonly decision: Decision;
  /** Whether base's value is agreed upon without any write. */
  readonly isAgreed: boolean;
  /** The value that both sides are to have. */
  readonly final: Value | undefined;
  /** Nothing is written and base stays as it is: kept, refused, undecided or not fully read. */
  readonly isBlocked: boolean;
  /** Whether Trakt has to be brought to `final`. */
  readonly writesTrakt: boolean;
  /** Why a side is written. Absent when only further copies are. */
  readonly reason?: Reason;
  readonly lists: FieldLists;
}

/** A field's rules: how to find, compare and date its values. */
export interface FieldRules<Value extends Watched | Rating> extends FieldAccess<Value> {
  readonly newer: (plex: Value, trakt: Value, nowMinute: number) => Side | undefined;
}

/** Reads, decides and asks the policy; `undefined` where a side is unknown or the field is off. */
export function resolveField<Value extends Watched | Rating>(
  row: Row,
  agreed: Value | undefined,
  context: PlanContext,
  rules: FieldRules<Value>,
): Resolution<Value> | undefined {
  const { field } = rules;
  const policy = context.policy.fields[field];
  const reading = policy.direction === "off" ? undefined : readRow(row, agreed, context, rules);
  if (reading === undefined) return undefined;
  const { values } = reading;
  const decision = decide(
    { base: agreed, ...values },
    { ...rules, newer: (plex, trakt) => rules.newer(plex, trakt, context.nowMinute), conflicts: policy.conflicts },
  );
  const open = {
    reading,
    decision,
    final: agreed,
    isAgreed: true,
    isBlocked: false,
    writesTrakt: false,
    lists: noLists,
  };
  const blocked = { ...open, isAgreed: false, isBlocked: true };

  switch (decision.kind) {
    case "nothing":
      return open;
    case "adopt": {
      const final = rules.merge(values.plex, values.trakt);
      return final === undefined && !isFullyRead(context, rules) ? blocked : { ...open, final };
    }
    case "write":
      return write(decision.from, decision.reason, noLists);
    case "remove": {
      const { from, reason } = decision;
      if (policy.removals === "propagate") return towards(from, undefined, reason, noLists);
      const message = `Removed on ${from === "plex" ? "Trakt" : "Plex"} and kept on ${from === "plex" ? "Plex" : "Trakt"}.`;
      return { ...blocked, lists: { ...noLists, kept: [listedOf(row, field, reason, message)] } };
    }
    case "conflict": {
      const { reason, winner } = decision;
      const { plex, trakt } = values;
      if (plex === undefined || trakt === undefined) return blocked;
      const message =
        winner === undefined ? "Both sides changed; nothing is written." : `Both sides changed; ${winner} wins.`;
      const conflict = {
        ...listedOf(row, field, reason, message),
        plex,
        trakt,
        ...(winner !== undefined && { winner }),
      };
      const lists = { ...noLists, conflicts: [conflict] };
      if (winner === undefined || reason === "conflict-ask") return { ...blocked, lists };
      return write(winner, reason, lists);
    }
    default:
      return decision satisfies never;
  }

  function write(from: Side, reason: Reason, lists: FieldLists): Resolution<Value> {
    return towards(from === "plex" ? "trakt" : "plex", values[from], reason, lists);
  }

  function towards(side: Side, final: Value | undefined, reason: Reason, lists: FieldLists): Resolution<Value> {
    const refusal = refusalOf(row, field, side, context);
    if (refusal === undefined) return { ...open, isAgreed: false, final, reason, writesTrakt: side === "trakt", lists };
    return { ...blocked, lists: { ...lists, skipped: [listedOf(row, field, refusal, refusalMessages[refusal])] } };
  }
}

/** Copies that have to be brought to the row's value. */
export function copiesToWrite<Value extends Watched | Rating>(
  row: Row,
  agreed: Value | undefined,
  { isBlocked, final, decision, reading }: Resolution<Value>,
  { field, of, isEqual }: FieldAccess<Value>,
): readonly Copy[] {
  if (isBlocked) return [];
  if (final === undefined)
    return decision.kind === "remove" ? row.copies.filter((copy) => of(copy.item) !== undefined) : [];
  // A person who cleared one copy of several meant that copy. Where Plex has the value nowhere, the other side's change wins for all.
  const sparesCleared = agreed !== undefined && reading.values.plex !== undefined;
  const isChanged = agreed === undefined || !isEqual(agreed, final);
  return row.copies.filter((copy) => {
    const value = of(copy.item);
    if (value !== undefined && isEqual(value, final)) return false;
    if (isOpen(copy, field)) return true;
    return isChanged && !(sparesCleared && value === undefined);
  });
}

/** Whether the decision rests on a person's removal on Plex. */
export function isGoneOnPlex<Value>({ decision }: Resolution<Value>): boolean {
  return decision.kind === "remove" && decision.from === "trakt";
}

function isFullyRead({ plex, trakt }: PlanContext, { field }: { field: "watched" | "rating" }): boolean {
  return plex.fields[field].state === "complete" && trakt.fields[field].state === "complete";
}
