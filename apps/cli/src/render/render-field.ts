import type { Explanation, FieldExplanation, TitleExplanation } from "@pakt/sync";
import type { Style } from "../output/style.ts";
import { describeAct, describeValue } from "./describe-operation.ts";
import { describeAgreed, describeSaid } from "./describe-said.ts";
import { explainNoWrite, explainWrite } from "./explain-rule.ts";
import { fieldName } from "./field-name.ts";
import { countWords } from "./format-amounts.ts";
import { findMissed, isResting } from "./list-resting.ts";
import { describeMissed, describePending, describeTakenBack, isOnItsWay } from "./describe-memory.ts";
import { renderPairs } from "./render-pairs.ts";
import { sideName } from "./side-name.ts";

/** What a field is explained with besides itself. */
export interface FieldSetting extends Pick<TitleExplanation, "past" | "notFound"> {
  readonly explanation: Explanation;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly style: Style;
}

/** Whether a field has nothing in it that anybody could ask about: a line is enough for it. */
export function isIdle({ reason, isAgreed, pending, declined }: FieldExplanation): boolean {
  const isEmpty = reason === "nothing" && !isAgreed && pending === undefined && declined === undefined;
  return isEmpty || reason === "not-held" || reason === "off";
}

/** One field: what both sides say, what they agreed on, what the next run does and why, and what is remembered. */
export function renderField(told: FieldExplanation, setting: FieldSetting): string[] {
  const { explanation, style, past, notFound, now } = setting;
  const { field } = told;
  const resting = told.operations.filter((operation) => isResting(operation, notFound, now));
  const written = told.operations.filter((operation) => !resting.includes(operation));
  const missed = findMissed(notFound, field);
  const reasons = [
    ...new Set(written.map(explainWrite)),
    ...resting.slice(0, 1).map(({ side }) => `${sideName(side)} did not know this title when it was last asked.`),
  ];
  return [
    style.bold(fieldName(field)),
    ...renderPairs(
      [
        ["Plex", describeSide(told, "plex", explanation)],
        ["Trakt", describeSide(told, "trakt", explanation)],
        ["Agreed on", describeAgreed(field, explanation.base) ?? "nothing so far"],
        ["Next run", describeNext(written)],
        ["Why", reasons.length === 0 ? explainNoWrite(told) : reasons.join(" ")],
        ...(told.pending !== undefined && isOnItsWay(told)
          ? [["On its way", describePending(told.pending)] as const]
          : []),
        ...(told.declined === undefined ? [] : [["Taken back", describeTakenBack(field, past)] as const]),
        ...missed.map((entry) => ["Not found", describeMissed(entry, now)] as const),
      ],
      style,
    ),
  ];
}

/** What was not read is not known, and what is in no library has nobody to say anything of it. */
function describeSide(told: FieldExplanation, side: "plex" | "trakt", { copies }: Explanation): string {
  const { field, reason } = told;
  if (told[side] !== undefined) {
    return describeSaid(told, side);
  }
  if (reason === "incomplete-read") {
    return "not known";
  }
  return side === "plex" && copies.length === 0 && field !== "watchlist"
    ? "in no library that is read"
    : describeSaid(told, side);
}

/** Acts of the next run; those that differ by their copy only are one. */
function describeNext(operations: FieldExplanation["operations"]): string {
  const acts = Map.groupBy(operations, (operation) =>
    [describeAct(operation), describeValue(operation)].filter((part) => part !== "").join(": "),
  );
  const parts = [...acts].map(([act, { length }]) =>
    length === 1 ? act : `${act} (${countWords(length, "copy", "copies")})`,
  );
  return parts.length === 0 ? "writes nothing" : parts.join("; ");
}
