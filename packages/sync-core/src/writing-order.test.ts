import { expect, it } from "vitest";
import { baseOf, planStory, plexMovie, traktMovie } from "../test/builders.ts";

it("writes adds, updates, removals, and Trakt's plays first and by date", () => {
  const film = (id: number, values = {}) => plexMovie({ ids: [`tmdb:${id}`], ref: `r${id}`, ...values });
  const entry = (id: number, values = {}) => traktMovie({ ids: [`tmdb:${id}`], ...values });
  const rating = { value: 7 };
  const base = baseOf({
    plex: [film(5, { rating }), film(6, { rating })],
    trakt: [entry(5, { rating }), entry(6, { rating })],
  });
  const plan = planStory({
    plex: [
      film(1, { watched: { at: "2026-03-01T10:00:00Z", plays: 1 } }),
      film(2, { watched: { at: "2026-01-01T10:00:00Z", plays: 1 } }),
      film(3, { watched: { plays: 1 } }),
      film(4, { rating }),
      film(5, { rating: { value: 9 } }),
      film(6),
    ],
    trakt: [entry(5, { rating }), entry(6, { rating })],
    base,
  });
  expect(plan.operations.map(({ id }) => id)).toEqual([
    "watched:add:trakt:movie:tmdb:3@unknown",
    "watched:add:trakt:movie:tmdb:2@2026-01-01T10:00:00.000Z",
    "watched:add:trakt:movie:tmdb:1@2026-03-01T10:00:00.000Z",
    "rating:add:trakt:movie:tmdb:4",
    "rating:update:trakt:movie:tmdb:5",
    "rating:remove:trakt:movie:tmdb:6",
  ]);
});
