import { expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

test("breaks between words, and indents each line", () => {
  expect(wrapText("Plex answered with a much shorter list than last time.", { width: 32, indent: 2 })).toEqual([
    "  Plex answered with a much",
    "  shorter list than last time.",
  ]);
});

test("keeps a word that is longer than the line", () => {
  expect(wrapText("see http://localhost:32400/library/sections", { width: 22 })).toEqual([
    "see",
    "http://localhost:32400/library/sections",
  ]);
});

test("keeps a command in backticks on one line, however long, so that it can be copied", () => {
  expect(wrapText("Make it yours: `sudo chown -R 1000:1000 /data/pakt`. Then run again.", { width: 30 })).toEqual([
    "Make it yours:",
    "`sudo chown -R 1000:1000 /data/pakt`.",
    "Then run again.",
  ]);
});

test("takes a lone backtick for a letter", () => {
  expect(wrapText("It`s a title", { width: 80 })).toEqual(["It`s a title"]);
});

test("gives no line for no text", () => {
  expect(wrapText("", { width: 80 })).toEqual([]);
});
