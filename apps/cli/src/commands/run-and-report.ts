import type { ExitCode, Home, Report, RunOptions } from "@pakt/sync";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { ask } from "../output/ask.ts";
import type { Output } from "../output/output.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countOperations } from "../render/render-counts.ts";
import type { RunWords } from "../render/run-words.ts";
import { followRun } from "./follow-run.ts";

/** The flags of every command that writes, as they were given. */
export interface RunFlags {
  readonly "dry-run": boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
}

/** The definitions of these flags but for `yes`, which not every command needs in the same place. */
export const RUN_FLAGS = {
  "dry-run": { type: "boolean", default: false, description: "print what would be written, and write nothing" },
  json: { type: "boolean", default: false, description: "print the report as one JSON document" },
  verbose: { type: "boolean", default: false, description: "list every operation and every title" },
} as const;

/** The definition of `yes` where nothing is written unseen: `needYes` requires it where nobody can be asked. */
export const YES_FLAG = {
  yes: { type: "boolean", default: false, description: "write without a question (needed without a terminal)" },
} as const;

/** What a run of a command is, and how it is spoken of. */
export interface RunToReport {
  readonly flags: RunFlags;
  readonly words: RunWords;
  readonly run: (home: Home, options: RunOptions) => Promise<Report>;
  /** What the person is asked about so many operations. */
  readonly question: (operations: number) => string;
  /** What Enter alone answers. Default `yes`; `no` for what takes something away. */
  readonly onEnter?: "yes" | "no";
  /** A sentence after the report of a run that wrote something. */
  readonly afterword?: string;
}

/**
 * Without a person at a terminal, only `--yes` or `--dry-run` lets a command go on that writes what nobody asked for by name.
 *
 * Throws UsageError.
 */
export function needYes(command: string, flags: RunFlags, { isTerminal }: CliContext): void {
  if (!isTerminal && !flags.yes && !flags["dry-run"]) {
    throw new UsageError(
      `Without a terminal to ask at, pakt ${command} needs --yes.`,
      "See first what it would do, with --dry-run.",
    );
  }
}

/** A run as it ended. */
export interface ReportedRun {
  readonly report: Report;
  readonly exitCode: ExitCode;
}

/** Makes a run, asks for a yes before it writes where a person is there to give it, and prints its report. Gives the exit code. */
export async function runAndReport(context: CliContext, work: RunToReport): Promise<ExitCode> {
  const { report, exitCode } = await runAndRender(context, work);
  if (work.flags.json) {
    context.stdout.lines([JSON.stringify({ ...report, exitCode }, undefined, 2)]);
  }
  return exitCode;
}

/** The same, but with `--json` prints no report: it is a part of a document. */
export async function runAndRender(context: CliContext, work: RunToReport): Promise<ReportedRun> {
  const { stdout, stderr } = context;
  const { json, verbose, yes, "dry-run": dryRun } = work.flags;
  const desk = json || !stdout.isTerminal ? stderr : stdout;
  const { forProfile } = await import("@pakt/sync");
  let profile = "default";
  const ofProfile = (text: string): string => forProfile(text, profile);
  const report = await followRun(context, {
    run: (home, options) => {
      ({ profile } = home);
      return work.run(home, { ...options, dryRun, listOperations: dryRun || verbose });
    },
    // The report comes where the progress is, and is to stand apart from it.
    isFollowed: !json && stdout.isTerminal === stderr.isTerminal,
    confirm:
      context.isTerminal && !yes && !dryRun
        ? (preview) =>
            confirmPlan(preview, context, desk, { ...work, question: (count) => ofProfile(work.question(count)) })
        : undefined,
  });
  // After a no, the report is that of a dry run which nobody asked for.
  const isRefused = report.dryRun && !dryRun;
  const exitCode = isRefused ? exitCodeOfRefusal(context) : report.exitCode;
  if (isRefused) {
    desk.lines(["Nothing was written."]);
    return { report, exitCode };
  }
  if (!json) {
    const { renderReport } = await import("../render/render-report.ts");
    const { afterword = "", words } = work;
    const { style } = stdout;
    const isWritten = !report.dryRun && countOperations(report.fields) > 0;
    stdout.lines([
      ...renderReport(report, {
        style,
        verbose,
        words: { ...words, dryRun: ofProfile(words.dryRun), again: ofProfile(words.again) },
      }),
      ...(isWritten ? wrapText(ofProfile(afterword), { width: style.width, indent: 2 }) : []),
    ]);
  }
  return { report, exitCode };
}

/** A no is an answer like any other; a stop ends the run before its time. */
function exitCodeOfRefusal({ signal }: CliContext): ExitCode {
  return signal.aborted ? 1 : 0;
}

/** Shows a plan where the person looks and asks for a yes. */
async function confirmPlan(
  preview: Report,
  context: CliContext,
  desk: Output,
  { question, onEnter = "yes", flags: { verbose } }: RunToReport,
): Promise<boolean> {
  const { renderPreview } = await import("../render/render-report.ts");
  desk.lines(renderPreview(preview, { style: desk.style, verbose }));
  return ask(question(countOperations(preview.fields)), { ...context, desk, onEnter });
}
