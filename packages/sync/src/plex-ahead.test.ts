import { emptyBase } from "@pakt/sync-core";
import type { Base, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { readsOf } from "../test/field-reads.ts";
import { reckonServerClocks, retimed, toRightTime } from "./plex-ahead.ts";
import { UNLISTED } from "./unlisted.ts";

const MINUTE = 60_000;
const AT = "2026-11-22T20:00:00.000Z";
const nas = (minutes: number | undefined) => ({
  server: "nas",
  name: "NAS",
  aheadMs: minutes === undefined ? undefined : minutes * MINUTE,
});
const attic = (minutes: number | undefined) => ({ ...nas(minutes), server: "attic", name: "Attic" });

describe("reckonServerClocks", () => {
  test("reckons with each server by itself, and names it", () => {
    expect(reckonServerClocks([nas(0), attic(10)], 0, {})).toEqual({
      plexAhead: { attic: 10 * MINUTE },
      warnings: [expect.stringMatching(/^The clock of the Plex server Attic is 10 minutes ahead of Trakt's/)],
    });
  });

  test("keeps what is known of one that gave no answer, or is not synced now", () => {
    const former = { attic: 10 * MINUTE, cellar: 5 * MINUTE };
    expect(reckonServerClocks([nas(0), attic(undefined)], 0, former).plexAhead).toBe(former);
    expect(reckonServerClocks([nas(0), attic(0)], 0, former).plexAhead).toEqual({ cellar: 5 * MINUTE });
  });

  test("takes what was known when there was one server as that one's", () => {
    expect(reckonServerClocks([nas(11)], 0, 10 * MINUTE).plexAhead).toEqual({ nas: 10 * MINUTE });
  });

  test("tells once of this machine's clock", () => {
    const { warnings } = reckonServerClocks([nas(20), attic(20)], 20 * MINUTE, {});
    expect(warnings).toEqual([expect.stringMatching(/^The clock of this machine is 20 minutes behind/)]);
  });

  test("names the server whose dates nobody can trust", () => {
    expect(() => reckonServerClocks([nas(0), attic(2000)], 0, {})).toThrow(
      /^The clock of the Plex server Attic is 1 day/,
    );
  });
});

describe("the dates of several servers", () => {
  const movie = { type: "movie", ids: ["tmdb:603"], title: "The Matrix" } as const;
  const seen = (ref: string, at: string) => ({ ...movie, ref, watched: { plays: 1, at } }) as const;
  const snapshot = (items: Snapshot["items"]): Snapshot => ({
    side: "plex",
    takenAt: AT,
    identity: {},
    unlisted: UNLISTED.plex,
    fields: readsOf({}, "complete"),
    items,
  });

  test("are taken earlier by as much as their own clock is ahead", () => {
    const read = snapshot([seen("nas/1", AT), seen("attic/1", AT)]);
    expect(toRightTime(read, { attic: 10 * MINUTE }).items).toEqual([
      seen("nas/1", AT),
      seen("attic/1", "2026-11-22T19:50:00.000Z"),
    ]);
    expect(toRightTime(read, {})).toBe(read);
  });

  test("are in base as if they had been taken so before", () => {
    const copies = { "attic/1": { views: 1 } };
    const base: Base = { ...emptyBase, records: { a: { ...movie, fileViewedAt: AT, copies } } };
    const now = retimed(base, {}, { attic: 10 * MINUTE });
    expect(now.records["a"]?.fileViewedAt).toBe("2026-11-22T19:50:00.000Z");
    expect(retimed(base, 10 * MINUTE, { attic: 10 * MINUTE })).toBe(base);
  });
});
