import type { Operation, RemovePlays } from "./operation.ts";
import type { Plan } from "./plan.ts";
import { playKeys } from "./sent-index.ts";
import type { ShownPlay } from "./settle-ledger.ts";
import { compareText } from "./compare-text.ts";
import { fromMinute, toMinute } from "./time.ts";

/** Whether an operation removes all plays of a title, whenever they were. */
export function removesAllPlays(operation: Operation): operation is RemovePlays {
  return (
    operation.field === "watched" &&
    operation.side === "trakt" &&
    operation.action === "remove" &&
    !("play" in operation)
  );
}

/** A plan whose removals of all plays say which those are, as the whole history shows them: all can then be brought back. */
export function withRemovedPlays(plan: Plan, history: readonly ShownPlay[]): Plan {
  const byKey = new Map<string, Set<ShownPlay>>();
  for (const play of history) {
    for (const key of playKeys(play)) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, new Set([play]));
      else others.add(play);
    }
  }
  const fill = (operation: RemovePlays): RemovePlays => {
    const { type, ids, show, season, number } = operation.target;
    const keys = playKeys({ type, ids, showIds: show?.ids, season, number });
    const plays = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
    return { ...operation, plays: [...plays].map(momentOf).toSorted(compareText) };
  };
  return {
    ...plan,
    operations: plan.operations.map((operation) => (removesAllPlays(operation) ? fill(operation) : operation)),
  };
}

function momentOf({ at }: ShownPlay): string {
  const minute = toMinute(at);
  return minute === undefined ? "unknown" : fromMinute(minute);
}
