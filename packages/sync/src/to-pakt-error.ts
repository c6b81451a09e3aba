import { isPlexError } from "@pakt/plex-sdk";
import { isTraktError } from "@pakt/trakt-sdk";

import { toPathError } from "./home-failure.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/**
 * What anything that was thrown means for a person: a failure of pakt as it is, one of a service or of the system in a sentence with
 * what to do. `undefined`: a mistake of ours.
 */
export function toPaktError(thrown: unknown): PaktError | undefined {
  if (isPaktError(thrown)) return thrown;
  if (isStop(thrown)) {
    return new PaktError("interrupted", "It was stopped.", {
      advice: "Nothing is lost: run it again when you like.",
      cause: thrown,
    });
  }
  const known = toTraktPaktError(toPlexPaktError(thrown));
  if (isPaktError(known)) return known;
  return ofSystem(thrown);
}

function isStop(thrown: unknown): boolean {
  if (isPlexError(thrown) || isTraktError(thrown)) return thrown.code === "aborted";
  return thrown instanceof Error && thrown.name === "AbortError";
}

/** What the machine has no more of. */
const MEMORY = /^(ENOMEM|ERR_STRING_TOO_LONG|ERR_MEMORY_ALLOCATION_FAILED|ERR_BUFFER_TOO_LARGE)$/;
const FILES = /^(EMFILE|ENFILE)$/;

function ofSystem(thrown: unknown): PaktError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const code = "code" in thrown ? String(thrown.code) : "";
  if (MEMORY.test(code) || /^(Invalid string length|Array buffer allocation failed)$/.test(thrown.message)) {
    return new PaktError("failed", "There is not enough memory for this.", {
      advice:
        "Give the machine or container more of it, or Node (NODE_OPTIONS=--max-old-space-size=4096), and run again: nothing is lost.",
      cause: thrown,
    });
  }
  if (FILES.test(code)) {
    return new PaktError("failed", "The system lets pakt open no more files or connections.", {
      advice: "End other programs, or raise the limit (ulimit -n), and run again: nothing is lost.",
      cause: thrown,
    });
  }
  return "path" in thrown && typeof thrown.path === "string" ? toPathError(thrown, thrown.path) : undefined;
}
