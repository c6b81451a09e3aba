import type { Readable } from "node:stream";
import type { OpenHomeOptions } from "@pakt/sync";
import type { CliExitCode } from "./exit-codes.ts";
import type { Output } from "./output/output.ts";
import type { Prompts } from "./setup/prompts.ts";

/** All that a command may use of the world around it. */
export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where answers to questions come from. Absent: nobody can be asked. */
  readonly stdin?: Readable;
  /** Whether a person is there to answer. */
  readonly isTerminal: boolean;
  /** Asks the person in place of prompts on the terminal. */
  readonly prompts?: Prompts;
  /** Opens a page of a service in the person's browser; says whether it could. Absent: there is none. */
  readonly openLink?: (url: string) => boolean;
  readonly userHome: string;
  /** The profile that `--profile` names. */
  readonly profile?: string;
  /** Aborted when the person asks for a stop. */
  readonly signal: AbortSignal;
  /** Runs another command line on the same outputs, without a person to ask. Gives its exit code. */
  readonly runAgain: (argv: readonly string[], env: CliContext["env"]) => Promise<CliExitCode>;
  readonly product: OpenHomeOptions["product"];
}
