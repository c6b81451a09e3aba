import { PaktError } from "@pakt/sync";
import type { ExitCode, PaktErrorCode } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { UsageError } from "./arguments/usage-error.ts";
import { explainFailure } from "./explain-failure.ts";

describe("explainFailure", () => {
  test("takes the sentence and the exit code of an expected failure", async () => {
    const error = new PaktError("sign-in-needed", "Trakt does not know the sign-in any more.", {
      advice: "Sign in again.",
    });
    expect(await explainFailure(error)).toEqual({
      code: "sign-in-needed",
      message: "Trakt does not know the sign-in any more.",
      advice: "Sign in again.",
      exitCode: 5,
      stack: expect.stringMatching(/^PaktError: Trakt does not know/),
    });
  });

  test("wrong usage is exit code 2", async () => {
    expect(await explainFailure(new UsageError("No.", "Yes."))).toMatchObject({ code: "usage", exitCode: 2 });
  });

  test("keeps the stack of a bug, with that of its cause", async () => {
    const error = new TypeError("x is not a function", { cause: new RangeError("too far") });
    expect(await explainFailure(error)).toEqual({
      code: "unexpected",
      message: "Something unexpected went wrong: x is not a function",
      advice: expect.stringMatching(
        /^This is a mistake in pakt\. Please report it with what `pakt doctor --bundle` writes/,
      ),
      exitCode: 1,
      stack: expect.stringMatching(/^TypeError: x is not a function\n[^]*Caused by: RangeError: too far\n/),
    });
  });

  test("copes with what is not even an error", async () => {
    expect(await explainFailure("boom")).toMatchObject({
      message: "Something unexpected went wrong: boom",
      stack: "boom",
    });
  });
});

/** The exit code of every expected failure: `satisfies` names the one that is missing. */
const CODES = {
  usage: 2,
  "config-invalid": 1,
  "credentials-invalid": 1,
  "state-corrupt": 1,
  "home-unusable": 1,
  "not-configured": 5,
  "sign-in-needed": 5,
  "account-locked": 1,
  "run-active": 1,
  "server-active": 1,
  "plex-unreachable": 1,
  "trakt-unreachable": 1,
  "clock-wrong": 1,
  interrupted: 1,
  failed: 1,
} as const satisfies Record<PaktErrorCode, ExitCode>;

describe("every way out", () => {
  // `Object.entries` forgets the names of the keys.
  test.each(Object.entries(CODES) as [PaktErrorCode, ExitCode][])(
    "%s ends with exit code %i",
    async (code, exitCode) => {
      const error = new PaktError(code, "What happened.", { advice: "What to do." });
      expect(await explainFailure(error)).toMatchObject({
        code,
        message: "What happened.",
        advice: "What to do.",
        exitCode,
      });
    },
  );

  /** An error as the system throws it. */
  const system = (code: string, path?: string): Error =>
    Object.assign(new Error(`${code}: in words of the system`), { code, syscall: "open", ...(path && { path }) });

  test.each<[string, unknown, string, ExitCode, string, RegExp]>([
    [
      "a full disk",
      system("ENOSPC", "/h/a.json"),
      "home-unusable",
      1,
      "/h/a.json cannot be used: the disk is full.",
      /^Make room/,
    ],
    [
      "a file of another user",
      system("EACCES", "/h/a.json"),
      "home-unusable",
      1,
      "/h/a.json cannot be used: this user may not.",
      /^Make it this user's: `sudo chown -R \d+:\d+ \/h`\./,
    ],
    [
      "a read-only disk",
      system("EROFS", "/h/a.json"),
      "home-unusable",
      1,
      "/h/a.json cannot be used: it is read-only.",
      /PAKT_HOME/,
    ],
    [
      "a dying disk",
      system("EIO", "/h/a.json"),
      "home-unusable",
      1,
      "/h/a.json cannot be used: the disk cannot be read or written.",
      /PAKT_HOME/,
    ],
    [
      "too many open files",
      system("EMFILE"),
      "failed",
      1,
      "The system lets pakt open no more files or connections.",
      /ulimit/,
    ],
    ["no memory left", system("ENOMEM"), "failed", 1, "There is not enough memory for this.", /max-old-space-size/],
    [
      "a text that is too long for Node",
      new RangeError("Invalid string length"),
      "failed",
      1,
      "There is not enough memory for this.",
      /max-old-space-size/,
    ],
    [
      "a stop that nobody waited for",
      new DOMException("This operation was aborted", "AbortError"),
      "interrupted",
      1,
      "It was stopped.",
      /Nothing is lost/,
    ],
    [
      "a part that is not there",
      Object.assign(new Error("Cannot find package 'zod'"), { code: "ERR_MODULE_NOT_FOUND" }),
      "failed",
      1,
      "A part of pakt cannot be loaded: it is not installed whole.",
      /^Install it again/,
    ],
    [
      "a mistake of ours with a system's code",
      system("EBADF", "/h/a.json"),
      "unexpected",
      1,
      "Something unexpected went wrong: EBADF: in words of the system",
      /report it/,
    ],
    [
      "a mistake of ours",
      new TypeError("x is not a function"),
      "unexpected",
      1,
      "Something unexpected went wrong: x is not a function",
      /report it/,
    ],
    ["nothing at all", undefined, "unexpected", 1, "Something unexpected went wrong: undefined", /report it/],
  ])("%s is a sentence, with what to do", async (_, thrown, code, exitCode, message, advice) => {
    expect(await explainFailure(thrown)).toMatchObject({
      code,
      exitCode,
      message,
      advice: expect.stringMatching(advice),
    });
  });
});
