import { describe, expect, test } from "vitest";
import { checkArguments } from "./check-arguments.ts";

const args = {
  only: { type: "string", default: "", valueHint: "FIELD,FIELD" },
  "allow-removals": { type: "string", default: "", valueHint: "FIELD=COUNT" },
  json: { type: "boolean", default: false },
} as const;

const check = (...words: readonly string[]) => checkArguments(words, args, "sync");

describe("checkArguments", () => {
  test("lets known flags pass", () => {
    expect(check("--json", "--only", "watched")).toEqual(["--json", "--only=watched"]);
  });

  test("joins a repeated list with commas, whichever way its values are written", () => {
    expect(check("--allow-removals", "rating=3", "--allow-removals=watched=2")).toEqual([
      "--allow-removals=rating=3,watched=2",
    ]);
  });

  test.each([
    ["an unknown flag with a near name", ["--jsn"], "Unknown flag --jsn. Did you mean --json?"],
    ["an unknown flag with no near name", ["--frobnicate"], "Unknown flag --frobnicate."],
    ["a name that every object has", ["--constructor"], "Unknown flag --constructor."],
    ["a negated flag", ["--no-json"], "Unknown flag --no-json."],
    ["a short flag", ["-j"], "Unknown flag -j."],
    ["a further word", ["rating"], 'Unexpected argument "rating".'],
    ["a further word after the end of flags", ["--", "rating"], "Unknown flag --."],
    ["a missing value at the end", ["--only"], "--only needs a value: --only FIELD,FIELD."],
    ["a flag where the value should be", ["--only", "--json"], "--only needs a value: --only FIELD,FIELD."],
    ["an empty value", ["--only="], "--only needs a value: --only FIELD,FIELD."],
    ["a value for a switch", ["--json=yes"], "--json takes no value."],
  ])("refuses %s", (_reason, words, message) => {
    expect(() => check(...words)).toThrow(message);
  });

  test("points to the help of the command", () => {
    expect(() => check("--jsn")).toThrow(expect.objectContaining({ advice: "See `pakt sync --help`." }));
  });
});

describe("checkArguments: words that are told by their place", () => {
  const undoArgs = {
    run: { type: "positional", required: true, valueHint: "RUN" },
    only: { type: "string", default: "", valueHint: "FIELD" },
    yes: { type: "boolean", default: false },
  } as const;
  const logArgs = { run: { type: "positional", required: false, valueHint: "RUN" } } as const;
  const planArgs = { out: { type: "string", required: true, valueHint: "FILE" } } as const;

  test("come last, wherever they stood", () => {
    expect(checkArguments(["last", "--yes", "--only", "rating"], undoArgs, "undo")).toEqual([
      "--yes",
      "--only=rating",
      "last",
    ]);
  });

  test("may be missing where the command can do without", () => {
    expect(checkArguments([], logArgs, "log")).toEqual([]);
  });

  test.each([
    ["a missing word", ["--yes"], "pakt undo needs RUN."],
    ["a second word", ["last", "first"], 'Unexpected argument "first".'],
    ["a word written as a flag", ["--run", "last"], "Unknown flag --run."],
  ])("refuse %s", (_reason, words, message) => {
    expect(() => checkArguments(words, undoArgs, "undo")).toThrow(message);
  });

  test("a flag may be needed, too", () => {
    expect(() => checkArguments([], planArgs, "plan")).toThrow("pakt plan needs --out FILE.");
  });
});
