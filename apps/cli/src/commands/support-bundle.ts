import { accessSync, constants, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { ExitCode } from "@pakt/sync";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { ask } from "../output/ask.ts";
import { createTar } from "../output/tar-archive.ts";
import { renderBundle, renderWritten } from "../render/render-bundle.ts";
import { reasonOf } from "./plan-file.ts";
import { withSilentHome } from "./with-home.ts";

/** What goes into the archive, and where it goes. */
export interface BundleChoices {
  /** Empty: a new name in the current folder. */
  readonly file: string;
  readonly withTitles: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Collects what helps to find out what is wrong, shows it, and writes it into a new archive after a yes. Throws UsageError and PaktError. */
export async function writeBundle(context: CliContext, choices: BundleChoices): Promise<ExitCode> {
  const { stdout, stderr, signal, isTerminal } = context;
  const { withTitles, yes, json } = choices;
  if (!isTerminal && !yes) {
    throw new UsageError(
      "Without a terminal to ask at, pakt doctor --bundle needs --yes.",
      "It holds no tokens, and no titles without --with-titles.",
    );
  }
  const now = new Date();
  const file =
    choices.file === "" ? `pakt-support-${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}.tar.gz` : choices.file;
  checkPlace(file);
  const { collectSupport } = await import("@pakt/sync");
  const files = await withSilentHome(context, (home) =>
    collectSupport(home, { nodeVersion: process.version, withTitles, signal }),
  );
  const sizes = files.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) }));
  const desk = json || !stdout.isTerminal ? stderr : stdout;
  desk.lines(renderBundle(sizes, { withTitles, style: desk.style }));
  if (!yes && !(await ask(`Write these to ${file}?`, { ...context, desk }))) {
    desk.lines(["Nothing was written."]);
    return signal.aborted ? 1 : 0;
  }
  const archive = gzipSync(createTar(files, now.getTime()));
  writeNewFile(file, archive);
  stdout.lines(
    json
      ? [JSON.stringify({ file, bytes: archive.length, withTitles, files: sizes, exitCode: 0 }, undefined, 2)]
      : renderWritten({ file, bytes: archive.length }, stdout.style),
  );
  return 0;
}

/** Proves, before anything is asked for it, that a new file can be made there. */
function checkPlace(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) {
    throw alreadyThere(file);
  }
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw notWritable(file, error);
  }
}

function writeNewFile(file: string, content: Buffer): void {
  try {
    writeFileSync(file, content, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw alreadyThere(file);
    }
    rmSync(file, { force: true });
    throw notWritable(file, error);
  }
}

function alreadyThere(file: string): UsageError {
  return new UsageError(`${file} is there already.`, "Name a new file: pakt doctor --bundle --out FILE.");
}

function notWritable(file: string, error: unknown): UsageError {
  return new UsageError(
    `${file} cannot be written: ${reasonOf(error)}.`,
    "Name a file in a folder that is yours: pakt doctor --bundle --out FILE.",
  );
}
