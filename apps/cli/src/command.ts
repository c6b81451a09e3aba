import { parseArgs } from "citty";
import type { ArgsDef, ParsedArgs } from "citty";
import { checkArguments } from "./arguments/check-arguments.ts";
import type { CliContext } from "./cli-context.ts";
import type { CliExitCode } from "./exit-codes.ts";

/** A command as the runner and the help see it. */
export interface Command {
  readonly name: string;
  /** What it does, in the imperative, as the flags are described: no capital, no full stop. */
  readonly summary: string;
  readonly args: ArgsDef;
  /** Works with no profile in particular, and takes none. */
  readonly hasNoProfile?: true;
  /** Command lines, each with what it is for. */
  readonly examples: readonly (readonly [string, string])[];
  /** Checks and reads the words after the command's name, and runs it. Throws UsageError, and what the command throws. */
  run(rawArgs: readonly string[], context: CliContext): Promise<CliExitCode>;
}

/** A command as its file writes it: `run` gets its arguments typed by `args`. Booleans default to false and strings to "". */
export interface CommandDefinition<T extends ArgsDef> extends Omit<Command, "run" | "args"> {
  readonly args: T;
  run(args: ParsedArgs<T>, context: CliContext): Promise<CliExitCode>;
}

/** The flag of every command that works with a profile. */
export const PROFILE_FLAG = {
  type: "string",
  default: "",
  valueHint: "NAME",
  description: "the profile to work with (default: PAKT_PROFILE)",
} as const;

/** Makes a command: its arguments are checked strictly and then parsed by citty. */
export function defineCommand<const T extends ArgsDef>(definition: CommandDefinition<T>): Command {
  const ofProfile: ArgsDef = definition.hasNoProfile === true ? {} : { profile: PROFILE_FLAG };
  const args: ArgsDef = { ...definition.args, ...ofProfile, debug: { type: "boolean", default: false } };
  return {
    ...definition,
    args,
    run: async (rawArgs, context) => {
      const parsed = parseArgs<T>(checkArguments(rawArgs, args, definition.name), args);
      const profile = "profile" in parsed ? parsed["profile"] : "";
      const isNamed = typeof profile === "string" && profile !== "";
      return definition.run(parsed, isNamed ? { ...context, profile } : context);
    },
  };
}
