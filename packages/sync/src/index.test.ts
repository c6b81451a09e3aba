import { expect, test } from "vitest";

import * as sync from "./index.ts";

test("exports exactly these names", () => {
  expect(Object.keys(sync).toSorted()).toEqual([
    "PaktError",
    "applySavedPlan",
    "chooseLibraries",
    "chooseServer",
    "clearCache",
    "createMemoryReplica",
    "dedupe",
    "examine",
    "explainTitle",
    "isPaktError",
    "listLibraries",
    "listRuns",
    "listServers",
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
