import type { ExitCode } from "@pakt/sync";

/** The exit code of a person who left by Ctrl-C (128 + SIGINT): `setup` gives it, and a second Ctrl-C ends any process with it. */
export const INTERRUPTED = 130;

/** What a command line may end with. */
export type CliExitCode = ExitCode | typeof INTERRUPTED;

/** Every exit code with its meaning in a few words, in this wording everywhere: the root help prints them, and both READMEs list them. */
export const EXIT_CODES: Readonly<Record<CliExitCode, string>> = {
  0: "done, or nothing to do",
  1: "failed: a side could not be read, the account is locked, another run is active, a file is broken",
  2: "wrong usage",
  3: "partly done: a read was not complete, or a write failed or got no answer",
  4: "removals or bulk adds are held until you let them through",
  5: "not set up, or sign-in needed",
  130: "ended by Ctrl-C: `pakt setup` at once, all else by a second one",
};
