import { describe, expect, it } from "vitest";

import { emptyBase, type Base } from "./base.ts";
import type { Item } from "./item.ts";
import { shiftFileViews, shiftSnapshot } from "./shift-dates.ts";
import type { Snapshot } from "./snapshot.ts";

const TEN_MINUTES = 600_000;
const movie = { type: "movie", ids: ["tmdb:603"], title: "The Matrix" } as const;
const copy = { ...movie, ref: "nas/1" } as const;

function snapshotOf(item: Item): Snapshot {
  const complete = { state: "complete" } as const;
  return {
    side: "plex",
    takenAt: "2026-11-22T20:00:00.000Z",
    identity: {},
    unlisted: { watched: "unknown", rating: "unknown", collection: "absent", watchlist: "absent" },
    fields: { watched: complete, rating: complete, collection: complete, watchlist: complete },
    items: [item],
  };
}

describe("shiftSnapshot", () => {
  it("moves every date that the server's own clock gave, and not the watchlist's", () => {
    const at = "2026-11-22T20:00:00.000Z";
    const collection = { at, quality: {} };
    const snapshot = snapshotOf({
      ...copy,
      watched: { plays: 1, at },
      rating: { value: 8, at },
      collection,
      watchlist: { at },
    });
    const moved = "2026-11-22T19:50:00.000Z";
    expect(shiftSnapshot(snapshot, () => -TEN_MINUTES).items).toEqual([
      {
        ...copy,
        watched: { plays: 1, at: moved },
        rating: { value: 8, at: moved },
        collection: { ...collection, at: moved },
        watchlist: { at },
      },
    ]);
  });

  it("makes no date of what is none", () => {
    const snapshot = snapshotOf({
      ...copy,
      watched: { plays: 1, at: "1970-01-01T00:00:00.000Z" },
      rating: { value: 8 },
    });
    expect(shiftSnapshot(snapshot, () => TEN_MINUTES)).toEqual(snapshot);
  });

  it("leaves the snapshot of a right clock as it is", () => {
    const snapshot = snapshotOf(copy);
    expect(shiftSnapshot(snapshot, () => 0)).toBe(snapshot);
  });

  it("moves the dates of one server and not those of another", () => {
    const at = "2026-11-22T20:00:00.000Z";
    const other: Item = { ...movie, ref: "attic/1", watched: { plays: 1, at } };
    const items = [other, { ...copy, watched: { plays: 1, at } }];
    const shiftOf = (ref: string): number => (ref.startsWith("nas/") ? TEN_MINUTES : 0);
    expect(shiftSnapshot({ ...snapshotOf(other), items }, shiftOf).items).toEqual([
      other,
      { ...copy, watched: { plays: 1, at: "2026-11-22T20:10:00.000Z" } },
    ]);
  });
});

describe("shiftFileViews", () => {
  const fileViewedAt = "2026-11-22T20:00:00.000Z";
  const onNas = { "nas/1": { views: 1 } };
  const onBoth = { ...onNas, "attic/1": { views: 1 } };
  const shiftOf = (ref: string): number => (ref.startsWith("nas/") ? TEN_MINUTES : 2 * TEN_MINUTES);

  it("moves the views of shared files, and keeps what has no date", () => {
    const base: Base = {
      ...emptyBase,
      records: {
        a: { ...movie, fileViewedAt, copies: onNas },
        b: { ...movie, fileViewedAt: "unknown", copies: onNas },
        c: movie,
      },
    };
    expect(shiftFileViews(base, shiftOf).records).toEqual({
      a: { ...movie, fileViewedAt: "2026-11-22T20:10:00.000Z", copies: onNas },
      b: { ...movie, fileViewedAt: "unknown", copies: onNas },
      c: movie,
    });
    expect(shiftFileViews(base, () => 0)).toBe(base);
  });

  it("takes a view that may be of either of two servers as the later", () => {
    const base: Base = { ...emptyBase, records: { a: { ...movie, fileViewedAt, copies: onBoth } } };
    expect(shiftFileViews(base, shiftOf).records["a"]?.fileViewedAt).toBe("2026-11-22T20:20:00.000Z");
  });
});
