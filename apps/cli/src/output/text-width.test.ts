import { expect, test } from "vitest";
import { padWidth, takeWidth, textWidth } from "./text-width.ts";

test.each([
  ["Heat", 4],
  ["Amélie", 6],
  ["千と千尋", 8],
  ["기생충", 6],
  ["🎬", 2],
])("%s takes %i cells", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test("takes no half of a wide letter", () => {
  expect([takeWidth("千と千尋", 5), takeWidth("千と千尋", 5, "end")]).toEqual(["千と", "千尋"]);
});

test("pads on the side that the text does not stand on", () => {
  expect([padWidth("7", 3), padWidth("7", 3, "right")]).toEqual(["7  ", "  7"]);
});
