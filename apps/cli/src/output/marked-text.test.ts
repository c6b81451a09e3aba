import { expect, test } from "vitest";
import { markedText } from "./marked-text.ts";

const paint = (text: string): string => `<${text}>`;

test("sets further lines under the first letter, and paints all but the mark", () => {
  expect(markedText("!", "Trakt does not answer any more.", { width: 22, paint })).toEqual([
    "! <Trakt does not>",
    "<  answer any more.>",
  ]);
});
