import type { Readable } from "node:stream";
import { unknownFlag } from "./arguments/check-arguments.ts";
import { findNearestName } from "./arguments/find-nearest-name.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { traktClientId } from "./built-in.ts";
import type { CliContext } from "./cli-context.ts";
import { COMMANDS } from "./commands/command-list.ts";
import type { Command } from "./command.ts";
import type { CliExitCode } from "./exit-codes.ts";
import { explainFailure } from "./explain-failure.ts";
import { createOutput } from "./output/output.ts";
import type { OutputStream } from "./output/output.ts";
import { readVersion } from "./read-version.ts";
import { renderError } from "./render/render-error.ts";
import { renderCommandHelp, renderRootHelp } from "./render/render-help.ts";
import type { Prompts } from "./setup/prompts.ts";

/** What the tool is given of the process it runs in. */
export interface RunCliOptions {
  /** The words after `pakt`. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Where answers to questions come from. */
  readonly stdin?: Readable;
  /** Whether a person is there: `sync` then shows its plan and asks before it writes. */
  readonly isTerminal: boolean;
  /** Answers the questions of `setup` in place of a person at a terminal. */
  readonly prompts?: Prompts;
  /** Opens a page of Plex or Trakt in the person's browser, and says whether it could. Default: there is no browser. */
  readonly openLink?: (url: string) => boolean;
  /** The person's home folder. */
  readonly userHome: string;
  /** Asks the run to stop safely: what was sent is awaited and recorded. */
  readonly signal?: AbortSignal;
}

/**
 * Runs one command line and gives its exit code. Never throws and never ends the process: every failure is printed as a sentence with
 * a next step, on stderr; with `--json` also as a document on stdout.
 */
export async function runCli(options: RunCliOptions): Promise<CliExitCode> {
  const context = createContext(options);
  try {
    return await dispatch(options.argv, context);
  } catch (error) {
    return printFailure(error, options.argv, context);
  }
}

/** Prints a failure that no command line could catch, as {@link runCli} prints its own. Gives the exit code. */
export function reportFailure(error: unknown, options: RunCliOptions): Promise<CliExitCode> {
  return printFailure(error, options.argv, createContext(options));
}

function createContext(options: RunCliOptions): CliContext {
  const { stdin, signal, prompts, openLink } = options;
  return {
    env: options.env,
    stdout: createOutput(options.stdout, options.env),
    stderr: createOutput(options.stderr, options.env),
    ...(stdin === undefined ? {} : { stdin }),
    ...(prompts === undefined ? {} : { prompts }),
    ...(openLink === undefined ? {} : { openLink }),
    isTerminal: options.isTerminal,
    userHome: options.userHome,
    signal: signal ?? new AbortController().signal,
    runAgain: (argv, env) => runCli({ ...options, argv, env, isTerminal: false }),
    product: { name: "pakt", version: readVersion(), ...(traktClientId !== undefined && { traktClientId }) },
  };
}

async function dispatch(argv: readonly string[], context: CliContext): Promise<CliExitCode> {
  const { before, name, after } = splitAtCommand(argv);
  const wantsHelp = [...before, ...after].some((word) => word === "--help" || word === "-h");
  const command = name === undefined ? undefined : findCommand(name);
  if (command !== undefined && wantsHelp) {
    context.stdout.lines(renderCommandHelp(command, context.stdout.style));
    return 0;
  }
  if (before.includes("--version") || before.includes("-v")) {
    context.stdout.lines([context.product.version]);
    return 0;
  }
  checkRootFlags(before);
  if (command === undefined) {
    context.stdout.lines(renderRootHelp(COMMANDS, context.stdout.style));
    return 0;
  }
  return command.run(after, context);
}

/** Cuts the words at the first that is no flag: the command. `help` is read as `--help`. */
function splitAtCommand(argv: readonly string[]): {
  readonly before: readonly string[];
  readonly name: string | undefined;
  readonly after: readonly string[];
} {
  const words = argv[0] === "help" ? [...argv.slice(1), "--help"] : argv;
  const index = words.findIndex((word) => !word.startsWith("-"));
  return index === -1
    ? { before: words, name: undefined, after: [] }
    : { before: words.slice(0, index), name: words[index], after: words.slice(index + 1) };
}

function findCommand(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) {
    return command;
  }
  const nearest = findNearestName(
    name,
    COMMANDS.map((candidate) => candidate.name),
  );
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new UsageError(`Unknown command "${name}".${hint}`, "See `pakt --help`.");
}

function checkRootFlags(flags: readonly string[]): void {
  const wrong = flags.find((flag) => !["--help", "-h", "--debug"].includes(flag));
  if (wrong !== undefined) {
    throw unknownFlag(wrong, ["help", "version", "debug"], "Flags of a command come after it. See `pakt --help`.");
  }
}

const SETUP_ADVICE = "Set everything up by questions: pakt setup.";

async function printFailure(error: unknown, argv: readonly string[], context: CliContext): Promise<CliExitCode> {
  const failure = await explainFailure(error);
  const { code, message, exitCode, stack } = failure;
  const advice = code === "not-configured" ? `${SETUP_ADVICE} ${failure.advice}` : failure.advice;
  if (argv.includes("--json")) {
    context.stdout.lines([JSON.stringify({ error: { code, message, advice }, exitCode }, undefined, 2)]);
  }
  const { style } = context.stderr;
  const isDebugged = argv.includes("--debug");
  context.stderr.lines([
    ...renderError({ message, advice }, style),
    ...(isDebugged && stack !== undefined ? [style.dim(stack)] : []),
    ...(isDebugged ? await describeLog(context) : []),
  ]);
  return exitCode;
}

/** Where the log is, for whoever looks for the reason; nothing where there is none, or where its package is what cannot be loaded. */
async function describeLog({ env, userHome }: CliContext): Promise<string[]> {
  const sync = await import("@pakt/sync").catch(() => undefined);
  const path = sync?.findLog({ env, userHome });
  return path === undefined ? [] : [`The log is ${path}`];
}
