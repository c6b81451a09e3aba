export { runCli } from "./run-cli.ts";
export type { RunCliOptions } from "./run-cli.ts";
export type { Choice, Prompts } from "./setup/prompts.ts";
export type { CliExitCode } from "./exit-codes.ts";
export type { OutputStream } from "./output/output.ts";
