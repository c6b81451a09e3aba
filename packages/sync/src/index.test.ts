import { expect, test } from "vitest";

import * as sync from "./index.ts";

test("exports exactly these names", () => {
  expect(Object.keys(sync).toSorted()).toEqual([
    "PaktError",
    "applySavedPlan",
    "chooseLibraries",
    "chooseServer",
    "clearCache",
    "collectSupport",
    "createMemoryReplica",
    "dedupe",
    "examine",
    "explainTitle",
    "findLog",
    "isPaktError",
    "listLibraries",
    "listRuns",
    "listServers",
    "logFailure",
    "makePlan",
    "openHome",
    "readRun",
    "readStatus",
    "signIn",
    "signOut",
    "sync",
    "titleForPeople",
    "undo",
  ]);
});
