import type { Imported, ImportTool } from "@pakt/sync";
import { findNearestName } from "../arguments/find-nearest-name.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { ask } from "../output/ask.ts";
import { needYes } from "./run-and-report.ts";

/** The tools as they are named after `--from`; the compiler knows when one is missing. */
const TOOLS: Readonly<Record<ImportTool, true>> = { plextraktsync: true, "pakt-py": true };

/** `pakt import`: takes over the configuration of another tool, after showing what it takes and what has no counterpart. */
export const importCommand = defineCommand({
  name: "import",
  summary: "take over the configuration of PlexTraktSync or of the pakt in Python",
  args: {
    path: {
      type: "positional",
      required: true,
      valueHint: "PATH",
      description: "the folder in which the other tool keeps its configuration",
    },
    from: {
      type: "string",
      required: true,
      valueHint: "TOOL",
      description: "plextraktsync, or pakt-py for the pakt in Python",
    },
    "with-tokens": {
      type: "boolean",
      default: false,
      description: "take its sign-ins, too; the other tool then has to sign in anew",
    },
    overwrite: {
      type: "boolean",
      default: false,
      description: "also in place of what pakt is set to already",
    },
    "dry-run": { type: "boolean", default: false, description: "show what would be taken, and write nothing" },
    yes: { type: "boolean", default: false, description: "write without a question (needed without a terminal)" },
    json: { type: "boolean", default: false, description: "print what was taken as one JSON document" },
  },
  examples: [
    ["pakt import --from plextraktsync ~/plextraktsync", "show what it takes, ask, write it"],
    ["pakt import --from pakt-py ~/.config/pakt --dry-run", "show it only"],
  ],
  run: async (args, context) => {
    const { path, "with-tokens": withTokens, overwrite, "dry-run": dryRun, json, yes } = args;
    const from = readTool(args.from);
    needYes("import", { ...args, verbose: false }, context);
    const { importSettings } = await import("@pakt/sync");
    const { renderImport, renderImportEnd } = await import("../render/render-import.ts");
    const { stdout, stderr, env, userHome, product, signal } = context;
    const desk = json || !stdout.isTerminal ? stderr : stdout;
    const isAsking = context.isTerminal && !yes;
    const imported = await importSettings(
      { env, userHome, product },
      {
        from,
        path,
        withTokens,
        overwrite,
        dryRun,
        signal,
        confirm: isAsking
          ? (preview) => {
              desk.lines(renderImport(preview, desk.style));
              return ask("Take this over?", { ...askedOf(context), desk });
            }
          : undefined,
      },
    );
    if (json) {
      stdout.lines([JSON.stringify({ ...imported, exitCode: 0 }, undefined, 2)]);
      return 0;
    }
    const wasShown = isAsking && !dryRun && hasWork(imported);
    stdout.lines([
      ...(wasShown ? [] : renderImport(imported, stdout.style)),
      ...renderImportEnd(imported, { style: stdout.style, dryRun }),
    ]);
    return 0;
  },
});

function readTool(name: string): ImportTool {
  const names = Object.keys(TOOLS);
  const known = names.find((tool) => tool === name.toLowerCase());
  if (known !== undefined) {
    // The keys of TOOLS are all of the type, and `Object.keys` forgets it.
    return known as ImportTool;
  }
  const nearest = findNearestName(name.toLowerCase(), names);
  throw new UsageError(
    `--from does not know "${name}".${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    `Choose from: ${names.join(", ")}.`,
  );
}

function askedOf({ stdin, signal }: CliContext): Pick<CliContext, "stdin" | "signal"> {
  return { signal, ...(stdin === undefined ? {} : { stdin }) };
}

function hasWork({ settings, signIns, movedTo, written }: Imported): boolean {
  return written || movedTo !== undefined || [...settings, ...signIns].some(({ fate }) => fate === "taken");
}
