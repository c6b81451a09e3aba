import { expect, test } from "vitest";
import { printableText } from "./printable-text.ts";

test.each([
  ["what moves the cursor", "a\u001b[2Jb", "a [2Jb"],
  ["what turns the direction", "Heat \u202e)5991(", "Heat  )5991("],
  ["nothing of an emoji with a joiner", "👩\u200d🚀", "👩\u200d🚀"],
  ["nothing of another script", "七人の侍", "七人の侍"],
])("takes out %s", (_, text, expected) => {
  expect(printableText(text)).toBe(expected);
});
