import { UsageError } from "../arguments/usage-error.ts";
import { defineCommand } from "../command.ts";
import { pointAt } from "../render/format-amounts.ts";
import { SYNC_WORDS } from "../render/run-words.ts";
import { CHOICE_FLAGS, checkPlanChoices, readPlanChoices } from "./plan-choices.ts";
import { RUN_FLAGS, runAndReport } from "./run-and-report.ts";
import type { RunToReport } from "./run-and-report.ts";
import { runForEachProfile } from "./run-for-each-profile.ts";

/** `pakt sync`: makes both sides the same. With a person at the terminal it shows the plan and asks before it writes. */
export const syncCommand = defineCommand({
  name: "sync",
  summary: "make Plex and Trakt the same",
  args: {
    "dry-run": RUN_FLAGS["dry-run"],
    only: CHOICE_FLAGS.only,
    json: RUN_FLAGS.json,
    verbose: RUN_FLAGS.verbose,
    yes: { type: "boolean", default: false, description: "write without a question (implied without a terminal)" },
    "allow-removals": CHOICE_FLAGS["allow-removals"],
    "allow-adds": CHOICE_FLAGS["allow-adds"],
    "resend-dates": CHOICE_FLAGS["resend-dates"],
    "all-profiles": { type: "boolean", default: false, description: "sync every profile, one after another" },
  },
  examples: [
    ["pakt sync", "show the plan, ask, write it"],
    ["pakt sync --dry-run", "list every operation, write none"],
    ["pakt sync --only rating --yes", "ratings only, without a question"],
    ["pakt sync --allow-removals rating=37", "let 37 held removals through"],
    ["pakt sync --only collection --resend-dates", "mend the dates of the collection"],
    ["pakt sync --json > report.json", "for scripts"],
    ["pakt sync --profile kids", "the profile kids"],
    ["pakt sync --all-profiles", "every profile; ends with the worst of their exit codes"],
  ],
  run: async (args, context) => {
    const choices = readPlanChoices(args);
    const work: RunToReport = {
      flags: args,
      words: SYNC_WORDS,
      question: (operations) => `Apply ${pointAt(operations, "operation")}?`,
      run: async (home, options) => {
        const { sync } = await import("@pakt/sync");
        checkPlanChoices(choices, home);
        return sync(home, { ...options, ...choices });
      },
    };
    if (!args["all-profiles"]) {
      return runAndReport(context, work);
    }
    if (context.profile !== undefined) {
      throw new UsageError("--profile and --all-profiles exclude each other.", "Give one of them.");
    }
    return runForEachProfile(context, work);
  },
});
