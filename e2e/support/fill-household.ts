import { createHousehold } from "./household.ts";
import type { Household } from "./household.ts";
import type { Services } from "./start-services.ts";

/** A small household with every kind of difference, in both directions. */
export function fillHousehold(services: Pick<Services, "plex" | "trakt">): Household {
  const household = createHousehold(services);
  const rated = (value: number, at: string): { readonly value: number; readonly at: string } => ({ value, at });
  household.movie("Seen on Plex", { plexSeen: { at: "2026-01-02T20:10:30.000Z" } });
  household.movie("Seen on Trakt", { traktSeen: { at: "2026-02-03T21:00:00.000Z" } });
  household.movie("Seen on both", {
    plexSeen: { at: "2025-01-01T10:00:00.000Z" },
    traktSeen: { at: "2025-01-01T10:00:00.000Z", plays: 2 },
  });
  household.movie("Two copies", { copies: 2, plexSeen: { at: "2026-03-01T18:00:00.000Z" } });
  household.movie("Two copies, seen on Trakt", { copies: 2, traktSeen: { at: "2026-03-02T18:00:00.000Z" } });
  household.movie("Rated on Plex", { plexRating: rated(8, "2026-01-05T10:00:00.000Z") });
  household.movie("Rated on Trakt", { traktRating: rated(4, "2026-01-06T10:00:00.000Z") });
  household.movie("Rated newer on Trakt", {
    plexRating: rated(6, "2026-01-01T10:00:00.000Z"),
    traktRating: rated(9, "2026-01-07T10:00:00.000Z"),
  });
  household.movie("Neither", {
    traktCollected: { at: "2024-05-05T00:00:00.000Z", metadata: { media_type: "bluray" } },
  });
  household.movie("Listed on Plex", { plexListed: "2026-05-01T10:00:00.000Z" });
  household.movie("Listed on Trakt", { traktListed: "2026-05-02T10:00:00.000Z" });
  household.movie("Listed on both, unowned", {
    copies: 0,
    plexListed: "2026-05-03T10:00:00.000Z",
    traktListed: "2026-05-04T10:00:00.000Z",
  });
  household.movie("Listed on Trakt, unowned", { copies: 0, traktListed: "2026-05-05T10:00:00.000Z" });
  const show = household.show("A show", { plexRating: rated(10, "2026-01-08T10:00:00.000Z") });
  show.episode(1, 1, { plexSeen: { at: "2026-04-01T19:00:00.000Z" } });
  show.episode(1, 2, {
    plexSeen: { at: "2026-04-01T20:00:00.000Z" },
    plexRating: rated(7, "2026-04-02T10:00:00.000Z"),
  });
  show.episode(1, 3, { traktSeen: { at: "2026-04-02T20:00:00.000Z" } });
  show.episode(0, 1, { plexSeen: { at: "2026-04-03T20:00:00.000Z" } });
  show.episode(2, 1, { plexSeen: { at: "2026-04-04T20:00:00.000Z" }, file: "/tv/2x01-2x02.mkv" });
  show.episode(2, 2, { file: "/tv/2x01-2x02.mkv" });
  household.show("Listed on Plex, a show", { isInLibrary: false, plexListed: "2026-05-06T10:00:00.000Z" });
  return household;
}
