import { readSpan } from "../arguments/read-span.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { defineCommand } from "../command.ts";
import { pointAt } from "../render/format-amounts.ts";
import type { RunWords } from "../render/run-words.ts";
import { RUN_FLAGS, runAndReport } from "./run-and-report.ts";

const DEFAULT_WITHIN = "30m";

/** `pakt dedupe`: finds plays that are in Trakt's history more than once, and removes them when told to. */
export const dedupeCommand = defineCommand({
  name: "dedupe",
  summary: "find plays that Trakt has twice, and remove them when told to",
  args: {
    within: {
      type: "string",
      default: DEFAULT_WITHIN,
      valueHint: "SPAN",
      description: `plays of one title this close are one view: 90s, 30m, 2h, 1d (default ${DEFAULT_WITHIN})`,
    },
    apply: { type: "boolean", default: false, description: "remove them: the first play of each view stays" },
    yes: {
      type: "boolean",
      default: false,
      description: "with --apply: without a question (needed without a terminal)",
    },
    json: RUN_FLAGS.json,
    verbose: RUN_FLAGS.verbose,
  },
  examples: [
    ["pakt dedupe", "list what is there twice, and remove nothing"],
    ["pakt dedupe --apply", "show it, ask, remove it"],
    ["pakt dedupe --within 2h", "take plays up to two hours apart for one view"],
    ["pakt undo last", "take the removal back"],
  ],
  run: async (args, context) => {
    const { within, apply, yes } = args;
    const withinMs = readSpan(within, "--within");
    if (yes && !apply) {
      throw new UsageError("--yes goes with --apply: without it nothing is removed.", "See `pakt dedupe --help`.");
    }
    if (apply && !yes && !context.isTerminal) {
      throw new UsageError(
        "Without a terminal to ask at, pakt dedupe --apply needs --yes.",
        "See first what it would remove, without --apply.",
      );
    }
    return runAndReport(context, {
      flags: { ...args, "dry-run": !apply },
      words: toWords(within),
      question: (operations) => `Remove ${pointAt(operations, "play")}? \`pakt undo last\` takes it back.`,
      onEnter: "no",
      afterword: "`pakt undo last` takes it back.",
      run: async (home, options) => {
        if (home.config.fields.watched.direction === "off") {
          throw new UsageError(
            "pakt dedupe is about what was watched, which config.json has turned off.",
            'Set fields.watched.direction to "two-way" there.',
          );
        }
        const { dedupe } = await import("@pakt/sync");
        return dedupe(home, { ...options, withinMs });
      },
    });
  },
});

function toWords(within: string): RunWords {
  const again = `pakt dedupe --apply${within === DEFAULT_WITHIN ? "" : ` --within ${within}`}`;
  return {
    whole: "Every view is there once",
    done: "Done",
    nothing: "No play is there twice",
    dryRun: `Nothing was removed: \`${again}\` removes them, and \`pakt undo\` takes that back.`,
    again,
  };
}
