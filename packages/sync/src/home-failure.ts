import { PaktError } from "./pakt-error.ts";

/** What the file system says of a write, in words; its code stands for the rest. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it is read-only",
  EISDIR: "a folder stands in its place",
  EEXIST: "a file stands where a folder should be",
  ENOTDIR: "a file stands where a folder should be",
};

/** A failed write in the home as PaktError `home-unusable`; anything that the file system did not say comes back as it is. */
export function toHomeError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  return new PaktError("home-unusable", `${path} cannot be written: ${REASONS[error.code] ?? error.code}.`, {
    advice: "Mend that, or set PAKT_HOME to another folder, and run again: nothing is lost.",
    cause: error,
  });
}
