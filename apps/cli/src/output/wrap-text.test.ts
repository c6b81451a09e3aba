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

test("gives no line for no text", () => {
  expect(wrapText("", { width: 80 })).toEqual([]);
});
