import { expect, it } from "vitest";

import * as publicNames from "./index.ts";
import * as testingNames from "./testing/index.ts";

it("exports these names and no others", () => {
  expect(Object.keys(publicNames).toSorted()).toEqual([
    "PlexError",
    "createPlexAccount",
    "createPlexServer",
    "idsFromGuid",
    "idsOfItem",
    "isPlexError",
    "paginate",
    "probeConnections",
    "satisfiesFilter",
    "systemClock",
  ]);
});

it("exports these names for tests and no others", () => {
  expect(Object.keys(testingNames).toSorted()).toEqual(["createInMemoryPlex"]);
});
