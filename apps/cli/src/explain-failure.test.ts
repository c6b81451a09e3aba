import { PaktError } from "@pakt/sync";
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
