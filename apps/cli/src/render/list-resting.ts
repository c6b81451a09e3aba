import type { Operation, TitleExplanation } from "@pakt/sync";

type Missed = TitleExplanation["notFound"][number];

/** What is remembered of writes of a field that a side did not know the title for. */
export function findMissed(notFound: readonly Missed[], field: Operation["field"]): readonly Missed[] {
  return notFound.filter(({ write }) => write.split(":")[1] === field);
}

/** Whether a side did not know the title of an operation, and is not asked again yet. With other ids it is asked at once. */
export function isResting(operation: Operation, notFound: readonly Missed[], now: number): boolean {
  const { side, field, action, target } = operation;
  const ids = [...target.ids, ...(target.show?.ids ?? [])].toSorted().join(" ");
  return notFound.some(
    (missed) => missed.write === `${side}:${field}:${action}` && missed.ids === ids && Date.parse(missed.until) > now,
  );
}
