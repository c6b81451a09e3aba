import type { TitleExplanation } from "@pakt/sync";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import type { Command } from "../command.ts";
import { followRun } from "./follow-run.ts";

const explainOne = defineCommand({
  name: "explain",
  summary: "say why a title was or was not synced, and what the next run does",
  args: {
    query: {
      type: "positional",
      required: true,
      valueHint: "TITLE|ID",
      description: "a part of the title, or an id: tmdb:603, movie:tmdb:603, tt0133093",
    },
    json: { type: "boolean", default: false, description: "print what was found as one JSON document" },
  },
  examples: [
    ["pakt explain the matrix", "by a part of its title; reads both sides, writes nothing"],
    ["pakt explain The Wire S01E02", "an episode"],
    ["pakt explain tmdb:603", "by an id; ends with 2 where no title fits, or several"],
  ],
  run: async ({ query, json }, context) => {
    if (query.trim() === "") {
      throw new UsageError("pakt explain needs TITLE|ID.", "See `pakt explain --help`.");
    }
    const { told, now } = await readExplanation(query, { context, json });
    const exitCode = told.result.kind === "explained" ? 0 : 2;
    const { renderAnswer } = await import("../render/render-answer.ts");
    context.stdout.lines(
      json
        ? [JSON.stringify({ ...told, exitCode }, undefined, 2)]
        : renderAnswer(told, { query, now, style: context.stdout.style }),
    );
    return exitCode;
  },
});

/** `pakt explain`: why a title was or was not synced. All words that are no flags are one query. */
export const explainCommand: Command = {
  ...explainOne,
  run: (rawArgs, context) => {
    const isOfFlag = (index: number): boolean => rawArgs[index - 1] === "--profile";
    const words = rawArgs.filter((word, index) => !word.startsWith("-") && !isOfFlag(index));
    const flags = rawArgs.filter((word, index) => word.startsWith("-") || isOfFlag(index));
    return explainOne.run(words.length === 0 ? flags : [...flags, words.join(" ")], context);
  },
};

function readExplanation(
  query: string,
  { context, json }: { readonly context: CliContext; readonly json: boolean },
): Promise<{ readonly told: TitleExplanation; readonly now: number }> {
  return followRun(context, {
    isFollowed: !json && context.stdout.isTerminal === context.stderr.isTerminal,
    run: async (home, { onEvent, signal }) => {
      const { explainTitle } = await import("@pakt/sync");
      const told = await explainTitle(home, query, {
        signal,
        // The plan holds the whole of both sides; here it is about one title.
        onEvent: (event) => {
          if (event.type !== "plan-ready") {
            onEvent?.(event);
          }
        },
      });
      return { told, now: home.clock.now() };
    },
  });
}
