import { expect, it } from "vitest";
import * as core from "./index.ts";

it("exports exactly these names", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "advance",
    "emptyBase",
    "emptyLedger",
    "findNumberingDoubts",
    "indexSnapshot",
    "plan",
    "pruneLedger",
    "recordIntents",
    "recordOutcomes",
    "settlePlays",
    "summarize",
    "unsettledPlays",
  ]);
});
