import { defineCommand } from "../command.ts";
import { markedText } from "../output/marked-text.ts";
import { formatMinute } from "../render/format-amounts.ts";
import { SYNC_WORDS } from "../render/run-words.ts";
import { followRun } from "./follow-run.ts";
import { CHOICE_FLAGS, checkPlanChoices, readPlanChoices } from "./plan-choices.ts";
import { checkPlanPlace, writePlanFile } from "./plan-file.ts";

/** `pakt plan`: makes the plan of the next sync, shows it, and saves it for `pakt apply`. */
export const planCommand = defineCommand({
  name: "plan",
  summary: "save the plan of a sync in a file, to be looked at and applied later",
  args: {
    out: { type: "string", required: true, valueHint: "FILE", description: "where the plan goes" },
    force: { type: "boolean", default: false, description: "replace a file that is there already" },
    ...CHOICE_FLAGS,
    json: { type: "boolean", default: false, description: "print the report of the plan as one JSON document" },
    verbose: { type: "boolean", default: false, description: "list every title of every list" },
  },
  examples: [
    ["pakt plan --out plan.json", "show the plan and save it; write to neither side"],
    ["pakt plan --out ratings.json --only rating", "ratings only"],
    ["pakt apply plan.json", "write what is in it"],
  ],
  run: async (args, context) => {
    const { out: file, force, json, verbose } = args;
    const { stdout, stderr } = context;
    const choices = readPlanChoices(args);
    checkPlanPlace({ file, force });
    const { makePlan } = await import("@pakt/sync");
    const made = await followRun(context, {
      run: (home, options) => {
        checkPlanChoices(choices, home);
        return makePlan(home, choices, options);
      },
      isFollowed: !json && stdout.isTerminal === stderr.isTerminal,
    });
    const { report } = made;
    writePlanFile(`${JSON.stringify(made.file, undefined, 2)}\n`, { file, force });
    if (json) {
      stdout.lines([JSON.stringify(report, undefined, 2)]);
      return report.exitCode;
    }
    const { renderReport } = await import("../render/render-report.ts");
    const { style } = stdout;
    const saved = `The plan is in ${file} and good until ${formatMinute(made.file.expiresAt)} UTC. \`pakt apply ${file}\` writes just that; set "apply" to false in it for what is to be left out.`;
    stdout.lines([
      ...renderReport(report, { style, verbose, words: { ...SYNC_WORDS, dryRun: "Nothing was written." } }),
      ...markedText(style.green(style.marks.done), saved, style),
    ]);
    return report.exitCode;
  },
});
