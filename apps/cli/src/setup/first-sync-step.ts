import type { Report, Status } from "@pakt/sync";
import { followRun } from "../commands/follow-run.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "../render/format-amounts.ts";
import { countOperations } from "../render/render-counts.ts";
import { renderPreview, renderReport } from "../render/render-report.ts";
import { renderFirstSync, renderNextSteps } from "../render/render-setup.ts";
import { LeftError } from "./prompts.ts";
import { beginStep, withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";
import type { Turn } from "./setup-ways.ts";

type Answer = "write" | "all" | "change" | "later";

/** Shows what the first sync does, asks, and does it. Gives the end, or what the person would rather do. Throws PaktError. */
export async function makeFirstSync(stage: SetupStage): Promise<Turn> {
  const { context, desk } = stage;
  const { readStatus, sync } = await import("@pakt/sync");
  const { signal } = context;
  const { trakt, lastRun } = await withWait(stage, "Looking at your accounts", () =>
    withFreshHome(stage, (home) => readStatus(home, { signal })),
  );
  const name = lastRun === undefined ? "The first sync" : "The sync";
  beginStep(stage, name, "Both sides are read now. Nothing is written before you say so.");
  const answers: Answer[] = [];
  const report = await followRun(context, {
    run: (home, options) => sync(home, { ...options, listOperations: stage.verbose }),
    isFollowed: true,
    confirm: async (preview) => {
      const answer = await confirmSync(stage, preview, trakt);
      answers.push(answer);
      return answer === "write";
    },
  });
  if (report.dryRun) {
    return answers.includes("change") ? { look: "menu" } : putOff(stage);
  }
  desk.lines(renderReport(report, { style: desk.style, verbose: stage.verbose }));
  if (signal.aborted) {
    throw new LeftError();
  }
  desk.lines(["", ...renderNextSteps(report, desk.style)]);
  return { end: report.exitCode };
}

function putOff({ desk }: SetupStage): Turn {
  desk.lines(["", ...wrapText("Nothing was written. When you like: `pakt sync`, or `pakt setup`.", desk.style)]);
  return { end: 0 };
}

/** Shows the plan, and asks until the answer is one. */
async function confirmSync(stage: SetupStage, preview: Report, trakt: Status["trakt"]): Promise<Answer> {
  const { desk, prompts } = stage;
  const { style } = desk;
  const operations = countWords(countOperations(preview.fields), "operation");
  desk.lines([...renderPreview(preview, { style, verbose: stage.verbose }), ...renderFirstSync(preview, trakt, style)]);
  const ask = async (isWhole: boolean): Promise<Answer> => {
    const answer = await prompts.select<Answer>({
      message: `Write these ${operations}?`,
      choices: [
        { value: "write", label: "Yes, write them" },
        ...(isWhole ? [] : [{ value: "all", label: "Show all of them first" } as const]),
        { value: "change", label: "No, change something" },
        { value: "later", label: "Not now: write nothing, and leave" },
      ],
    });
    if (answer !== "all") {
      return answer;
    }
    desk.lines(renderPreview(preview, { style, verbose: true }));
    return ask(true);
  };
  return ask(stage.verbose);
}
