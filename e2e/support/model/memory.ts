import type { Field, Report, Side } from "@pakt/sync";

import type { Title } from "./titles.ts";

/** Something that a person did to a field of a title. A file that comes or changes sets the collection on Plex. */
export interface Deed {
  readonly number: number;
  readonly title: string;
  readonly field: Field;
  readonly side: Side;
  readonly kind: "set" | "clear";
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of a rating. */
  readonly value?: number;
  /** The copy on Plex that it was done to. */
  readonly key?: string;
  /** Done by another app while a run was under way. */
  readonly isConcurrent: boolean;
}

/** What the person remembers: what was done, and when all was well. Nothing of what pakt is meant to do. */
export interface Memory {
  readonly deeds: Deed[];
  /** The number of the next deed. */
  next: number;
  /** After how many deeds a run ended with nothing left to do. */
  readonly settledAt: number[];
  /** Whether a run was taken back. */
  hasUndone: boolean;
  /** Whether the account's limits were ever changed. */
  hasLimits: boolean;
  /** Whether a library came in. */
  hasNewLibrary: boolean;
  /** The last run that wrote something and was not taken back. */
  lastRun?: string | undefined;
  /** What was not as it must be, found on the way. */
  readonly broken: string[];
}

/** Somebody to whom nothing has happened yet. */
export function createMemory(): Memory {
  return { deeds: [], next: 1, settledAt: [], hasUndone: false, hasLimits: false, hasNewLibrary: false, broken: [] };
}

/** Remembers a deed. */
export function remember(memory: Memory, title: Title, deed: Omit<Deed, "number" | "title">): void {
  memory.deeds.push({ ...deed, title: title.name, number: memory.next });
  memory.next += 1;
}

/** Remembers that a run ended well; whatever anybody did before is settled. */
export function rememberReport(memory: Memory, report: Report): void {
  const { exitCode, held, failed, unknown, unmatched, incomplete, skipped, conflicts } = report;
  const isWaiting =
    skipped.some(({ reason }) => WAITING.has(reason)) || conflicts.some(({ winner }) => winner === undefined);
  const isWell = [held, failed, unknown, unmatched, incomplete].every((list) => list.length === 0) && !isWaiting;
  if (exitCode === 0 && isWell) memory.settledAt.push(memory.next);
}

/** Reasons for which a difference stays that is not settled. */
const WAITING: ReadonlySet<string> = new Set([
  "settling",
  "awaiting-confirmation",
  "being-watched",
  "declined",
  "direction",
]);

/** The deeds of a title's field, oldest first. */
export function deedsOf(memory: Memory, title: Title, field: Field): readonly Deed[] {
  return memory.deeds.filter((deed) => deed.title === title.name && deed.field === field);
}

/** Whether a run ended well after the first number and before the second. */
export function isSettledBetween({ settledAt }: Memory, first: number, second: number): boolean {
  return settledAt.some((settled) => settled > first && settled <= second);
}

/** Whether anybody ever watched a title or a part of it. */
export function isWatchedByAnyone(
  { titles, memory }: { readonly titles: readonly Title[]; readonly memory: Memory },
  title: Title,
): boolean {
  const parts = titles.filter(({ name, show }) => name === title.name || show === title.name);
  return parts.some((part) => deedsOf(memory, part, "watched").length > 0);
}
