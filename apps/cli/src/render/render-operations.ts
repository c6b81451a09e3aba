import { titleForPeople } from "@pakt/sync";
import type { Report } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { explainReason } from "./explain-reason.ts";
import { formatMinute } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

type Operation = NonNullable<Report["operations"]>[number];

/** Operations in words, one a line: `add play on Trakt  Heat (1995)  2026-01-02 20:10  added on Plex`. Times are UTC. */
export function renderOperations(operations: readonly Operation[], style: Style): string[] {
  const rows = operations.map((operation): Cell[] => [
    { text: describeAct(operation) },
    { text: titleForPeople(operation.target), paint: style.bold },
    { text: describeValue(operation) },
    { text: explainReason(operation.reason), paint: style.dim },
  ]);
  return alignColumns(rows, { width: style.width, ellipsis: style.ellipsis, shrink: 1 });
}

/** What an operation does and where: `add play on Trakt`. */
function describeAct(operation: Operation): string {
  const side = sideName(operation.side);
  if (operation.field === "watched") {
    return describeMark(operation, side);
  }
  switch (operation.action) {
    case "add":
      return `add rating on ${side}`;
    case "update":
      return `set rating on ${side}`;
    case "remove":
      return `remove rating on ${side}`;
    default:
      return operation satisfies never;
  }
}

function describeMark(operation: Extract<Operation, { field: "watched" }>, side: string): string {
  if (operation.action === "remove") {
    return operation.side === "plex" ? `mark unwatched on ${side}` : `remove plays on ${side}`;
  }
  return operation.side === "plex" ? `mark watched on ${side}` : `add play on ${side}`;
}

/** The value that is written, with the one it replaces: `6 to 8`, the minute of a play, or nothing. */
function describeValue(operation: Operation): string {
  if (operation.field === "watched") {
    return describePlay(operation);
  }
  switch (operation.action) {
    case "add":
      return String(operation.rating.value);
    case "update":
      return operation.before === undefined
        ? String(operation.rating.value)
        : `${operation.before.value} to ${operation.rating.value}`;
    case "remove":
      return `was ${operation.before.value}`;
    default:
      return operation satisfies never;
  }
}

function describePlay(operation: Extract<Operation, { field: "watched" }>): string {
  if (operation.action === "remove") {
    return operation.side === "trakt" ? `all ${operation.before.plays}` : "";
  }
  if (operation.side === "plex") {
    return "";
  }
  return operation.at === "unknown" ? "no date" : formatMinute(operation.at);
}
