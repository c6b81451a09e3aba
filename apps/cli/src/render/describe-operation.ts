import type { Operation } from "@pakt/sync";
import { describeQuality, describeQualityChange } from "./describe-quality.ts";
import { formatMinute } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

type HeldRating = Extract<Operation, { field: "rating"; action: "remove" }>["before"];
type OperationOn<F extends Operation["field"]> = Extract<Operation, { field: F }>;

/** What an operation does and where: `add play on Trakt`, `add to Plex watchlist`. */
export function describeAct(operation: Operation): string {
  const side = sideName(operation.side);
  switch (operation.field) {
    case "watched":
      return describeMark(operation, side);
    case "rating":
      return `${operation.action === "update" ? "set" : operation.action} rating on ${side}`;
    case "collection":
      return describeCollecting(operation, side);
    case "watchlist":
      return operation.action === "add" ? `add to ${side} watchlist` : `remove from ${side} watchlist`;
    default:
      return operation satisfies never;
  }
}

function describeMark(operation: OperationOn<"watched">, side: string): string {
  if (operation.side === "plex") {
    return operation.action === "remove" ? `mark unwatched on ${side}` : `mark watched on ${side}`;
  }
  if (operation.action === "add") {
    return `add play on ${side}`;
  }
  return "play" in operation ? `remove play on ${side}` : `remove plays on ${side}`;
}

function describeCollecting(operation: OperationOn<"collection">, side: string): string {
  switch (operation.action) {
    case "add":
      return `add to ${side} collection`;
    case "update":
      return operation.reason === "resent-date" ? `set date on ${side}` : `set quality on ${side}`;
    case "remove":
      return `remove from ${side} collection`;
    default:
      return operation satisfies never;
  }
}

/**
 * The value that is written, with the one it replaces: `6 to 8`, the minute of a play, `1080p to 4K HDR10`; nothing where the act
 * says it all.
 */
export function describeValue(operation: Operation): string {
  switch (operation.field) {
    case "watched":
      return describePlay(operation);
    case "rating":
      return describeRating(operation);
    case "collection":
      return describeEntry(operation);
    case "watchlist":
      return "";
    default:
      return operation satisfies never;
  }
}

function describePlay(operation: OperationOn<"watched">): string {
  if (operation.side === "plex") {
    return "";
  }
  if (operation.action === "remove" && "before" in operation) {
    return `all ${operation.before.plays}`;
  }
  return operation.at === "unknown" ? "no date" : formatMinute(operation.at);
}

function describeRating(operation: OperationOn<"rating">): string {
  switch (operation.action) {
    case "add":
      return String(starsOf(operation.rating));
    case "update":
      return operation.before === undefined
        ? String(starsOf(operation.rating))
        : `${starsOf(operation.before)} to ${starsOf(operation.rating)}`;
    case "remove":
      return `was ${starsOf(operation.before)}`;
    default:
      return operation satisfies never;
  }
}

function starsOf({ value, exact = value }: HeldRating): number {
  return exact;
}

function describeEntry(operation: OperationOn<"collection">): string {
  if (operation.action === "remove") {
    return `was ${describeQuality(operation.before.quality)}`;
  }
  const { at, before, quality, reason } = operation;
  if (before === undefined) {
    return describeQuality(quality);
  }
  const dates = movesDate(operation)
    ? [`${before.at === undefined ? "no date" : formatMinute(before.at)} to ${formatMinute(at ?? "")}`]
    : [];
  return [...(reason === "resent-date" ? [] : [describeQualityChange(before.quality, quality)]), ...dates].join("; ");
}

/** Whether an entry that is there gets another date. */
function movesDate({ at, before }: Exclude<OperationOn<"collection">, { action: "remove" }>): boolean {
  return before !== undefined && at !== undefined && at.slice(0, 16) !== before.at?.slice(0, 16);
}

/** Whether the words for the operation have a time in them. */
export function hasTime(operation: Operation): boolean {
  if (operation.field === "collection") {
    return operation.action === "update" && movesDate(operation);
  }
  return operation.field === "watched" && "at" in operation && operation.at !== "unknown";
}
