import { expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { renderError } from "./render-error.ts";

test("is a sentence and what to do, both within the line", () => {
  const failure = {
    message: "The config file /home/mia/.config/pakt/config.json is not valid JSON at line 3: it is left as it is.",
    advice: "Correct it, or move it away.",
  };
  expect(renderError(failure, plain)).toEqual([
    "✗ The config file /home/mia/.config/pakt/config.json is not valid JSON at line",
    "  3: it is left as it is.",
    "  Correct it, or move it away.",
  ]);
});
