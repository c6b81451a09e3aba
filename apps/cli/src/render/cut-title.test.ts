import { describe, expect, test } from "vitest";
import { textWidth } from "../output/text-width.ts";
import { cutTitle } from "./cut-title.ts";

describe("cutTitle", () => {
  test.each([
    ["that fits", "Heat (1995)", 11, "Heat (1995)"],
    ["of an episode", "Avatar: The Last Airbender S01E02", 22, "Avatar: The La… S01E02"],
    ["of a movie", "The Assassination of Jesse James (2007)", 20, "The Assassin… (2007)"],
    ["of a season", "Avatar: The Last Airbender season 1", 20, "Avatar: Th… season 1"],
    ["of specials", "Avatar: The Last Airbender specials", 20, "Avatar: Th… specials"],
    ["with nothing at its end", "Planet Earth: From Pole to Pole", 20, "Planet Earth:…o Pole"],
    ["in wide letters", "千と千尋の神隠しと千尋 (2001)", 16, "千と千尋… (2001)"],
  ])("cuts the middle out of a title %s", (_reason, title, width, expected) => {
    expect(cutTitle(title, { width, ellipsis: "…" })).toBe(expected);
    expect(textWidth(expected)).toBeLessThanOrEqual(width);
  });
});
