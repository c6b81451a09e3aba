import type { Report } from "@pakt/sync";
import { FIELDS, readAmounts, readFields } from "../arguments/read-fields.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { ask } from "../output/ask.ts";
import { createProgress } from "../output/create-progress.ts";
import type { Output } from "../output/output.ts";
import { countWords } from "../render/format-amounts.ts";
import { countOperations } from "../render/render-counts.ts";
import { openContextHome } from "./open-context-home.ts";

/** `pakt sync`: makes both sides the same. With a person at the terminal it shows the plan and asks before it writes. */
export const syncCommand = defineCommand({
  name: "sync",
  summary: "makes Plex and Trakt the same.",
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
      description: "let so many held additions pass, once",
    },
  },
  examples: [
    ["pakt sync", "show the plan, ask, write it"],
    ["pakt sync --dry-run", "list every operation, write none"],
    ["pakt sync --only rating --yes", "ratings only, without a question"],
    ["pakt sync --allow-removals rating=37", "let 37 held removals through"],
    ["pakt sync --json > report.json", "for scripts"],
  ],
  run: async (args, context) => {
    const run = createRun(context, {
      only: readFields(args.only, "--only"),
      allowRemovals: readAmounts(args["allow-removals"], "--allow-removals"),
      allowAdds: readAmounts(args["allow-adds"], "--allow-adds"),
      verbose: args.verbose,
    });
    const { verbose } = args;

    if (context.isTerminal && !args.yes && !args["dry-run"]) {
      const desk = args.json || !context.stdout.isTerminal ? context.stderr : context.stdout;
      const preview = await run({ dryRun: true });
      if (!(await confirmPlan(preview, { context, desk, verbose }))) {
        desk.lines(["Nothing was written."]);
        return context.signal.aborted ? 1 : 0;
      }
    }
    const report = await run({ dryRun: args["dry-run"] });
    const { renderReport } = await import("../render/render-report.ts");
    const { style } = context.stdout;
    context.stdout.lines(args.json ? [JSON.stringify(report, undefined, 2)] : renderReport(report, { style, verbose }));
    return report.exitCode;
  },
});

type Choice = {
  readonly only: ReturnType<typeof readFields>;
  readonly allowRemovals: ReturnType<typeof readAmounts>;
  readonly allowAdds: ReturnType<typeof readAmounts>;
  readonly verbose: boolean;
};

/** Binds the choices of a command line to a run: each call opens the home afresh, and shows its progress on stderr. */
function createRun(
  context: CliContext,
  { only, allowRemovals, allowAdds, verbose }: Choice,
): (options: { readonly dryRun: boolean }) => Promise<Report> {
  return async ({ dryRun }) => {
    const { sync } = await import("@pakt/sync");
    const home = await openContextHome(context);
    const progress = createProgress(context.stderr, () => performance.now());
    const sayStop = (): void => progress.say("Stopping safely. Press Ctrl-C again to stop at once.");
    context.signal.addEventListener("abort", sayStop, { once: true });
    try {
      return await sync(home, {
        dryRun,
        listOperations: dryRun || verbose,
        signal: context.signal,
        onEvent: progress.onEvent,
        ...(only === undefined ? {} : { only }),
        ...(allowRemovals === undefined ? {} : { allowRemovals }),
        ...(allowAdds === undefined ? {} : { allowAdds }),
      });
    } finally {
      context.signal.removeEventListener("abort", sayStop);
      progress.end();
    }
  };
}

/** Shows a plan where the person looks and asks for a yes. A plan that writes nothing needs none. */
async function confirmPlan(
  preview: Report,
  { context, desk, verbose }: { readonly context: CliContext; readonly desk: Output; readonly verbose: boolean },
): Promise<boolean> {
  const count = countOperations(preview.fields);
  if (count === 0) {
    return true;
  }
  const { renderPreview } = await import("../render/render-report.ts");
  desk.lines(renderPreview(preview, { style: desk.style, verbose }));
  return ask(`Apply these ${countWords(count, "operation")}?`, { ...context, desk });
}
