import { expect, it } from "vitest";

import * as publicNames from "./index.ts";
import * as testingNames from "./testing/index.ts";

it("exports these names and no others", () => {
  expect(Object.keys(publicNames).toSorted()).toEqual([
    "PLEX_AUDIOS",
    "PLEX_CHANNELS",
    "PLEX_HDRS",
    "PLEX_RESOLUTIONS",
    "PlexError",
    "createPlexAccount",
    "createPlexDiscover",
    "createPlexServer",
    "hasStreams",
    "idsFromGuid",
    "idsOfItem",
    "idsOfWatchlistItem",
    "isPlexError",
    "mediaFingerprint",
    "paginate",
    "probeConnections",
    "qualityOf",
    "qualityScore",
    "satisfiesFilter",
    "systemClock",
    "toCandidates",
  ]);
});

it("exports these names for tests and no others", () => {
  expect(Object.keys(testingNames).toSorted()).toEqual(["createInMemoryPlex"]);
});
