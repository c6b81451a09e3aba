import type { Declined } from "./base.ts";
import type { PlanContext } from "./context.ts";
import { decide, type Decision } from "./decide.ts";
import { standingDeclined } from "./declined.ts";
import { noLists, type FieldLists } from "./field-plan.ts";
import type { Field, FieldValue, Side } from "./item.ts";
import type { Reason } from "./operation.ts";
import { refusalMessages, refusalOf } from "./permit.ts";
import { isOpen, readRow, type FieldAccess, type RowReading } from "./read-row.ts";
import { listedOf, type Copy, type Row } from "./row.ts";

/** What a field of a row comes to, before it is put into operations. */
export interface Resolution<Value> {
  readonly reading: RowReading<Value>;
  readonly decision: Decision;
  /** The value that both sides are to have. */
  readonly final: Value | undefined;
  /** `agreed`: base has it without any write. `blocked`: nothing is written, and base stays as it is. */
  readonly kind: "agreed" | "to-write" | "blocked";
  /** Whether Trakt has to be brought to `final`. */
  readonly writesTrakt: boolean;
  /** Why a side is written. `undefined` when only further copies are. */
  readonly reason: Reason | undefined;
  readonly lists: FieldLists;
  /** What a person took back, as long as neither side has changed since: it is not written. */
  readonly declined: Declined | undefined;
}

/** A field's rules: how to find, compare and date its values. */
export interface FieldRules<Value extends FieldValue> extends FieldAccess<Value> {
  readonly newer: (plex: Value, trakt: Value, nowMinute: number) => Side | undefined;
}

interface Question<Value extends FieldValue> {
  readonly row: Row;
  readonly agreed: Value | undefined;
  readonly context: PlanContext;
  readonly rules: FieldRules<Value>;
}

/** Reads, decides and asks the policy; `undefined` where a side is unknown or the field is off. */
export function resolveField<Value extends FieldValue>(question: Question<Value>): Resolution<Value> | undefined {
  const { row, agreed, context, rules } = question;
  const { direction, conflicts } = context.policy.fields[rules.field];
  const reading = direction === "off" ? undefined : readRow(row, agreed, context, rules);
  if (reading === undefined) return undefined;
  const { values } = reading;
  const decision = decide(
    { base: agreed, plex: values.plex, trakt: values.trakt },
    {
      isEqual: rules.isEqual,
      newer: (plex, trakt) => rules.newer(plex, trakt, context.nowMinute),
      conflicts,
    },
  );
  return follow(question, reading, decision);
}

function follow<Value extends FieldValue>(
  question: Question<Value>,
  reading: RowReading<Value>,
  decision: Decision,
): Resolution<Value> {
  const { row, agreed, context, rules } = question;
  const { values } = reading;
  const open: Resolution<Value> = {
    reading,
    decision,
    final: agreed,
    kind: "agreed",
    writesTrakt: false,
    reason: undefined,
    lists: noLists,
    declined: standingDeclined(row, rules.field, values),
  };
  switch (decision.kind) {
    case "nothing":
      return open;
    case "adopt": {
      const final = rules.merge(values.plex, values.trakt);
      return final === undefined && !isFullyRead(context, rules) ? { ...open, kind: "blocked" } : { ...open, final };
    }
    case "write":
      return write(
        question,
        { ...open, final: values[decision.from], reason: decision.reason },
        otherSide(decision.from),
      );
    case "remove": {
      const { from, reason } = decision;
      if (context.policy.fields[rules.field].removals === "propagate") {
        return write(question, { ...open, final: undefined, reason }, from);
      }
      const kept = listedOf(
        row,
        rules.field,
        reason,
        `Removed on ${names[otherSide(from)]} and kept on ${names[from]}.`,
      );
      return { ...open, kind: "blocked", lists: { ...noLists, kept: [kept] } };
    }
    case "conflict": {
      const { reason, winner } = decision;
      const { plex, trakt } = values;
      // A conflict is between two values.
      if (plex === undefined || trakt === undefined) return { ...open, kind: "blocked" };
      const nobody = reason === "conflict-newest" ? tied : undecided;
      const message = winner === undefined ? nobody : `Both sides changed; ${names[winner]} wins.`;
      const conflict = {
        ...listedOf(row, rules.field, reason, message),
        plex,
        trakt,
        ...(winner !== undefined && { winner }),
      };
      // What a person took back is no open question.
      if (open.declined !== undefined) {
        const skipped = [listedOf(row, rules.field, "declined", refusalMessages.declined)];
        return { ...open, kind: "blocked", lists: { ...noLists, skipped } };
      }
      const lists = { ...noLists, conflicts: [conflict] };
      if (winner === undefined || reason === "conflict-ask") return { ...open, kind: "blocked", lists };
      return write(question, { ...open, final: values[winner], reason, lists }, otherSide(winner));
    }
    default:
      return decision satisfies never;
  }
}

const names: Readonly<Record<Side, string>> = { plex: "Plex", trakt: "Trakt" };

function otherSide(side: Side): Side {
  return side === "plex" ? "trakt" : "plex";
}

function write<Value extends FieldValue>(
  { row, agreed, context, rules }: Question<Value>,
  wanted: Resolution<Value>,
  side: Side,
): Resolution<Value> {
  const refusal = wanted.declined === undefined ? refusalOf(row, rules.field, side, context) : "declined";
  if (refusal === undefined) return { ...wanted, kind: "to-write", writesTrakt: side === "trakt" };
  const skipped = [listedOf(row, rules.field, refusal, refusalMessages[refusal])];
  // Who may not write does not win.
  const conflicts = wanted.lists.conflicts.map(({ winner: _, ...conflict }) => ({ ...conflict, message: undecided }));
  return {
    ...wanted,
    final: agreed,
    reason: undefined,
    kind: "blocked",
    lists: { ...wanted.lists, conflicts, skipped },
  };
}

const undecided = "Both sides changed; nothing is written.";
const tied = "Both sides changed less than a minute apart, so neither is the newer; nothing is written.";

/** Copies that have to be brought to the row's value. */
export function copiesToWrite<Value extends FieldValue>(
  { row, agreed, rules }: Question<Value>,
  { kind, final, decision, reading }: Resolution<Value>,
): readonly Copy[] {
  const { field, of, isEqual } = rules;
  if (kind === "blocked" || row.copies.length === 0) return [];
  if (final === undefined) {
    return decision.kind === "remove" ? row.copies.filter((copy) => of(copy.item) !== undefined) : [];
  }
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

function isFullyRead({ plex, trakt }: PlanContext, { field }: { field: Field }): boolean {
  return plex.fields[field].state === "complete" && trakt.fields[field].state === "complete";
}
