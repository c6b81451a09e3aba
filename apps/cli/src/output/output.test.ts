import { describe, expect, test } from "vitest";
import { createOutput } from "./output.ts";

const terminal = { isTTY: true, columns: 100, write: () => true };
const file = { write: () => true };
const utf8 = { LANG: "en_US.UTF-8" };

describe("createOutput", () => {
  test("paints on a terminal", () => {
    expect(createOutput(terminal, utf8).style.red("no")).toBe("\u001B[31mno\u001B[39m");
  });

  test.each([
    ["the output is a file", file, utf8],
    ["NO_COLOR is set", terminal, { ...utf8, NO_COLOR: "1" }],
    ["the terminal is dumb", terminal, { ...utf8, TERM: "dumb" }],
  ])("paints nothing where %s", (_reason, stream, env) => {
    expect(createOutput(stream, env).style.red("no")).toBe("no");
  });

  test("an empty NO_COLOR is not set", () => {
    expect(createOutput(terminal, { ...utf8, NO_COLOR: "" }).style.bold("b")).toBe("\u001B[1mb\u001B[22m");
  });

  test.each([
    ["a UTF-8 locale", utf8, "✓"],
    ["no locale", {}, "+"],
    ["LC_ALL before LANG", { LC_ALL: "C", ...utf8 }, "+"],
    ["the Windows Terminal", { WT_SESSION: "1" }, "✓"],
  ])("chooses marks by %s", (_reason, env, mark) => {
    expect(createOutput(terminal, env).style.marks.done).toBe(mark);
  });

  test.each([
    ["unknown", file, 80],
    ["known", terminal, 100],
    ["said to be 0", { ...terminal, columns: 0 }, 80],
    ["very narrow", { ...terminal, columns: 12 }, 40],
    ["very wide", { ...terminal, columns: 300 }, 120],
  ])("uses lines for a width that is %s", (_reason, stream, width) => {
    expect(createOutput(stream, utf8).style.width).toBe(width);
  });

  test("cuts no table to a width where the output is no terminal", () => {
    expect(createOutput({ ...file, columns: 100 }, utf8).style.tableWidth).toBe(Number.POSITIVE_INFINITY);
    expect(createOutput(terminal, utf8).style.tableWidth).toBe(100);
  });
});
