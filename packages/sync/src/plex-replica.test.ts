import type { Fault, InMemoryPlex } from "@pakt/plex-sdk/testing";
import { FIELDS } from "@pakt/sync-core";
import type { Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { createApplyLog } from "../test/apply-log.ts";
import { describeReplica, OWNED, TITLES } from "../test/describe-replica.ts";
import type { ReplicaStage, WriteFault } from "../test/describe-replica.ts";
import { describeWatchlist } from "../test/describe-watchlist.ts";
import { readsOf } from "../test/field-reads.ts";
import { AT, list, mark } from "../test/operations.ts";
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
  const { catalogue, watchlist } = plex.discover;
  for (const target of [TITLES.newMovie, TITLES.show, ...TITLES.crowd]) catalogue.add(toCatalogueTitle(target));
  for (const target of [TITLES.listedMovie, TITLES.listedShow]) {
    watchlist.list(catalogue.add(toCatalogueTitle(target)), Date.parse(AT) / 1000);
  }
  return {
    plex,
    replica: createPlexReplica(parts),
    refOf: (target) => toRef(plex.machineIdentifier, keys.get(target) ?? "404404"),
    writes: () => plex.requests.filter(({ method }) => method === "PUT").length,
  };
}

function toCatalogueTitle({ type, title, ids }: Target): Parameters<InMemoryPlex["discover"]["catalogue"]["add"]>[0] {
  const guids = ids.filter((id) => !id.startsWith("trakt:")).map((id) => id.replace(":", "://"));
  return { type: type === "show" ? "show" : "movie", title, guids };
}

const answers: readonly (readonly [string, Fault])[] = [
  ...[400, 401, 403, 404, 413, 429, 500, 503, 520].map(
    (code): readonly [string, Fault] => [String(code), { kind: "status", status: code }] as const,
  ),
  ["a lost connection", { kind: "reset" }],
  ["a web page with status 200", { kind: "html" }],
];

const faults = answers.map(([name, fault]): WriteFault<PlexStage> => [
  name,
  ({ plex }) => plex.intercept(({ method, phase }) => (method === "PUT" && phase === "before" ? fault : undefined)),
]);

describeReplica("Plex", stage, faults);
describeWatchlist("Plex", stage, faults);

describe("createPlexReplica", () => {
  test("names the server and the libraries that it read", async () => {
    const { plex, replica } = stage();
    expect(await replica.fetch({ fields: ["watched"], fresh: new Set() })).toMatchObject({
      takenAt: "2026-11-22T10:00:00.000Z",
      unlisted: UNLISTED.plex,
      identity: { server: plex.machineIdentifier, libraries: ["library-1", "library-2"] },
    });
  });

  test("a watchlist that cannot be read says nothing of the libraries", async () => {
    const { plex, replica } = stage();
    plex.intercept(({ path, phase }) =>
      phase === "before" && path.startsWith("/discover/") ? { kind: "status", status: 503 } : undefined,
    );
    const { fields } = await replica.fetch({ fields: FIELDS, fresh: new Set() });
    expect(fields).toMatchObject(readsOf({ watchlist: { state: "failed" } }, "complete"));
  });

  test("a library that cannot be read says nothing of the watchlist", async () => {
    const { plex, replica } = stage();
    plex.intercept(({ path, phase }) =>
      phase === "before" && path === "/library/sections/1/all" ? { kind: "status", status: 404 } : undefined,
    );
    const { fields } = await replica.fetch({ fields: FIELDS, fresh: new Set() });
    expect(fields).toMatchObject(readsOf({ watchlist: { state: "complete" } }, "partial"));
  });

  test("writes the watchlist although the server has stopped, and says that it has", async () => {
    const { plex, replica, refOf } = stage();
    plex.intercept(({ path, phase }) =>
      phase === "before" && path === "/:/scrobble" ? { kind: "status", status: 401 } : undefined,
    );
    const operations = [mark(TITLES.newMovie, refOf(TITLES.newMovie) ?? ""), list(TITLES.newMovie, "plex")];
    const log = createApplyLog();
    expect(await replica.apply(operations, log.hooks)).toMatchObject({ stopped: { code: "sign-in-needed" } });
    expect(operations.map(({ id }) => log.statuses()[id])).toEqual(["failed", "applied"]);
  });

  test("gives what a file is like, with how good that is, and since when it is there", async () => {
    const { plex, replica } = stage();
    plex.items.addMovie({ library: "1", ratingKey: "77", addedAt: Date.parse(AT) / 1000 });
    const { items } = await replica.fetch({ fields: ["collection"], fresh: new Set() });
    expect(items.find(({ ref }) => ref === toRef(plex.machineIdentifier, "77"))?.collection).toEqual({
      at: AT,
      quality: OWNED,
      score: expect.any(Number),
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
