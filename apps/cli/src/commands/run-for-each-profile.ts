import type { ExitCode, Report } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";
import { explainFailure } from "../explain-failure.ts";
import { renderError } from "../render/render-error.ts";
import { runAndRender } from "./run-and-report.ts";
import type { RunToReport } from "./run-and-report.ts";
import { withHome } from "./with-home.ts";

/** How the run of one profile ended. */
type ProfileRun = { readonly profile: string; readonly exitCode: ExitCode } & (
  | { readonly report: Report }
  | { readonly error: { readonly code: string; readonly message: string; readonly advice: string } }
);

/** Where several apply: the worst first. */
const WORST_FIRST: readonly ExitCode[] = [5, 1, 2, 3, 4, 0];

/** Makes a run for every profile, one after another; one that fails keeps no other from its run. Gives the worst exit code. */
export async function runForEachProfile(context: CliContext, work: RunToReport): Promise<ExitCode> {
  const { json } = work.flags;
  const names = await withHome(context, async ({ config }) => (await import("@pakt/sync")).profileNames(config));
  const runs: ProfileRun[] = [];
  for (const profile of names) {
    if (!json) {
      const { style } = context.stdout;
      context.stdout.lines([...(runs.length === 0 ? [] : [""]), style.bold(`Profile ${profile}`)]);
    }
    const run = await runOne({ ...context, profile }, profile, work);
    runs.push(run);
    if ("error" in run && run.error.code === "interrupted") break;
  }
  const exitCode = WORST_FIRST.find((code) => runs.some((run) => run.exitCode === code)) ?? 0;
  if (json) {
    context.stdout.lines([JSON.stringify({ profiles: runs, exitCode }, undefined, 2)]);
  }
  return exitCode;
}

async function runOne(context: CliContext, profile: string, work: RunToReport): Promise<ProfileRun> {
  try {
    const { report, exitCode } = await runAndRender(context, work);
    return { profile, exitCode, report: { ...report, exitCode } };
  } catch (error) {
    const { code, message, advice, exitCode } = await explainFailure(error);
    const told = { message: work.flags.json ? `Profile ${profile}: ${message}` : message, advice };
    context.stderr.lines(renderError(told, context.stderr.style));
    return { profile, exitCode, error: { code, message, advice } };
  }
}
