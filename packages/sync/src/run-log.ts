import { openLog } from "./log.ts";
import type { Log } from "./log.ts";
import type { Home } from "./home.ts";
import type { Report } from "./report.ts";
import type { RunOptions } from "./run-options.ts";
import type { RunKind } from "./run-record.ts";
import type { SyncEvent } from "./sync-event.ts";

/** A run whose events, warnings and end are logged. */
export interface LoggedRun {
  readonly kind: RunKind;
  readonly options: RunOptions;
  /** The run, with the options that log its events too. */
  readonly work: (log: Log, options: RunOptions) => Promise<Report>;
}

/** Logs a run from its start to its end: phases, requests, warnings and counts, no titles; what it throws is logged and thrown on. */
export async function withRunLog(home: Home, { kind, options, work }: LoggedRun): Promise<Report> {
  const { onEvent = () => undefined } = options;
  const log = openLog(home, (message) => onEvent({ type: "warning", message }));
  log.write("info", "run-start", {
    kind,
    profile: home.profile,
    ...(options.dryRun === true && { dryRun: true }),
    versions: { [home.product.name]: home.product.version, node: process.versions.node },
    platform: `${process.platform} ${process.arch}`,
  });
  for (const { message, advice } of home.warnings) log.write("warn", "home", { message, advice });
  try {
    const report = await work(log, {
      ...options,
      onEvent: (event) => {
        writeEvent(log, event);
        onEvent(event);
      },
    });
    writeEnd(log, report);
    return report;
  } catch (error) {
    log.writeError(error);
    throw error;
  }
}

function writeEvent(log: Log, { type, ...facts }: SyncEvent): void {
  // How far it is says nothing any more once it is over.
  if (type === "fetch-progress" || type === "apply-progress") return;
  log.write(type === "warning" ? "warn" : "info", type, facts);
}

const LISTS = [
  "conflicts",
  "kept",
  "skipped",
  "held",
  "problems",
  "refused",
  "failed",
  "unknown",
  "unmatched",
] as const satisfies readonly (keyof Report)[];

function writeEnd(log: Log, report: Report): void {
  for (const message of report.warnings) log.write("warn", "warning", { message });
  for (const { side, field, reason } of report.incomplete) log.write("warn", "incomplete", { side, field, reason });
  log.write("info", "run-end", {
    run: report.run,
    exitCode: report.exitCode,
    durationMs: report.durationMs,
    written: report.dryRun ? "nothing: a dry run, or not confirmed" : report.fields,
    // Messages of what failed, and how often each; titles are in the record of the run.
    failures: tally([...report.failed, ...report.unknown].map(({ message, reason }) => message ?? reason)),
    listed: Object.fromEntries(
      LISTS.flatMap((list) => (report[list].length === 0 ? [] : [[list, report[list].length]])),
    ),
  });
}

function tally(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}
