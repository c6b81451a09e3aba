import { describe, expect, test } from "vitest";
import { COMMAND_CASES, wordsOf } from "../../test/command-cases.ts";
import type { CommandCase } from "../../test/command-cases.ts";
import { runPakt } from "../../test/run-pakt.ts";
import type { PaktResult } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";
import { splitDefinitions } from "../arguments/check-arguments.ts";
import { COMMANDS } from "./command-list.ts";

const CASES = Object.entries(COMMAND_CASES);

/** Runs the case of a command, with more words after it. */
async function runCase(
  [name, command]: readonly [string, CommandCase],
  { more = [], env = {}, typed }: { more?: string[]; env?: Record<string, string>; typed?: string } = {},
): Promise<PaktResult> {
  const started = await startServices();
  await command.prepare?.(started);
  return runPakt([...wordsOf(name, command, started.home), ...more], {
    env: { ...started.env, ...command.env, ...env },
    ...(command.isStopped === true && { signal: AbortSignal.abort() }),
    ...(typed === undefined ? {} : { typed }),
  });
}

/** Whatever is no text and no end of a line. */
const controlCharacters = (text: string): readonly string[] =>
  text.split("").filter((letter) => letter !== "\n" && (letter < " " || (letter >= "\u007F" && letter <= "\u009F")));

const colours = (text: string): readonly string[] =>
  text.split("\u001B[").filter((part, index) => index > 0 && /^[0-9;]*m/.test(part));

test("every command has a case", () => {
  expect(Object.keys(COMMAND_CASES)).toEqual(COMMANDS.map(({ name }) => name));
});

describe.each(COMMANDS.map((command) => [command.name, command] as const))("pakt %s --help", (name, command) => {
  const { flags, places } = splitDefinitions(command.args);

  test("says what the command, each flag and each word is for", async () => {
    const { exitCode, stdout, stderr } = await runPakt([name, "--help"], {});
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const described = [...flags.values(), ...places].filter((argument) => argument.name !== "debug");
    expect(described.filter(({ description = "" }) => !/^[^A-Z].*[^.]$/s.test(description))).toEqual([]);
    expect(described.filter((argument) => !stdout.includes(argument.valueHint ?? `--${argument.name}`))).toEqual([]);
    expect(command.summary).toMatch(/^[a-z].*[^.]$/);
  });

  test("shows examples with flags that there are", () => {
    const lines = command.examples.map(([line]) => line);
    expect(lines.some((line) => line.includes(`pakt ${name}`))).toBe(true);
    const used = lines
      .filter((line) => line.startsWith(`pakt ${name} `))
      .flatMap((line) => line.match(/--[a-z-]+/g) ?? []);
    expect(used.filter((flag) => !flags.has(flag.slice(2)))).toEqual([]);
  });
});

describe("without a terminal", { timeout: 60_000 }, () => {
  test.each(CASES)("pakt %s prints no escape codes and asks nothing", async (name, command) => {
    const { exitCode, stdout, stderr } = await runCase([name, command]);
    expect({ name, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({
      name,
      exitCode: command.exitCode ?? 0,
      stderr: "",
    });
    expect(stdout).not.toBe("");
    expect(controlCharacters(stdout + stderr)).toEqual([]);
  });
});

describe("on a terminal with NO_COLOR", { timeout: 60_000 }, () => {
  test.each(CASES)("pakt %s prints no colours", async (name, command) => {
    const { stdout, stderr } = await runCase([name, command], { env: { NO_COLOR: "1" }, typed: "" });
    expect(colours(stdout + stderr)).toEqual([]);
  });
});

describe("--json", { timeout: 60_000 }, () => {
  const withJson = CASES.filter(([, { withoutJson }]) => withoutJson === undefined);

  test("is a flag of every command but of those that have a reason", () => {
    const names = COMMANDS.filter(({ args }) => "json" in args).map(({ name }) => name);
    expect(withJson.map(([name]) => name)).toEqual(names);
  });

  test.each(withJson)("pakt %s prints one document on stdout, and nothing else", async (name, command) => {
    const { exitCode, stdout } = await runCase([name, command], { more: ["--json"] });
    const document: unknown = JSON.parse(stdout);
    expect(document).toBeTypeOf("object");
    expect({ name, exitCode }).toEqual({ name, exitCode: command.exitCode ?? 0 });
  });

  test.each(withJson)("pakt %s prints one document when the home cannot be used", async (name, command) => {
    const words = wordsOf(name, command, "/proc/nowhere");
    const { exitCode, stdout, stderr } = await runPakt([...words, "--yes", "--json"].filter(isKnownTo(name)), {
      env: { PAKT_HOME: "/proc/nowhere/pakt" },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode,
      error: { message: expect.any(String), advice: expect.any(String) },
    });
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** Keeps the words that a command knows. */
function isKnownTo(name: string): (word: string) => boolean {
  const args = COMMANDS.find((command) => command.name === name)?.args ?? {};
  return (word) => !word.startsWith("--") || word.slice(2) in args;
}

/** A word with a letter too many: what a person types in a hurry. */
const mistype = (word: string): string => `${word}x`;

describe("wrong usage", () => {
  test.each(COMMANDS.map(({ name }) => [mistype(name), name]))(
    "pakt %s ends with 2 and names %s",
    async (typed, name) => {
      const { exitCode, stdout, stderr } = await runPakt([typed], {});
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toContain(`Did you mean ${name}?`);
    },
  );

  const flags = COMMANDS.flatMap(({ name, args }) =>
    [...splitDefinitions(args).flags.keys()].map((flag) => [name, flag]),
  );
  test.each(flags.map(([name = "", flag = ""]) => [name, `--${mistype(flag)}`, `--${flag}`]))(
    "pakt %s %s ends with 2 and names %s",
    async (name, typed, flag) => {
      const { exitCode, stdout, stderr } = await runPakt([name, typed], {});
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toContain(`Did you mean ${flag}?`);
      expect(stderr).toContain(`See \`pakt ${name} --help\`.`);
    },
  );

  test.each(COMMANDS.map(({ name }) => [name]))("pakt %s takes no value for a switch", async (name) => {
    const { exitCode, stdout, stderr } = await runPakt([name, "--debug=yes"], {});
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`--debug takes no value.`);
  });
});
