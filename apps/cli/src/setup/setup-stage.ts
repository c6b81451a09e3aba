import type { Home } from "@pakt/sync";
import type { CliContext } from "../cli-context.ts";
import { withHome } from "../commands/with-home.ts";
import type { Output } from "../output/output.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Prompts } from "./prompts.ts";

/** What every step of the wizard has to work with. */
export interface SetupStage {
  readonly context: CliContext;
  readonly prompts: Prompts;
  /** Where the person looks. */
  readonly desk: Output;
  /** Whether sign-ins ask for tokens instead of showing codes. */
  readonly byToken: boolean;
  /** Whether the plan of the first sync is shown whole. */
  readonly verbose: boolean;
}

/** Works with the home as it is now: every step may have changed it. Throws PaktError. */
export function withFreshHome<T>({ context }: SetupStage, work: (home: Home) => Promise<T>): Promise<T> {
  return withHome(context, work);
}

/** Begins a step: an empty line, its name, and what it is about. */
export function beginStep({ desk }: SetupStage, name: string, text: string): void {
  const { style } = desk;
  desk.lines(["", style.bold(name), ...wrapText(text, { width: style.width, indent: 2 })]);
}

/** Says what is being done while the person waits, in a line that goes away when it is done. */
export async function withWait<T>({ desk }: SetupStage, text: string, work: () => Promise<T>): Promise<T> {
  const { style } = desk;
  desk.write(style.dim(`${style.marks.busy} ${text}${style.ellipsis}`));
  try {
    return await work();
  } finally {
    desk.write("\r\u001B[2K");
  }
}
