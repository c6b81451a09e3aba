import type { ExitCode } from "@pakt/sync";
import { parseArgs } from "citty";
import type { ArgsDef, ParsedArgs } from "citty";
import { checkArguments } from "./arguments/check-arguments.ts";
import type { CliContext } from "./cli-context.ts";

/** A command as the runner and the help see it. */
export interface Command {
  readonly name: string;
  /** What it does, in the imperative, as the flags are described: no capital, no full stop. */
  readonly summary: string;
  readonly args: ArgsDef;
  /** Command lines, each with what it is for. */
  readonly examples: readonly (readonly [string, string])[];
  /** Checks and reads the words after the command's name, and runs it. Throws UsageError, and what the command throws. */
  run(rawArgs: readonly string[], context: CliContext): Promise<ExitCode>;
}

/** A command as its file writes it: `run` gets its arguments typed by `args`. Booleans default to false and strings to "". */
export interface CommandDefinition<T extends ArgsDef> extends Omit<Command, "run" | "args"> {
  readonly args: T;
  run(args: ParsedArgs<T>, context: CliContext): Promise<ExitCode>;
}

/** Makes a command: its arguments are checked strictly and then parsed by citty. */
export function defineCommand<const T extends ArgsDef>(definition: CommandDefinition<T>): Command {
  const args: ArgsDef = { ...definition.args, debug: { type: "boolean", default: false } };
  return {
    ...definition,
    args,
    run: async (rawArgs, context) =>
      definition.run(parseArgs<T>(checkArguments(rawArgs, args, definition.name), args), context),
  };
}
