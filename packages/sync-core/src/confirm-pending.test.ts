import { describe, expect, it } from "vitest";
import {
  baseOf,
  now,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  traktEpisode,
  traktMovie,
  traktSnapshot,
  withField,
} from "../test/builders.ts";
import { confirmPending, pendingFields } from "./confirm-pending.ts";
import { indexSnapshot } from "./index-snapshot.ts";

const watched = { at: "2026-11-20T20:00:30.000Z", plays: 1 };
const rating = { value: 8, at: "2026-11-20T20:00:30.000Z" };
const base = baseOf({
  plex: [plexMovie({ watched, rating }), plexEpisode(1, { watched })],
  trakt: [traktMovie({ rating: { value: 6 } })],
});

describe("pendingFields", () => {
  it("names the fields that were written to a side and not shown since", () => {
    expect(pendingFields(base, "trakt", now)).toEqual(["watched", "rating"]);
    expect(pendingFields(base, "plex", now)).toEqual([]);
  });

  it("names nothing any more that was written more than a day ago", () => {
    expect(pendingFields(base, "trakt", "2026-11-24T12:00:00.000Z")).toEqual([]);
  });
});

describe("confirmPending", () => {
  it("confirms what a read shows, by id and by number", () => {
    const shown = [traktMovie({ watched, rating }), traktEpisode(1, { watched })];
    expect(pendingFields(confirmPending(base, indexSnapshot(traktSnapshot(shown))), "trakt", now)).toEqual([]);
  });

  it("leaves pending what the read shows as it was before", () => {
    const shown = [traktMovie({ watched, rating: { value: 6 } }), traktEpisode(1, { watched })];
    expect(pendingFields(confirmPending(base, indexSnapshot(traktSnapshot(shown))), "trakt", now)).toEqual(["rating"]);
  });

  it("confirms nothing by a field that was not read completely, nor by the other side", () => {
    const partial = traktSnapshot([traktMovie({ watched, rating })], { fields: withField("watched", "partial") });
    expect(pendingFields(confirmPending(base, indexSnapshot(partial)), "trakt", now)).toContain("watched");
    expect(confirmPending(base, indexSnapshot(plexSnapshot([plexMovie({ watched, rating })])))).toBe(base);
  });
});
