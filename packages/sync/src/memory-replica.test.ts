import type { Item, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { createFakeClock, START } from "../test/fake-clock.ts";
import { describeCollection } from "../test/describe-collection.ts";
import { describeReplica, OWNED, TITLES } from "../test/describe-replica.ts";
import type { ReplicaStage } from "../test/describe-replica.ts";
import { describeWatchlist } from "../test/describe-watchlist.ts";
import { AT, list, mark, movieTarget, play, unlist, unplay, unrate } from "../test/operations.ts";
import { createMemoryReplica } from "./memory-replica.ts";
import { UNLISTED } from "./unlisted.ts";

const ALL: readonly Target[] = [
  TITLES.seenMovie,
  TITLES.newMovie,
  TITLES.show,
  TITLES.season,
  TITLES.seenEpisode,
  TITLES.newEpisode,
  TITLES.ownedMovie,
  TITLES.ownedEpisode,
  TITLES.listedMovie,
  TITLES.listedShow,
  ...TITLES.crowd,
];

function stage(side: "plex" | "trakt"): ReplicaStage {
  const refOf = (target: Target): string | undefined => (side === "plex" ? `memory/${ALL.indexOf(target)}` : undefined);
  const items = ALL.map((target): Item => {
    const { by: _, ...title } = target;
    const ref = refOf(target);
    return {
      ...title,
      ...(ref === undefined ? {} : { ref }),
      ...(target === TITLES.seenMovie ? { watched: { plays: 1, at: AT }, rating: { value: 8, at: AT } } : {}),
      ...(target === TITLES.seenEpisode ? { watched: { plays: 1, at: AT } } : {}),
      ...(isOwned(target) ? { collection: { quality: OWNED, at: AT } } : {}),
      ...(isListed(target) ? { watchlist: { at: AT } } : {}),
    };
  });
  const replica = createMemoryReplica({ side, items, clock: createFakeClock() });
  return {
    replica,
    refOf,
    writes: () => replica.items().filter((item, index) => item !== items[index]).length,
  };
}

const isOwned = (target: Target): boolean => target === TITLES.ownedMovie || target === TITLES.ownedEpisode;
const isListed = (target: Target): boolean => target === TITLES.listedMovie || target === TITLES.listedShow;

describeReplica("memory, as Plex", () => stage("plex"));
describeReplica("memory, as Trakt", () => stage("trakt"));
describeCollection("memory, as Trakt", () => stage("trakt"));
describeWatchlist("memory, as Plex", () => stage("plex"));
describeWatchlist("memory, as Trakt", () => stage("trakt"));

describe("createMemoryReplica", () => {
  const movie: Item = { type: "movie", ids: ["tmdb:100001"], title: "Movie 1", ref: "memory/1" };

  test.each([
    ["on Plex, at the moment of the mark", "plex", mark(movieTarget(1), "memory/1"), { plays: 1, at: START }],
    ["on Trakt, at the moment of the play", "trakt", play(movieTarget(1)), { plays: 1, at: AT }],
    ["on Trakt, without a date where it is unknown", "trakt", play(movieTarget(1), "unknown"), { plays: 1 }],
  ] as const)("a title is watched %s", async (_, side, operation, watched) => {
    const replica = createMemoryReplica({ side, items: [movie], clock: createFakeClock() });
    await replica.apply([operation], createApplyLog().hooks);
    expect(replica.items()).toEqual([{ ...movie, watched }]);
  });

  test("a play before the last one counts, and leaves the last date", async () => {
    const seen: Item = { ...movie, watched: { plays: 2, at: "2026-05-01T10:00:00.000Z" } };
    const replica = createMemoryReplica({ side: "trakt", items: [seen] });
    await replica.apply([play(movieTarget(1))], createApplyLog().hooks);
    expect(replica.items()[0]?.watched).toEqual({ plays: 3, at: "2026-05-01T10:00:00.000Z" });
  });

  const listed: Item = { type: "movie", ids: ["tmdb:100001"], title: "Movie 1", watchlist: { at: AT } };

  test("a title goes off the watchlist wherever it stands beside copies of it", async () => {
    const replica = createMemoryReplica({ side: "plex", items: [movie, listed, { ...listed }] });
    await replica.apply([unlist(movieTarget(1), "plex")], createApplyLog().hooks);
    expect(replica.items().map(({ watchlist }) => watchlist)).toEqual([undefined, undefined, undefined]);
    expect(replica.items()[0]).toBe(movie);
  });

  test("a title that is listed beside a copy of it is not listed twice", async () => {
    const replica = createMemoryReplica({ side: "plex", items: [movie, listed], clock: createFakeClock() });
    await replica.apply([list(movieTarget(1), "plex")], createApplyLog().hooks);
    expect(replica.items().map(({ watchlist }) => watchlist)).toEqual([undefined, { at: START }]);
  });

  test("a value goes from the part of a title that has it", async () => {
    const { ref: _, ...title } = movie;
    const items: readonly Item[] = [
      { ...title, watched: { plays: 1, at: AT } },
      { ...title, rating: { value: 8 } },
    ];
    const unrated = createMemoryReplica({ side: "trakt", items });
    await unrated.apply([unrate(movieTarget(1))], createApplyLog().hooks);
    expect(unrated.items()).toEqual([items[0], title]);
    const unplayed = createMemoryReplica({ side: "trakt", items: items.toReversed() });
    await unplayed.apply([unplay(movieTarget(1))], createApplyLog().hooks);
    expect(unplayed.items()).toEqual([items[1], title]);
  });

  test("a play counts where the plays of a title are", async () => {
    const { ref: _, ...title } = movie;
    const items: readonly Item[] = [
      { ...title, rating: { value: 8 } },
      { ...title, watched: { plays: 1 } },
    ];
    const replica = createMemoryReplica({ side: "trakt", items });
    await replica.apply([play(movieTarget(1))], createApplyLog().hooks);
    expect(replica.items()).toEqual([items[0], { ...title, watched: { plays: 2, at: AT } }]);
  });

  test.each([
    ["plex", { identity: { server: "memory" }, unlisted: UNLISTED.plex }],
    ["trakt", { identity: { account: "memory" }, unlisted: UNLISTED.trakt }],
  ] as const)("says of itself what the real %s would", async (side, expected) => {
    const replica = createMemoryReplica({ side, items: [] });
    expect(await replica.fetch({ fields: [], fresh: new Set() })).toMatchObject(expected);
  });

  test("takes another identity, and another meaning of what is not listed", async () => {
    const replica = createMemoryReplica({
      side: "plex",
      items: [],
      identity: { server: "attic", libraries: ["1"] },
      unlisted: UNLISTED.trakt,
    });
    expect(await replica.fetch({ fields: [], fresh: new Set() })).toMatchObject({
      identity: { server: "attic", libraries: ["1"] },
      unlisted: UNLISTED.trakt,
    });
  });
});
