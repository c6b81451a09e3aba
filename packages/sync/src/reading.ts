import type { Field, ReadingSummary } from "@pakt/sync-core";
import { z } from "zod";

import type { Home } from "./home.ts";
import type { Report } from "./report.ts";

/** What a run read, counted. */
export interface Reading extends ReadingSummary {
  /** When it was compared, UTC ISO 8601. */
  readonly comparedAt: string;
}

type Counts = Readonly<Partial<Record<Field, number>>>;

/** What a run read, and what it left open; for whoever asks without a question to the services. */
export interface KeptReading extends Reading {
  /** Operations that were planned and are not written, by field. */
  readonly waiting: Counts;
  /** Operations that wait for a yes, by field. */
  readonly held: Counts;
  /** What is not the same on both sides, by why; the most first. */
  readonly outOfStep: readonly { readonly field?: Field; readonly reason: string; readonly count: number }[];
}

// Written whole by this program, or not at all.
const readingSchema = z.object({
  version: z.literal(1),
  reading: z.custom<KeptReading>((value) => typeof value === "object" && value !== null && "comparedAt" in value),
});

/** The reading that was kept. A broken one is none: the next run makes another. */
export async function readReading(home: Home): Promise<KeptReading | undefined> {
  const text = await home.storage.getItemRaw<string>(keyOf(home));
  if (text === null) return undefined;
  try {
    return readingSchema.safeParse(JSON.parse(text)).data?.reading;
  } catch {
    return undefined;
  }
}

/**
 * Keeps what a run read, with what its report leaves open, in place of what was kept before. A run that applied a saved plan knows nothing of
 * what was held or left alone when the plan was made: that stays as it was.
 */
export async function keepReading(
  home: Home,
  reading: Reading,
  report: Report,
  { isSavedPlan = false }: { readonly isSavedPlan?: boolean } = {},
): Promise<void> {
  const open = leftOpen(report);
  const before = isSavedPlan ? await readReading(home) : undefined;
  const { held, outOfStep } = before ?? open;
  const kept: KeptReading = { ...reading, waiting: open.waiting, held, outOfStep };
  await home.storage.setItemRaw(keyOf(home), JSON.stringify({ version: 1, reading: kept }));
}

/** What a run did not write, counted. */
function leftOpen(report: Report): Pick<KeptReading, "waiting" | "held" | "outOfStep"> {
  const { failed, unknown, unmatched, refused, skipped, kept, conflicts, problems } = report;
  const left = skipped.filter(({ reason }) => reason === "unticked");
  const unwritten = report.dryRun ? (report.operations ?? []) : [...failed, ...unknown, ...left];
  const undecided = conflicts.filter(({ winner }) => winner === undefined);
  const lists = { failed, unknown, unmatched, refused, skipped, kept, conflicts: undecided };
  const reasons = [
    ...Object.entries(lists).flatMap(([list, entries]) =>
      entries.map(({ field, reason }) => ({ field, reason: list === "skipped" || list === "kept" ? reason : list })),
    ),
    ...problems.map(({ reason }) => ({ reason })),
  ];
  const counted = new Map<string, { readonly field?: Field; readonly reason: string; count: number }>();
  for (const each of reasons) {
    const key = JSON.stringify(each);
    counted.set(key, { ...each, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return {
    waiting: countFields(unwritten),
    held: countFields(report.held),
    outOfStep: [...counted.values()].toSorted((a, b) => b.count - a.count),
  };
}

function countFields(entries: readonly { readonly field: Field }[]): Counts {
  const counts: Partial<Record<Field, number>> = {};
  for (const { field } of entries) counts[field] = (counts[field] ?? 0) + 1;
  return counts;
}

function keyOf({ profile }: Home): string {
  return `cache:${profile}:reading.json`;
}
