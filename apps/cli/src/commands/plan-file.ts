import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../arguments/usage-error.ts";

/** Where a plan is saved, and whether a file that is there already may be replaced. */
export interface PlanPlace {
  readonly file: string;
  readonly force: boolean;
}

/** Proves, before anything is read for it, that a plan can be saved there. Throws UsageError. */
export function checkPlanPlace({ file, force }: PlanPlace): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) {
    throw new UsageError(`${file} is a folder.`, "Name a file, for example: pakt plan --out plan.json.");
  }
  if (found !== undefined && !force) {
    throw alreadyThere(file);
  }
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw notWritable(file, error);
  }
}

/** Saves a plan for its owner alone; one that is replaced is replaced whole or not at all. Throws UsageError. */
export function writePlanFile(text: string, { file, force }: PlanPlace): void {
  const written = force ? `${file}.${process.pid}.tmp` : file;
  try {
    writeFileSync(written, text, { mode: 0o600, flag: "wx", flush: true });
    if (force) {
      renameSync(written, file);
    }
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      throw alreadyThere(written);
    }
    rmSync(written, { force: true });
    throw notWritable(file, error);
  }
}

/** The text of a saved plan. Throws UsageError. */
export function readPlanText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${reasonOf(error)}.`,
      "`pakt plan --out FILE` writes a plan that can be applied.",
    );
  }
}

function notWritable(file: string, error: unknown): UsageError {
  return new UsageError(`${file} cannot be written: ${reasonOf(error)}.`, "Name a file in a folder that is yours.");
}

function alreadyThere(file: string): UsageError {
  return new UsageError(`${file} is there already.`, "Name another file, or replace it with --force.");
}

/** In a few words why a file cannot be read or written. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return REASONS.get(code) ?? code;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file or folder"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EISDIR", "it is a folder"],
  ["EACCES", "this user may not"],
  ["EPERM", "this user may not"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
