import { expect, test } from "vitest";

import * as sync from "./index.ts";

test("exports exactly these names", () => {
  expect(Object.keys(sync).toSorted()).toEqual([
    "PaktError",
    "chooseLibraries",
    "clearCache",
    "createMemoryReplica",
    "isPaktError",
    "listLibraries",
    "openHome",
    "readStatus",
    "sync",
    "titleForPeople",
  ]);
});
