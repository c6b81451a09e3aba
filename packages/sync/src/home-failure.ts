import { dirname } from "node:path";

import { adviceToOwn } from "./file-modes.ts";
import { PaktError } from "./pakt-error.ts";

/** What the file system says of a file or folder, in words; its code stands for the rest. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  EROFS: "it is read-only",
  EISDIR: "a folder stands in its place",
  EEXIST: "a file stands where a folder should be",
  ENOTDIR: "a file stands where a folder should be",
  ENOENT: "it is not there",
};
const DENIED: ReadonlySet<string> = new Set(["EACCES", "EPERM"]);

/** In a few words why a file cannot be read. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return "unknown reason";
  return DENIED.has(code) ? "this user may not read it" : (REASONS[code] ?? code);
}

/** In a few words why a file cannot be written. */
export function reasonOfWrite(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return "unknown reason";
  return DENIED.has(code) ? "this user may not write there" : (REASONS[code] ?? code);
}

/** A failed write in the home as PaktError `home-unusable`; anything that the file system did not say comes back as it is. */
export function toHomeError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new PaktError("home-unusable", `${path} cannot be written: ${reasonOfWrite(error)}.`, {
    advice: adviceFor(code, dirname(path)),
    cause: error,
  });
}

/** A failed read in the home as PaktError `home-unusable`; anything that the file system did not say comes back as it is. */
export function toHomeReadError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  return new PaktError("home-unusable", `${path} cannot be read: ${reasonOf(error)}.`, {
    advice: DENIED.has(code) ? `${adviceToOwn(dirname(path))}.` : "Look what is there, and mend it.",
    cause: error,
  });
}

/** What the file system says of a path, where nobody knows what it was used for; `undefined` for what it says to a mistake of ours. */
export function toPathError(error: unknown, path: string): PaktError | undefined {
  const code = codeOf(error) ?? "";
  if (!DENIED.has(code) && code !== "EIO" && REASONS[code] === undefined) return undefined;
  const reason = DENIED.has(code) ? "this user may not" : (REASONS[code] ?? "the disk cannot be read or written");
  return new PaktError("home-unusable", `${path} cannot be used: ${reason}.`, {
    advice: adviceFor(code === "ENOENT" ? "" : code, dirname(path)),
    cause: error,
  });
}

/** A folder of the home that cannot be made or used, as PaktError `home-unusable`. */
export function toFolderError(error: unknown, folder: string): PaktError {
  const code = codeOf(error) ?? "";
  const known = { ...REASONS, ENOENT: "nothing can be made there" }[code] ?? (code || "unknown reason");
  const reason = DENIED.has(code) ? "this user may not write there" : known;
  return new PaktError("home-unusable", `The folder ${folder} cannot be used: ${reason}.`, {
    advice: DENIED.has(code) ? `${adviceToOwn(folder, { isMissing: true })}. ${ELSEWHERE}` : adviceFor(code, folder),
    cause: error,
  });
}

const ELSEWHERE =
  "Or set PAKT_HOME to another folder that lasts, or PAKT_STORAGE_URL to a Redis server that keeps what pakt remembers.";

function adviceFor(code: string, folder: string): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "Make room, and run again: nothing is lost.";
  if (DENIED.has(code)) return `${adviceToOwn(folder)}. ${ELSEWHERE}`;
  if (code === "EROFS" || code === "ENOENT") {
    return "pakt remembers there what both sides agreed on. Set PAKT_HOME to a folder that lasts and that this user may write, or PAKT_STORAGE_URL to a Redis server.";
  }
  return "Mend that, or set PAKT_HOME to another folder, and run again: nothing is lost.";
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
