import type { Operation } from "@pakt/sync";
import { formatMinute } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

/** What an operation does and where: `add play on Trakt`. */
export function describeAct(operation: Operation): string {
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
export function describeValue(operation: Operation): string {
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

/** Whether the operation writes a time. */
export function hasTime(operation: Operation): boolean {
  return operation.side === "trakt" && "at" in operation && operation.at !== "unknown";
}
