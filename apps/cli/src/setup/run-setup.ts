import type { Setup, SetupStepName } from "@pakt/sync";
import { explainFailure } from "../explain-failure.ts";
import type { CliExitCode } from "../exit-codes.ts";
import { wrapText } from "../output/wrap-text.ts";
import { renderError } from "../render/render-error.ts";
import { renderLeft, renderProblem, renderStep } from "../render/render-setup.ts";
import { actOnStep } from "./act-on-step.ts";
import { LeftError } from "./prompts.ts";
import { withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";
import { hasChangeable, isReady, listMenu, listWaysOn, listWaysOut } from "./setup-ways.ts";
import type { Turn, Way, Wish } from "./setup-ways.ts";

/**
 * Leads from wherever the person is to the end of the first sync. What to do is found out anew after each step from what is stored, so that
 * they may leave at any moment. Every failure that a person can do something about leads to a choice. Throws LeftError when they leave.
 */
export async function runSetup(stage: SetupStage): Promise<CliExitCode> {
  const { style } = stage.desk;
  stage.desk.lines([style.bold("Setting up pakt"), ...wrapText(INTRODUCTION, { width: style.width, indent: 2 })]);
  const told = new Map<SetupStepName, string>();
  let turn: Turn = { look: "start" };
  while (!("end" in turn)) {
    turn = await takeTurn(stage, turn, told);
  }
  return turn.end;
}

const INTRODUCTION =
  "A few questions, then a look at the first sync before anything is written. Ctrl-C leaves; what is done stays.";

type Told = Map<SetupStepName, string>;

async function takeTurn(stage: SetupStage, wish: Wish, told: Told): Promise<Turn> {
  try {
    return "look" in wish ? await look(stage, wish, told) : await actOnStep(stage, wish);
  } catch (error) {
    if (error instanceof LeftError || stage.context.signal.aborted) {
      throw new LeftError();
    }
    const failure = await explainFailure(error);
    if (failure.code === "unexpected") {
      throw error;
    }
    stage.desk.lines(["", ...renderError(failure, stage.desk.style)]);
    return choose(stage, "What now?", { ways: listWaysOut(wish, stage.byToken), exitCode: failure.exitCode });
  }
}

/** Finds out how far the person is, says what is new, and gives what comes next. */
async function look(stage: SetupStage, wish: Extract<Wish, { look: unknown }>, told: Told): Promise<Turn> {
  const { desk, context, byToken } = stage;
  const { readSetup } = await import("@pakt/sync");
  const setup = await withWait(stage, "Looking at how far you are", () =>
    withFreshHome(stage, (home) => readSetup(home, { signal: context.signal })),
  );
  tellSteps(stage, setup, told);
  const next = setup.steps.find(({ name }) => name === setup.next);
  if (next?.problem !== undefined) {
    desk.lines(["", ...renderProblem(next.problem, desk.style)]);
    const hasJustBeenDone = "after" in wish && wish.after === next.name;
    if (next.state === "unreachable" || next.variable !== undefined || hasJustBeenDone) {
      const exitCode = next.state === "unreachable" ? 1 : 5;
      return choose(stage, "What now?", { ways: listWaysOn(next, byToken), exitCode });
    }
  }
  if (next === undefined || wish.look === "menu" || (wish.look === "start" && hasChangeable(setup))) {
    return choose(stage, "What do you want to do?", { ways: listMenu(setup), exitCode: isReady(setup) ? 0 : 5 });
  }
  return { step: next.name };
}

/** One line for each step that is done, once. */
function tellSteps({ desk }: SetupStage, { steps }: Setup, told: Told): void {
  const isFirst = told.size === 0;
  const news = steps.flatMap((step) => {
    const lines = step.state === "done" ? renderStep(step, desk.style) : [];
    const isKnown = told.get(step.name) === lines.join("\n");
    told.set(step.name, lines.join("\n"));
    return isKnown ? [] : lines;
  });
  desk.lines(isFirst && news.length > 0 ? ["", ...news] : news);
}

async function choose(
  { prompts, desk }: SetupStage,
  message: string,
  { ways, exitCode }: { readonly ways: readonly Way[]; readonly exitCode: CliExitCode },
): Promise<Turn> {
  const choices = ways.map(({ label }, index) => ({ value: String(index), label }));
  const answer = await prompts.select({ message, choices });
  const wish = ways[Number(answer)]?.wish ?? "leave";
  if (wish !== "leave") {
    return wish;
  }
  desk.lines(["", ...renderLeft(desk.style)]);
  return { end: exitCode };
}
