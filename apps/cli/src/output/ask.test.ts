import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { createOutput } from "./output.ts";

const answerWith = (typed: string[], signal = new AbortController().signal) => {
  const written: string[] = [];
  const desk = createOutput({ write: (text) => written.push(text) }, {});
  return ask("Apply these 2 operations?", { stdin: Readable.from(typed), desk, signal }).then((answer) => ({
    answer,
    written: written.join(""),
  }));
};

describe("ask", () => {
  test.each([
    ["Enter alone", ["\n"], true],
    ["y", ["y\n"], true],
    ["Yes", ["Yes\n"], true],
    ["n", ["n\n"], false],
    ["a word that only begins with y", ["yikes\n"], false],
  ])("takes %s as its answer", async (_reason, typed, expected) => {
    expect(await answerWith(typed)).toEqual({ answer: expected, written: "Apply these 2 operations? [Y/n] " });
  });

  test.each([
    ["Enter alone", "\n", false],
    ["y", "y\n", true],
  ])("takes %s as its answer where Enter is a no", async (_reason, typed, expected) => {
    const written: string[] = [];
    const desk = createOutput({ write: (text) => written.push(text) }, {});
    const { signal } = new AbortController();
    const answer = await ask("Take it back?", { stdin: Readable.from([typed]), desk, signal, onEnter: "no" });
    expect([answer, written.join("")]).toEqual([expected, "Take it back? [y/N] "]);
  });

  test("takes the end of the input as a no, and ends the line", async () => {
    expect(await answerWith([])).toEqual({ answer: false, written: "Apply these 2 operations? [Y/n] \n" });
  });

  test("asks nothing once the person has asked for a stop", async () => {
    expect(await answerWith(["y\n"], AbortSignal.abort())).toEqual({ answer: false, written: "" });
  });

  test("asks nothing where there is nobody to answer", async () => {
    const desk = createOutput({ write: () => true }, {});
    expect(await ask("Really?", { desk, signal: new AbortController().signal })).toBe(false);
  });
});
