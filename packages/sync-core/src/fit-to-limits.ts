import { compareText } from "./compare-text.ts";
import type { SnapshotIndex } from "./index-snapshot.ts";
import { FIELDS, type Field } from "./item.ts";
import type { Listed, Operation } from "./operation.ts";
import type { Plan } from "./plan.ts";
import type { FieldLimit } from "./snapshot.ts";
import { titleForPeople } from "./title-for-people.ts";
import { toMinute } from "./time.ts";

/**
 * A plan that fills an account up exactly to its limits, newest first; the rest is refused and not sent. What the same plan removes makes
 * no room: removals are written last. Take out what is not to be sent before, so that it keeps no room.
 */
export function fitToLimits(plan: Plan, { trakt }: { readonly trakt: Pick<SnapshotIndex, "limits"> }): Plan {
  const { operations } = plan;
  const refused = new Map<Operation, FieldLimit>();
  for (const field of FIELDS) {
    const limit = trakt.limits[field];
    if (limit === undefined) continue;
    const adds = operations.filter((each) => isAdd(each, field));
    const room = Math.max(0, limit.limit - limit.used);
    if (adds.length <= room) continue;
    const newestFirst = adds.toSorted((a, b) => dateOf(b) - dateOf(a) || compareText(a.id, b.id));
    for (const each of newestFirst.slice(room)) refused.set(each, limit);
  }
  if (refused.size === 0) return plan;
  const listed = [...refused].map(([operation, limit]) => toListed(operation, limit));
  return {
    ...plan,
    operations: operations.filter((each) => !refused.has(each)),
    refused: listed.toSorted((a, b) => compareText(`${a.field} ${a.row}`, `${b.field} ${b.row}`)),
  };
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
    message: `This account's limit of ${limit} is reached.${more}`,
  };
}
