import { expect, it } from "vitest";

import { breakingBad, plexEpisode, plexMovie, plexSnapshot, traktMovie, traktSnapshot } from "../test/builders.ts";
import { indexSnapshot } from "./index-snapshot.ts";
import { summarizeReading } from "./summarize-reading.ts";

it("counts the library by type and quality, and what Trakt has by rating and month", () => {
  const owned = { quality: { resolution: "4k", hdr: "hdr10", unknown: ["audio"] } } as const;
  const plex = plexSnapshot([
    plexMovie({ collection: owned }),
    plexMovie({ ref: "b", ids: ["plex:5d776b"], title: "Home video", collection: { quality: {} } }),
    plexEpisode(1, { ids: [], show: { ...breakingBad, ids: ["tmdb:1396"] } }),
  ]);
  const trakt = traktSnapshot([
    traktMovie({ watched: { at: "2026-03-01T10:00:00Z", plays: 1 }, rating: { value: 8 } }),
    traktMovie({ ids: ["trakt:1"], watched: { at: "2026-03-31T23:00:00Z", plays: 2 }, rating: { value: 8 } }),
  ]);
  expect(summarizeReading({ plex: indexSnapshot(plex), trakt: indexSnapshot(trakt) })).toEqual({
    fields: expect.objectContaining({
      watched: { plex: { state: "complete", count: 0 }, trakt: { state: "complete", count: 2 } },
    }),
    titles: { episode: 1, movie: 2 },
    identified: 2,
    resolution: { "4k": 1, none: 1 },
    hdr: { hdr10: 1, none: 1 },
    audio: { none: 1, unknown: 1 },
    ratings: { "8": 2 },
    lastViews: { "2026-03": 2 },
  });
});
