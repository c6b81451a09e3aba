import { describe, expect, it } from "vitest";

import {
  applyAll,
  baseOf,
  planStory,
  plexMovie,
  plexSnapshot,
  traktMovie,
  withField,
  writes,
} from "../test/builders.ts";

describe("a copy in a library that could not be read", () => {
  const at = "2026-11-01T20:00:00.000Z";
  const collection = { quality: { resolution: "1080p" } } as const;
  const copies = [plexMovie({ ref: "a", collection }), plexMovie({ ref: "b", collection })];
  const base = baseOf({ plex: copies, trakt: [traktMovie({ collection })] });
  const partly = { fields: withField("watched", "partial") };

  it("is marked when it is read again, as nobody cleared it", () => {
    const trakt = [traktMovie({ collection, watched: { plays: 1, at } })];
    const marked = applyAll(
      base,
      planStory({ plex: plexSnapshot([plexMovie({ ref: "b", collection })], partly), trakt, base }),
    );
    const seen = plexMovie({ ref: "b", collection, watched: { plays: 1, at } });
    const again = planStory({ plex: [plexMovie({ ref: "a", collection }), seen], trakt, base: marked });
    expect(writes(again)).toEqual(["watched add plex a new-copy"]);
  });
});
