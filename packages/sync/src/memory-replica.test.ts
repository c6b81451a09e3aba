import type { Item, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { createFakeClock, START } from "../test/fake-clock.ts";
import { describeReplica, TITLES } from "../test/describe-replica.ts";
import type { ReplicaStage } from "../test/describe-replica.ts";
import { AT, mark, movieTarget, play } from "../test/operations.ts";
import { createMemoryReplica } from "./memory-replica.ts";
import { UNLISTED } from "./unlisted.ts";

const ALL: readonly Target[] = [
  TITLES.seenMovie,
  TITLES.newMovie,
  TITLES.show,
  TITLES.season,
  TITLES.seenEpisode,
  TITLES.newEpisode,
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
    };
  });
  const replica = createMemoryReplica({ side, items, clock: createFakeClock() });
  return {
    replica,
    refOf,
    writes: () => replica.items().filter((item, index) => item !== items[index]).length,
  };
}

describeReplica("memory, as Plex", () => stage("plex"));
describeReplica("memory, as Trakt", () => stage("trakt"));

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
