import { expect, it } from "vitest";
import * as core from "./index.ts";

it("exports exactly these names", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "FIELDS",
    "advance",
    "confirmPending",
    "emptyBase",
    "emptyLedger",
    "findNumberingDoubts",
    "indexSnapshot",
    "pendingFields",
    "plan",
    "pruneLedger",
    "recordIntents",
    "recordOutcomes",
    "settlePlays",
    "summarize",
    "titleForPeople",
    "unsettledPlays",
  ]);
});
