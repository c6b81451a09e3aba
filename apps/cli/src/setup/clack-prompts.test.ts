import { PassThrough } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { captureOutput } from "../../test/capture-output.ts";
import { createClackPrompts } from "./clack-prompts.ts";
import { LeftError } from "./prompts.ts";

const ENTER = "\r";
const DOWN = "\u001B[B";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

/** A keyboard and a screen, and what was asked of them. */
const openTerminal = () => {
  const rawModes: boolean[] = [];
  const interrupts: string[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => rawModes.push(isRaw),
  });
  const output = captureOutput({ isTTY: true, columns: 60 });
  const stop = new AbortController();
  const prompts = createClackPrompts({
    input,
    output,
    signal: stop.signal,
    onInterrupt: () => interrupts.push("interrupt"),
  });
  onTestFinished(() => prompts.end());
  return { prompts, input, output, stop, rawModes, interrupts };
};

const CHOICES = [
  { value: "one", label: "The first" },
  { value: "two", label: "The second", hint: "better" },
  { value: "three", label: "The third", isDisabled: true },
] as const;

describe("clack prompts", () => {
  test.each([
    ["the first by Enter", undefined, ENTER, "one"],
    ["the next by a key", undefined, DOWN + ENTER, "two"],
    ["where the person stands at first", "two", ENTER, "two"],
    ["past one that is disabled", "two", DOWN + ENTER, "one"],
  ] as const)("select %s", async (_, initial, typed, expected) => {
    const { prompts, input, output } = openTerminal();
    const answer = prompts.select({ message: "Which one?", choices: CHOICES, initial });
    input.write(typed);
    expect(await answer).toBe(expected);
    expect(output.text()).toContain("Which one?");
    expect(output.text()).toContain("The third");
  });

  test("select some, at least one", async () => {
    const { prompts, input, output } = openTerminal();
    const answer = prompts.selectSome({ message: "Which ones?", choices: CHOICES.slice(0, 2), initial: ["one"] });
    input.write(` ${ENTER}`);
    await expect.poll(() => output.text()).toContain("at least one");
    input.write(`${DOWN} ${ENTER}`);
    expect(await answer).toEqual(["two"]);
  });

  test("take a line, and no empty one where it is needed", async () => {
    const { prompts, input, output } = openTerminal();
    const answer = prompts.type({ message: "Its client id" });
    input.write(ENTER);
    await expect.poll(() => output.text()).toContain("Type something");
    input.write(`my-app${ENTER}`);
    expect(await answer).toBe("my-app");
  });

  test("show nothing of a hidden line, and take an empty one where it is optional", async () => {
    const { prompts, input, output } = openTerminal();
    const hidden = prompts.type({ message: "Your token", isHidden: true });
    input.write(`c2VjcmV0${ENTER}`);
    expect(await hidden).toBe("c2VjcmV0");
    const none = prompts.type({ message: "Another", isHidden: true, isOptional: true });
    input.write(ENTER);
    expect(await none).toBe("");
    expect(output.text()).not.toContain("c2VjcmV0");
  });

  test("let no name from a service steer the terminal", async () => {
    const { prompts, input, output } = openTerminal();
    const answer = prompts.select({ message: "Which?", choices: [{ value: "1", label: "Evil\u001B]0;title\u0007" }] });
    input.write(ENTER);
    await answer;
    expect(output.text()).not.toContain("\u001B]0;");
  });

  test.each([
    ["Ctrl-C", ({ input }: ReturnType<typeof openTerminal>) => input.write(CTRL_C)],
    ["Ctrl-D", ({ input }: ReturnType<typeof openTerminal>) => input.write(CTRL_D)],
    ["the end of the input", ({ input }: ReturnType<typeof openTerminal>) => input.end()],
    ["the loss of the terminal", ({ input }: ReturnType<typeof openTerminal>) => input.destroy()],
    ["a stop", ({ stop }: ReturnType<typeof openTerminal>) => stop.abort()],
  ])("are left by %s", async (_, leave) => {
    const terminal = openTerminal();
    const answer = terminal.prompts.type({ message: "Its client id" });
    leave(terminal);
    await expect(answer).rejects.toBeInstanceOf(LeftError);
  });

  test("are left at once where the input has ended before", async () => {
    const { prompts, input } = openTerminal();
    input.destroy();
    await expect(prompts.type({ message: "Its client id" })).rejects.toBeInstanceOf(LeftError);
  });

  test("write nothing more once they are answered, also when everything is stopped later", async () => {
    const { prompts, input, output, stop } = openTerminal();
    const answer = prompts.select({ message: "Which one?", choices: CHOICES });
    input.write(ENTER);
    await answer;
    const before = output.text();
    stop.abort();
    expect(output.text()).toBe(before);
  });

  test("drop what was typed before a question, but for Ctrl-C", async () => {
    const { prompts, input, interrupts } = openTerminal();
    input.write(ENTER);
    input.write(CTRL_C);
    await expect.poll(() => interrupts).toEqual(["interrupt"]);
    const answer = prompts.select({ message: "Which one?", choices: CHOICES });
    input.write(DOWN + ENTER);
    expect(await answer).toBe("two");
  });

  test("give the terminal back as it was", async () => {
    const { prompts, input, rawModes } = openTerminal();
    const answer = prompts.select({ message: "Which one?", choices: CHOICES });
    input.write(ENTER);
    await answer;
    expect(rawModes.at(-1)).toBe(true);
    prompts.end();
    expect(rawModes.at(-1)).toBe(false);
    expect(input.isPaused()).toBe(true);
  });
});
