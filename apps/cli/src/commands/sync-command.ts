import type { ExitCode, Report } from "@pakt/sync";
import { FIELDS, readAmounts, readFields } from "../arguments/read-fields.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { ask } from "../output/ask.ts";
import { createProgress } from "../output/create-progress.ts";
import type { Output } from "../output/output.ts";
import { countWords } from "../render/format-amounts.ts";
import { countOperations } from "../render/render-counts.ts";
import { withHome } from "./with-home.ts";

/** `pakt sync`: makes both sides the same. With a person at the terminal it shows the plan and asks before it writes. */
export const syncCommand = defineCommand({
  name: "sync",
  summary: "make Plex and Trakt the same",
  args: {
    "dry-run": { type: "boolean", default: false, description: "print what would be written, and write nothing" },
    only: {
      type: "string",
      default: "",
      valueHint: "FIELD,FIELD",
      description: `sync these fields only: ${FIELDS.join(", ")}`,
    },
    json: { type: "boolean", default: false, description: "print the report as one JSON document" },
    verbose: { type: "boolean", default: false, description: "list every operation and every title" },
    yes: { type: "boolean", default: false, description: "write without a question (implied without a terminal)" },
    "allow-removals": {
      type: "string",
      default: "",
      valueHint: "FIELD=COUNT",
      description: "let so many held removals pass, once",
    },
    "allow-adds": {
      type: "string",
      default: "",
      valueHint: "FIELD=COUNT",
      description: "let so many held bulk adds pass, once",
    },
    "resend-dates": {
      type: "boolean",
      default: false,
      description: "set the dates of Trakt's collection to those on which titles came into Plex",
    },
  },
  examples: [
    ["pakt sync", "show the plan, ask, write it"],
    ["pakt sync --dry-run", "list every operation, write none"],
    ["pakt sync --only rating --yes", "ratings only, without a question"],
    ["pakt sync --allow-removals rating=37", "let 37 held removals through"],
    ["pakt sync --only collection --resend-dates", "mend the dates of the collection"],
    ["pakt sync --json > report.json", "for scripts"],
  ],
  run: async (args, context) => {
    const { verbose, "dry-run": dryRun, "resend-dates": resendDates } = args;
    const only = readFields(args.only, "--only");
    if (resendDates && only?.includes("collection") === false) {
      throw new UsageError("--resend-dates needs the collection among the fields of --only.", RESEND_ADVICE);
    }
    const isAsked = context.isTerminal && !args.yes && !dryRun;
    const desk = args.json || !context.stdout.isTerminal ? context.stderr : context.stdout;
    const report = await runSync(context, {
      dryRun,
      verbose,
      only,
      allowRemovals: readAmounts(args["allow-removals"], "--allow-removals"),
      allowAdds: readAmounts(args["allow-adds"], "--allow-adds"),
      resendDates,
      // The report comes where the progress is, and is to stand apart from it.
      isFollowed: !args.json && context.stdout.isTerminal === context.stderr.isTerminal,
      ...(isAsked ? { confirm: (preview: Report) => confirmPlan(preview, { context, desk, verbose }) } : {}),
    });
    // After a no, the report is that of a dry run which nobody asked for.
    const isRefused = report.dryRun && !dryRun;
    const exitCode = isRefused ? exitCodeOfRefusal(context) : report.exitCode;
    if (args.json) {
      context.stdout.lines([JSON.stringify({ ...report, exitCode }, undefined, 2)]);
    }
    if (isRefused) {
      desk.lines(["Nothing was written."]);
      return exitCode;
    }
    if (!args.json) {
      const { renderReport } = await import("../render/render-report.ts");
      context.stdout.lines(renderReport(report, { style: context.stdout.style, verbose }));
    }
    return exitCode;
  },
});

const TURNED_OFF_ADVICE = 'Set fields.collection.direction to "plex-to-trakt" there.';
const RESEND_ADVICE = "For example: pakt sync --only collection --resend-dates.";

/** A no is an answer like any other; a stop ends the run before its time. */
function exitCodeOfRefusal({ signal }: CliContext): ExitCode {
  return signal.aborted ? 1 : 0;
}

interface Choice {
  readonly dryRun: boolean;
  readonly verbose: boolean;
  readonly only: ReturnType<typeof readFields>;
  readonly allowRemovals: ReturnType<typeof readAmounts>;
  readonly allowAdds: ReturnType<typeof readAmounts>;
  readonly resendDates: boolean;
  /** Whether more is printed where the progress is. */
  readonly isFollowed: boolean;
  readonly confirm?: (preview: Report) => Promise<boolean>;
}

/** Runs one sync with its progress on stderr. The progress stands still while the person is asked. */
async function runSync(context: CliContext, choice: Choice): Promise<Report> {
  const { sync } = await import("@pakt/sync");
  const { dryRun, verbose, only, allowRemovals, allowAdds, resendDates, isFollowed, confirm } = choice;
  const progress = createProgress(context.stderr, () => performance.now());
  const sayStop = (): void => progress.say("Stopping safely. Press Ctrl-C again to stop at once.");
  const listenForStop = (): void => context.signal.addEventListener("abort", sayStop, { once: true });
  const confirmAlone = async (preview: Report): Promise<boolean> => {
    progress.setApart();
    // A stop ends the question at once: there is nothing to wait for.
    context.signal.removeEventListener("abort", sayStop);
    const answer = (await confirm?.(preview)) ?? true;
    listenForStop();
    return answer;
  };
  listenForStop();
  try {
    return await withHome(context, (home) => {
      if (resendDates && home.config.fields.collection.direction === "off") {
        throw new UsageError(
          "--resend-dates needs the collection, which config.json has turned off.",
          TURNED_OFF_ADVICE,
        );
      }
      return sync(home, {
        dryRun,
        listOperations: dryRun || verbose,
        resendDates,
        signal: context.signal,
        onEvent: progress.onEvent,
        ...(only === undefined ? {} : { only }),
        ...(allowRemovals === undefined ? {} : { allowRemovals }),
        ...(allowAdds === undefined ? {} : { allowAdds }),
        ...(confirm === undefined ? {} : { confirm: confirmAlone }),
      });
    });
  } finally {
    context.signal.removeEventListener("abort", sayStop);
    if (isFollowed) {
      progress.setApart();
    } else {
      progress.end();
    }
  }
}

/** Shows a plan where the person looks and asks for a yes. */
async function confirmPlan(
  preview: Report,
  { context, desk, verbose }: { readonly context: CliContext; readonly desk: Output; readonly verbose: boolean },
): Promise<boolean> {
  const { renderPreview } = await import("../render/render-report.ts");
  desk.lines(renderPreview(preview, { style: desk.style, verbose }));
  const count = countWords(countOperations(preview.fields), "operation");
  return ask(`Apply these ${count}?`, { ...context, desk });
}
