import type { Base } from "./base.ts";
import { agreedCount, isEmptied, otherSide } from "./emptied.ts";
import { compareIdentity, type Comparison } from "./identity.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { FIELDS, type Field, type Side } from "./item.ts";
import type { Operation } from "./operation.ts";
import type { Policy } from "./policy.ts";

/** An operation that a guard keeps back until a person lets it through. */
export interface Held {
  readonly operation: Operation;
  readonly guard: "too-many-removals" | "side-is-empty" | "identity-changed" | "identity-unknown" | "incomplete-read";
  /** What lets it through once, e.g. `--allow-removals rating=37`. Absent where only a complete read helps. */
  readonly flag?: string;
}

interface GuardInput {
  readonly plex: SnapshotIndex;
  readonly trakt: SnapshotIndex;
  readonly base: Base;
  readonly policy: Policy;
}

/** Keeps back removals that look like a mistake, and bulk adds to another account or server or after an incomplete read. */
export function guard(
  operations: readonly Operation[],
  input: GuardInput,
): { readonly operations: readonly Operation[]; readonly held: readonly Held[] } {
  const held = new Map<Operation, Held>();
  for (const field of FIELDS) {
    const ofField = operations.filter((operation) => operation.field === field);
    const sides = ["plex", "trakt"] as const;
    const removals = sides.flatMap((side) => stop(ofField, { ...input, field, side, kind: "removals" }));
    const adds = sides.flatMap((side) => stop(ofField, { ...input, field, side, kind: "adds" }));
    const { allowRemovals, allowAdds } = input.policy;
    for (const each of [
      ...letThrough(removals, "removals", allowRemovals[field]),
      ...letThrough(adds, "adds", allowAdds[field]),
    ]) {
      held.set(each.operation, each);
    }
  }
  return { operations: operations.filter((operation) => !held.has(operation)), held: [...held.values()] };
}

interface Question extends GuardInput {
  readonly field: Field;
  readonly side: Side;
  readonly kind: "removals" | "adds";
}

function stop(ofField: readonly Operation[], question: Question): readonly Pick<Held, "operation" | "guard">[] {
  const { side, kind } = question;
  const concerned = ofField.filter(
    (operation) => operation.side === side && operation.action === (kind === "removals" ? "remove" : "add"),
  );
  if (concerned.length === 0) return [];
  const isBulk = isMany(concerned, question);
  const reason = kind === "removals" ? whyNoRemovals(question, isBulk) : whyNoAdds(question, isBulk);
  return reason === undefined ? [] : concerned.map((operation) => ({ operation, guard: reason }));
}

function whyNoRemovals(question: Question, isBulk: boolean): Held["guard"] | undefined {
  const { plex, trakt, base, field, side } = question;
  if (!isWhole(question)) return "incomplete-read";
  const comparison = compare(question);
  if (comparison.others.length > 0 || comparison.isOtherPlace) return "identity-changed";
  if (comparison.isUnknown) return "identity-unknown";
  if (isEmptied({ plex, trakt, base }, field, otherSide(side))) return "side-is-empty";
  return isBulk ? "too-many-removals" : undefined;
}

function whyNoAdds(question: Question, isBulk: boolean): Held["guard"] | undefined {
  if (!isBulk) return undefined;
  if (!isWhole(question)) return "incomplete-read";
  const { others, isOtherServer, isUnknown } = compare(question);
  // Another choice of libraries brings titles in; that is what it was made for.
  if (others.length > 0 || isOtherServer) return "identity-changed";
  return isUnknown ? "identity-unknown" : undefined;
}

function isWhole({ plex, trakt, field }: Question): boolean {
  return plex.fields[field].state === "complete" && trakt.fields[field].state === "complete";
}

function compare({ plex, trakt, base, field }: Question): Comparison {
  return compareIdentity(field, base, { plex: plex.identity, trakt: trakt.identity });
}

/** Counted by title: a title's copies are one removal. */
function isMany(operations: readonly Operation[], { base, field }: Question): boolean {
  const rows = new Set(operations.map(({ row }) => row)).size;
  return rows > Math.max(10, agreedCount(base, field) / 10);
}

/** All of a field's held operations pass when the person allowed so many. After an incomplete read none does. */
function letThrough(
  held: readonly Pick<Held, "operation" | "guard">[],
  kind: "removals" | "adds",
  allowed: number | undefined,
): readonly Held[] {
  const openable = held.filter((each) => each.guard !== "incomplete-read");
  const isAllowed = allowed !== undefined && openable.length <= allowed;
  return held.flatMap((each) => {
    if (each.guard === "incomplete-read") return each;
    if (isAllowed) return [];
    return { ...each, flag: `--allow-${kind} ${each.operation.field}=${openable.length}` };
  });
}
