import { LeftError } from "../src/setup/prompts.ts";
import type { Choice, Prompts } from "../src/setup/prompts.ts";

/** What a person says to a question: a label or the beginning of one, labels of several, or a line; or that they leave. */
export type Answer = string | readonly string[] | typeof LEAVES;

/** The person leaves, as by Ctrl-C. */
export const LEAVES = Symbol("leaves");

/** A question by the beginning of its message, the answer, and what happens while the person thinks. */
export type Line = readonly [message: string, answer: Answer, meanwhile?: () => void];

/** Prompts that are answered as a script says, line by line. A question that is not the next of it, and an answer that is not offered, throw. */
export function createScriptedPrompts(script: readonly Line[]): Prompts & {
  /** Every question that was asked. */
  readonly asked: readonly string[];
  /** The choices of the last one. */
  readonly lastChoices: () => readonly string[];
} {
  const lines = script.values();
  const asked: string[] = [];
  let choices: readonly string[] = [];
  const answer = (message: string): string | readonly string[] => {
    asked.push(message);
    const { value: line } = lines.next();
    if (line === undefined || !message.startsWith(line[0])) {
      throw new Error(`"${message}" was asked, and the script says: ${line?.[0] ?? "the end"}.`);
    }
    line[2]?.();
    if (line[1] === LEAVES) {
      throw new LeftError();
    }
    return line[1];
  };
  const find = <T extends string>(offered: readonly Choice<T>[], label: string): T => {
    choices = offered.map((choice) => choice.label);
    const found = offered.find((choice) => choice.label.startsWith(label) && choice.isDisabled !== true);
    if (found === undefined) {
      throw new Error(`"${label}" is not offered, but ${choices.join(" / ")}.`);
    }
    return found.value;
  };
  return {
    asked,
    lastChoices: () => choices,
    select: async ({ message, choices: offered }) => find(offered, String(answer(message))),
    selectSome: async ({ message, choices: offered }) => {
      const given = answer(message);
      return (typeof given === "string" ? [given] : given).map((label) => find(offered, label));
    },
    type: async ({ message }) => String(answer(message)),
  };
}
