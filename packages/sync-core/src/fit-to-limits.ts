import { compareText } from "./compare-text.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { FIELDS, type Field } from "./item.ts";
import type { Listed, Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";
import type { FieldLimit } from "./snapshot.ts";
import { titleForPeople } from "./title-for-people.ts";
import { toMinute } from "./time.ts";

/**
 * A plan that fills an account up exactly to its limits, newest first; the rest is refused and not sent. Where no limit is known the
 * newest come first, too: it may show while they are written. What the same plan removes makes no room: removals are written last.
 * Take out what is not to be sent before, so that it keeps no room.
 */
export function fitToLimits(plan: Plan, { trakt }: { readonly trakt: Pick<SnapshotIndex, "limits"> }): Plan {
  const refused = new Map<Operation, FieldLimit>();
  let { operations } = plan;
  for (const field of FIELDS) {
    const limit = trakt.limits[field];
    if (limit === undefined && !MAY_BE_FULL.has(field)) continue;
    const adds = newestFirst(operations.filter((each) => isAdd(each, field)));
    const inTurn = adds.values();
    operations = operations.map((each) => (isAdd(each, field) ? (inTurn.next().value ?? each) : each));
    if (limit === undefined) continue;
    for (const each of adds.slice(roomOf(limit))) refused.set(each, limit);
  }
  const listed = [...refused].map(([operation, limit]) => toListed(operation, limit));
  return {
    ...plan,
    operations: refused.size === 0 ? operations : operations.filter((each) => !refused.has(each)),
    refused:
      refused.size === 0
        ? plan.refused
        : listed.toSorted((a, b) => compareText(`${a.field} ${a.row}`, `${b.field} ${b.row}`)),
  };
}

/** Lists that end somewhere, whether the account tells where or not. */
const MAY_BE_FULL: ReadonlySet<Field> = new Set<Field>(["collection", "watchlist"]);

function roomOf({ limit, used }: FieldLimit): number {
  return limit === undefined ? 0 : Math.max(0, limit - used);
}

function newestFirst(adds: readonly Operation[]): readonly Operation[] {
  const dated = adds.map((operation) => ({ operation, at: dateOf(operation) }));
  return dated
    .toSorted((a, b) => b.at - a.at || compareText(a.operation.id, b.operation.id))
    .map(({ operation }) => operation);
}

function isAdd({ field, action, side }: Operation, wanted: Field): boolean {
  return side === "trakt" && field === wanted && action === "add";
}

/** When the title came in on the other side, in minutes since 1970; without a date it is the oldest. */
function dateOf(operation: Operation): number {
  if (operation.field === "watchlist" && operation.action === "add") return toMinute(operation.listedAt) ?? 0;
  return "at" in operation ? (toMinute(operation.at) ?? 0) : 0;
}

function toListed({ field, row, target }: Operation, { limit, upgradeUrl }: FieldLimit): Listed {
  const more = upgradeUrl === undefined ? "" : ` More with Trakt VIP: ${upgradeUrl}`;
  return {
    field,
    row,
    title: titleForPeople(target),
    ids: target.ids,
    reason: "account-limit",
    message: `${limit === undefined ? "This account is full." : `This account's limit of ${limit} is reached.`}${more}`,
  };
}
