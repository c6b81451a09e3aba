import { expect, it } from "vitest";

import { plexMovie, plexSnapshot, traktMovie, traktSnapshot } from "../test/builders.ts";
import { emptyBase } from "./base.ts";
import { compareValues } from "./compare-values.ts";
import { indexSnapshot } from "./index-snapshot.ts";

it("says what each side has, how many copies there are, and nothing of a row that is not there", () => {
  const rating = { value: 8, at: "2026-01-01T10:00:00Z" };
  const plex = indexSnapshot(plexSnapshot([plexMovie({ rating }), plexMovie({ ref: "b" })]));
  const trakt = indexSnapshot(traktSnapshot([traktMovie({ watched: { plays: 2 } })]));
  const row = "movie:tmdb:603";
  const asked = [
    { row, field: "rating" },
    { row: "movie:tmdb:1", field: "rating" },
    { row, field: "watched" },
  ] as const;
  expect(compareValues({ plex, trakt, base: emptyBase }, asked)).toEqual([
    { plex: rating, copies: 2 },
    { copies: 0 },
    { trakt: { plays: 2 }, copies: 2 },
  ]);
});
