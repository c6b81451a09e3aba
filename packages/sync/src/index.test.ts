import { expect, test } from "vitest";

import * as sync from "./index.ts";

test("exports exactly these names", () => {
  expect(Object.keys(sync).toSorted()).toEqual([
    "PaktError",
    "addProfile",
    "applySavedPlan",
    "checkRemoval",
    "chooseLibraries",
    "chooseServer",
    "clearCache",
    "collectSupport",
    "createMemoryReplica",
    "dedupe",
    "describeThrown",
    "examine",
    "explainTitle",
    "findLog",
    "forProfile",
    "importSettings",
    "isPaktError",
    "listLibraries",
    "listProfiles",
    "listRuns",
    "listServers",
    "logFailure",
    "makePlan",
    "openHome",
    "profileNames",
    "readRun",
    "readStatus",
    "removeProfile",
    "signIn",
    "signOut",
    "sync",
    "titleForPeople",
    "toPaktError",
    "toProfileFailure",
    "undo",
  ]);
});
