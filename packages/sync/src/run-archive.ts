import { z } from "zod";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import type { RunRecord, RunSummary } from "./run-record.ts";

const summarySchema = z.custom<RunSummary>(
  (value) => typeof value === "object" && value !== null && "run" in value && "startedAt" in value,
);
const indexSchema = z.object({ version: z.literal(1), runs: z.array(summarySchema) });
// Written whole by this program, or not at all.
const recordSchema = z.custom<RunRecord>(
  (value) => typeof value === "object" && value !== null && "version" in value && value.version === 1,
);

/** The runs that are kept, newest first. */
export async function listKeptRuns(home: Home): Promise<readonly RunSummary[]> {
  const index = parse(await home.storage.getItemRaw<string>(indexKey(home)), indexSchema);
  const known = index?.runs ?? [];
  const listed = new Set(known.map(({ run }) => run));
  const keys = await home.storage.getKeys(folderOf(home));
  const runs = keys.flatMap((key) => /:([^:]+)\.json$/.exec(key)?.[1] ?? []).filter((name) => name !== "index");
  // A kill between a run's file and the index leaves a run that the index does not know.
  const missing = await Promise.all(runs.filter((run) => !listed.has(run)).map((run) => readRecord(home, run)));
  const kept = new Set(runs);
  return [...known.filter(({ run }) => kept.has(run)), ...missing.flatMap((record) => record?.summary ?? [])].toSorted(
    (a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt),
  );
}

/** A run that is kept, by its whole id; `undefined` where its record is not there or cannot be read. */
export function readKeptRun(home: Home, run: string): Promise<RunRecord | undefined> {
  return readRecord(home, run);
}

/** What is said of a run whose record cannot be read. */
export function brokenRecord(home: Home, run: string): PaktError {
  return new PaktError("state-corrupt", `The record of run ${run} cannot be read.`, {
    advice: `Remove ${home.nameOf(recordKey(home, run))}; nothing but the memory of this run is lost.`,
  });
}

/** Keeps a run, and lets go of those beyond what the configuration keeps. */
export async function archiveRun(home: Home, record: RunRecord): Promise<void> {
  const { run } = record.summary;
  await home.storage.setItemRaw(recordKey(home, run), JSON.stringify(record));
  const others = (await listKeptRuns(home)).filter((summary) => summary.run !== run);
  const runs = [record.summary, ...others];
  const { runs: atMost, days } = home.config.journal;
  const oldest = new Date(home.clock.now() - days * DAY_MS).toISOString();
  const kept = runs.filter(({ startedAt }, position) => position < atMost && startedAt >= oldest);
  await home.storage.setItemRaw(indexKey(home), JSON.stringify({ version: 1, runs: kept }));
  for (const gone of runs.slice(1)) {
    if (!kept.includes(gone)) await home.storage.removeItem(recordKey(home, gone.run));
  }
}

/** Replaces the record of a run that is kept, where something was found out about it. */
export async function replaceRun(home: Home, record: RunRecord): Promise<void> {
  const { run } = record.summary;
  const runs = (await listKeptRuns(home)).map((summary) => (summary.run === run ? record.summary : summary));
  await home.storage.setItemRaw(recordKey(home, run), JSON.stringify(record));
  await home.storage.setItemRaw(indexKey(home), JSON.stringify({ version: 1, runs }));
}

const DAY_MS = 24 * 3_600_000;

async function readRecord(home: Home, run: string): Promise<RunRecord | undefined> {
  return parse(await home.storage.getItemRaw<string>(recordKey(home, run)), recordSchema);
}

function parse<T>(text: string | null, schema: z.ZodType<T>): T | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    // It is for show, and for taking back: a broken one stops no sync.
    return undefined;
  }
}

function folderOf(home: Home): string {
  return `state:${home.profile}:runs`;
}

function indexKey(home: Home): string {
  return `${folderOf(home)}:index.json`;
}

function recordKey(home: Home, run: string): string {
  return `${folderOf(home)}:${run}.json`;
}
