import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { INTERRUPTED } from "../exit-codes.ts";
import type { CliExitCode } from "../exit-codes.ts";
import type { Output } from "../output/output.ts";
import { LeftError } from "../setup/prompts.ts";
import type { Prompts } from "../setup/prompts.ts";
import { isReady } from "../setup/setup-ways.ts";
import { withHome } from "./with-home.ts";

/** `pakt setup`: sets everything up by questions, from nothing to the end of the first sync. */
export const setupCommand = defineCommand({
  name: "setup",
  summary: "set everything up by questions, up to the first sync",
  args: {
    token: { type: "boolean", default: false, description: "ask for tokens instead of showing codes to approve" },
    verbose: { type: "boolean", default: false, description: "list every operation of the first sync" },
    json: { type: "boolean", default: false, description: "ask nothing; print how far it is as one JSON document" },
  },
  examples: [
    ["pakt setup", "start, go on where you left, or change something"],
    ["pakt setup --token", "where no browser can approve a code"],
    ["pakt setup --json", "for scripts; ends with 5 where something is missing"],
  ],
  run: async ({ token, verbose, json }, context) => {
    const { stdout, stderr, isTerminal } = context;
    if (json || !isTerminal || !(stdout.isTerminal || stderr.isTerminal)) {
      return showSetup(context, { json });
    }
    const { runSetup } = await import("../setup/run-setup.ts");
    const desk = stdout.isTerminal ? stdout : stderr;
    const { prompts, end } = await openPrompts(context, desk);
    try {
      return await runSetup({ context, prompts, desk, byToken: token, verbose });
    } catch (error) {
      if (!(error instanceof LeftError)) {
        throw error;
      }
      const { renderLeft } = await import("../render/render-setup.ts");
      desk.lines(["", ...renderLeft(desk.style)]);
      return INTERRUPTED;
    } finally {
      end();
    }
  },
});

/** As the terminal itself does while it is not asked to give every key. */
function interrupt(): void {
  process.emit("SIGINT");
}

async function openPrompts(
  { prompts, stdin = process.stdin, signal }: CliContext,
  desk: Output,
): Promise<{ readonly prompts: Prompts; readonly end: () => void }> {
  if (prompts !== undefined) {
    return { prompts, end: () => undefined };
  }
  const { createClackPrompts } = await import("../setup/clack-prompts.ts");
  const terminal = createClackPrompts({ input: stdin, output: desk.stream, signal, onInterrupt: interrupt });
  return { prompts: terminal, end: terminal.end };
}

/** What a script, or a person without a terminal, is told. */
async function showSetup(context: CliContext, { json }: { readonly json: boolean }): Promise<CliExitCode> {
  const { readSetup } = await import("@pakt/sync");
  const { renderVariables } = await import("../render/render-setup.ts");
  const { stdout, signal } = context;
  const { setup, folder } = await withHome(context, async (home) => ({
    setup: await readSetup(home, { signal }),
    folder: home.folder,
  }));
  const exitCode = isReady(setup) ? 0 : 5;
  stdout.lines(
    json ? [JSON.stringify({ ...setup, exitCode }, undefined, 2)] : renderVariables(setup, folder, stdout.style),
  );
  return exitCode;
}
