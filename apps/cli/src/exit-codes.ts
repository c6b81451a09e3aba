import type { ExitCode } from "@pakt/sync";

/** Every exit code with its meaning in a few words; the root help prints them. */
export const EXIT_CODES: Readonly<Record<ExitCode, string>> = {
  0: "done, or nothing to do",
  1: "failed: a side could not be read, the account is locked, another run is active",
  2: "wrong usage",
  3: "partly done: a read was incomplete, a write failed or is not confirmed yet",
  4: "removals are held",
  5: "sign-in needed",
};
