import type { Row } from "@pakt/contract";
import { titleForPeople } from "@pakt/sync";
import type { Operation, Outcome } from "@pakt/sync";

/** An operation, with what became of it, as the page shows it. */
export function toRow(operation: Operation, outcome?: Outcome): Row {
  const { id, row, field, side, action, reason, target } = operation;
  const { before, after } = valuesOf(operation);
  return {
    id,
    title: { name: titleForPeople(target), type: target.type, key: row },
    ids: [...target.ids],
    field,
    side,
    action,
    reason,
    ...("ref" in operation && operation.ref !== undefined ? { copy: operation.ref } : {}),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(outcome === undefined ? {} : { outcome: toOutcome(outcome) }),
  };
}

function toOutcome({ status, message, at }: Outcome): NonNullable<Row["outcome"]> {
  return { status, at, ...(message === undefined ? {} : { message }) };
}

/** What the written side has, and what it gets. */
function valuesOf(operation: Operation): { readonly before?: unknown; readonly after?: unknown } {
  switch (operation.field) {
    case "watched":
      if (operation.side === "plex") return operation.action === "add" ? { after: {} } : { before: operation.before };
      if (operation.action === "add") return { after: { at: operation.at } };
      return { before: "before" in operation ? operation.before : { at: operation.at } };
    case "rating":
      return operation.action === "remove"
        ? { before: operation.before }
        : { before: operation.before, after: operation.rating };
    case "collection":
      return operation.action === "remove"
        ? { before: operation.before }
        : { before: operation.before, after: { at: operation.at, quality: operation.quality } };
    case "watchlist":
      return operation.action === "remove" ? { before: operation.before } : { after: { at: operation.listedAt } };
  }
}
