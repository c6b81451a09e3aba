import { expect, it } from "vitest";
import * as core from "./index.ts";

it("exports exactly these names", () => {
  expect(Object.keys(core).toSorted()).toEqual([
    "FIELDS",
    "advance",
    "completeQuality",
    "confirmPending",
    "emptyBase",
    "emptyLedger",
    "explain",
    "findNumberingDoubts",
    "findOtherTarget",
    "findPlayIds",
    "fitToLimits",
    "identityOf",
    "indexSnapshot",
    "isSameQuality",
    "knownBase",
    "pendingFields",
    "plan",
    "planDedupe",
    "planUndo",
    "pruneLedger",
    "qualityText",
    "recordIntents",
    "recordOutcomes",
    "removesAllPlays",
    "settlePlays",
    "shiftFileViews",
    "shiftSnapshot",
    "summarize",
    "summarizeReading",
    "titleForPeople",
    "unsettledPlays",
    "withRemovedPlays",
  ]);
});
