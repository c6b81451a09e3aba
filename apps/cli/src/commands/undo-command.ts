import { FIELDS, readField } from "../arguments/read-fields.ts";
import { defineCommand } from "../command.ts";
import { pointAt } from "../render/format-amounts.ts";
import { SYNC_WORDS } from "../render/run-words.ts";
import { RUN_FLAGS, YES_FLAG, needYes, runAndReport } from "./run-and-report.ts";
import { withHome } from "./with-home.ts";

/** `pakt undo`: takes back what a run wrote, as far as nobody has changed it since. */
export const undoCommand = defineCommand({
  name: "undo",
  summary: "take back what a run wrote, as far as nobody has changed it since",
  args: {
    run: {
      type: "positional",
      required: true,
      valueHint: "RUN",
      description: "the id of a run as `pakt log` lists it, the beginning of one, or `last`",
    },
    "dry-run": RUN_FLAGS["dry-run"],
    only: {
      type: "string",
      default: "",
      valueHint: "FIELD",
      description: `take back this field only: ${FIELDS.join(", ")}`,
    },
    operation: {
      type: "string",
      default: "",
      valueHint: "ID",
      description: "take back this operation only (`pakt log RUN --json` lists ids)",
    },
    json: RUN_FLAGS.json,
    verbose: RUN_FLAGS.verbose,
    ...YES_FLAG,
  },
  examples: [
    ["pakt undo last", "show what is taken back, ask, write it"],
    ["pakt undo last --dry-run", "list it, and write nothing"],
    ["pakt undo last --only rating --yes", "ratings only, without a question"],
  ],
  run: async (args, context) => {
    const only = args.only === "" ? undefined : readField(args.only, "--only");
    const { operation } = args;
    needYes("undo", args, context);
    const { readRun, undo } = await import("@pakt/sync");
    // By its whole id from here on: once this is written, `last` is another run.
    const { run } = (await withHome(context, (home) => readRun(home, args.run))).summary;
    return runAndReport(context, {
      flags: args,
      words: {
        ...SYNC_WORDS,
        whole: "Taken back",
        done: "Taken back",
        nothing: "Nothing to take back",
        again: `pakt undo ${run}`,
      },
      question: (operations) => `Take it back with ${pointAt(operations, "operation")}?`,
      onEnter: "no",
      afterword: "What was taken back stays so until one side changes.",
      run: (home, options) =>
        undo(home, run, {
          ...options,
          ...(only === undefined ? {} : { only }),
          ...(operation === "" ? {} : { operation }),
        }),
    });
  },
});
