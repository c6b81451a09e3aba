import { expect, test } from "vitest";
import * as entry from "./index.ts";

test("has these public names and no others", () => {
  expect(Object.keys(entry).toSorted()).toEqual([
    "TRAKT_AUDIO",
    "TRAKT_AUDIO_CHANNELS",
    "TRAKT_HDR",
    "TRAKT_MEDIA_TYPES",
    "TRAKT_RESOLUTIONS",
    "TraktAccountLimitError",
    "TraktError",
    "TraktRateLimitError",
    "TraktVipRequiredError",
    "createMemoryTokenStore",
    "createPkce",
    "createTrakt",
    "isTraktError",
    "paginate",
    "systemClock",
    "toUtcTime",
  ]);
});
