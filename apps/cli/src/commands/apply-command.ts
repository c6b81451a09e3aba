import { defineCommand } from "../command.ts";
import { pointAt } from "../render/format-amounts.ts";
import { SYNC_WORDS } from "../render/run-words.ts";
import { readPlanText } from "./plan-file.ts";
import { RUN_FLAGS, YES_FLAG, needYes, runAndReport } from "./run-and-report.ts";

/** `pakt apply`: writes what a saved plan holds and nothing else; what has moved since is left out and listed. */
export const applyCommand = defineCommand({
  name: "apply",
  summary: "write exactly what a saved plan holds, but for what has moved since",
  args: {
    file: {
      type: "positional",
      required: true,
      valueHint: "FILE",
      description: "a plan that `pakt plan --out FILE` saved",
    },
    ...RUN_FLAGS,
    ...YES_FLAG,
  },
  examples: [
    ["pakt apply plan.json", "read both sides again, show what is left of the plan, ask, write it"],
    ["pakt apply plan.json --dry-run", "list what would be written, and what has moved"],
    ["pakt apply plan.json --yes", "without a question"],
  ],
  run: async (args, context) => {
    const { file } = args;
    needYes("apply", args, context);
    const text = readPlanText(file);
    return runAndReport(context, {
      flags: args,
      words: { ...SYNC_WORDS, whole: "The plan is applied", nothing: "Nothing to write", again: `pakt apply ${file}` },
      question: (operations) => `Apply ${pointAt(operations, "operation")}?`,
      run: async (home, options) => {
        const { applySavedPlan } = await import("@pakt/sync");
        return applySavedPlan(home, text, options);
      },
    });
  },
});
