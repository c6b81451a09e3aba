import type { Fault, InMemoryPlex } from "@pakt/plex-sdk/testing";
import type { Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { describeReplica, TITLES } from "../test/describe-replica.ts";
import type { ReplicaStage } from "../test/describe-replica.ts";
import { AT } from "../test/operations.ts";
import { startPlex } from "../test/start-plex.ts";
import { createPlexReplica } from "./plex-replica.ts";
import { toRef } from "./plex-ref.ts";
import { UNLISTED } from "./unlisted.ts";

interface PlexStage extends ReplicaStage {
  readonly plex: InMemoryPlex;
}

const SEEN = { viewCount: 1, lastViewedAt: Date.parse(AT) / 1000 };
const RATED = { userRating: 8, lastRatedAt: Date.parse(AT) / 1000 };

function stage(): PlexStage {
  const { plex, parts } = startPlex();
  const keys = new Map<Target, string>();
  const addMovie = (target: Target, state = {}): void => {
    const guids = target.ids.filter((id) => id.startsWith("tmdb:")).map((id) => id.replace(":", "://"));
    keys.set(target, plex.items.addMovie({ library: "1", title: target.title, guids, ...state }));
  };
  addMovie(TITLES.seenMovie, { ...SEEN, ...RATED });
  for (const target of [TITLES.newMovie, ...TITLES.crowd]) addMovie(target);
  const show = plex.items.addShow({ library: "2", title: "Harbour", guids: ["tvdb://210"] });
  const season = plex.items.addSeason({ show, index: 1 });
  keys.set(TITLES.show, show);
  keys.set(TITLES.season, season);
  keys.set(TITLES.seenEpisode, plex.items.addEpisode({ season, index: 1, guids: ["tvdb://401"], ...SEEN }));
  keys.set(TITLES.newEpisode, plex.items.addEpisode({ season, index: 2, guids: ["tvdb://402"] }));
  return {
    plex,
    replica: createPlexReplica(parts),
    refOf: (target) => toRef(plex.machineIdentifier, keys.get(target) ?? "404404"),
    writes: () => plex.requests.filter(({ method }) => method === "PUT").length,
  };
}

const answers: readonly (readonly [string, Fault])[] = [
  ...[400, 401, 403, 404, 413, 429, 500, 503, 520].map(
    (code): readonly [string, Fault] => [String(code), { kind: "status", status: code }] as const,
  ),
  ["a lost connection", { kind: "reset" }],
  ["a web page with status 200", { kind: "html" }],
];

describeReplica(
  "Plex",
  stage,
  answers.map(([name, fault]) => [
    name,
    ({ plex }) => plex.intercept(({ method, phase }) => (method === "PUT" && phase === "before" ? fault : undefined)),
  ]),
);

describe("createPlexReplica", () => {
  test("names the server and the libraries that it read", async () => {
    const { plex, replica } = stage();
    expect(await replica.fetch({ fields: ["watched"], fresh: new Set() })).toMatchObject({
      takenAt: "2026-11-22T10:00:00.000Z",
      unlisted: UNLISTED.plex,
      identity: { server: plex.machineIdentifier, libraries: ["library-1", "library-2"] },
    });
  });

  test("asks for seasons only when ratings are synced", async () => {
    const { plex, replica } = stage();
    await replica.fetch({ fields: ["watched"], fresh: new Set() });
    const typesOf = (): readonly string[] => plex.requests.flatMap(({ query }) => query["type"] ?? []);
    expect(typesOf()).toEqual(["1", "2", "4"]);
    plex.requests.clear();
    await replica.fetch({ fields: ["rating"], fresh: new Set() });
    expect(typesOf()).toEqual(["1", "2", "3", "4"]);
  });
});
