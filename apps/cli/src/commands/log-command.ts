import { readCount } from "../arguments/read-count.ts";
import { FIELDS, readField } from "../arguments/read-fields.ts";
import type { Field } from "../arguments/read-fields.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { onlyField } from "../render/only-field.ts";
import { HINT, renderRuns } from "../render/render-runs.ts";
import { withHome } from "./with-home.ts";

const DEFAULT_LIMIT = 20;

/** `pakt log`: the runs that are kept, or all of one. Asks neither service. */
export const logCommand = defineCommand({
  name: "log",
  summary: "list past runs, or show all that one did",
  args: {
    run: {
      type: "positional",
      required: false,
      valueHint: "RUN",
      description: "the id of a run, the beginning of one, or `last`; without it, runs are listed",
    },
    limit: {
      type: "string",
      default: "",
      valueHint: "COUNT",
      description: `list so many runs (default ${DEFAULT_LIMIT}; all with --json)`,
    },
    field: {
      type: "string",
      default: "",
      valueHint: "FIELD",
      description: `of a run, show this field only: ${FIELDS.join(", ")}`,
    },
    verbose: { type: "boolean", default: false, description: "of a run, list every title of every list" },
    json: {
      type: "boolean",
      default: false,
      description: "print the runs, or the record of one, as one JSON document",
    },
  },
  examples: [
    ["pakt log", "the last runs, newest first"],
    ["pakt log last", "what the last run wrote, and what it did not write, and why"],
    ["pakt log 20260102T2010 --field rating", "what that run did to ratings"],
    ["pakt log last --json", "the same with ids, for scripts"],
  ],
  run: async ({ run = "", limit, field, verbose, json }, context) => {
    const count = readCount(limit, "--limit");
    const only = field === "" ? undefined : readField(field, "--field");
    if (run !== "" && count !== undefined) {
      throw new UsageError("--limit is for the list of runs, and a run was named.", "Leave one of them out.");
    }
    if (run === "" && (only !== undefined || verbose)) {
      const flag = verbose ? "--verbose" : "--field";
      throw new UsageError(`${flag} needs a run.`, `For example: pakt log last ${flag}${verbose ? "" : " rating"}.`);
    }
    await (run === "" ? printRuns(context, { count, json }) : printRun(context, { run, only, verbose, json }));
    return 0;
  },
});

async function printRuns(
  context: CliContext,
  { count, json }: { readonly count: number | undefined; readonly json: boolean },
): Promise<void> {
  const { forProfile, listRuns } = await import("@pakt/sync");
  const { runs, hint } = await withHome(context, async (home) => ({
    runs: await listRuns(home),
    hint: forProfile(HINT, home.profile),
  }));
  const { stdout } = context;
  stdout.lines(
    json
      ? [JSON.stringify({ runs: runs.slice(0, count) }, undefined, 2)]
      : renderRuns(runs, { style: stdout.style, limit: count ?? DEFAULT_LIMIT, hint }),
  );
}

async function printRun(
  context: CliContext,
  {
    run,
    only,
    verbose,
    json,
  }: {
    readonly run: string;
    readonly only: Field | undefined;
    readonly verbose: boolean;
    readonly json: boolean;
  },
): Promise<void> {
  const { readRun } = await import("@pakt/sync");
  const whole = await withHome(context, (home) => readRun(home, run));
  const record = only === undefined ? whole : onlyField(whole, only);
  const { stdout } = context;
  if (json) {
    stdout.lines([JSON.stringify(record, undefined, 2)]);
    return;
  }
  const { renderRun } = await import("../render/render-run.ts");
  stdout.lines(renderRun(record, { style: stdout.style, verbose, only }));
}
