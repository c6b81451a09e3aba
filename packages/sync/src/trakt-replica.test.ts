import type { Fault, InMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { describe, expect, test } from "vitest";
import { createStorage } from "unstorage";

import { describeCollection } from "../test/describe-collection.ts";
import { describeReplica, OWNED, TITLES } from "../test/describe-replica.ts";
import type { ReplicaStage, WriteFault } from "../test/describe-replica.ts";
import { describeWatchlist } from "../test/describe-watchlist.ts";
import { AT } from "../test/operations.ts";
import { startTrakt, status } from "../test/start-trakt.ts";
import { toTraktMetadata } from "./quality-words.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import type { TraktReplica } from "./trakt-replica.ts";
import { UNLISTED } from "./unlisted.ts";

interface TraktStage extends ReplicaStage {
  readonly service: InMemoryTrakt;
  readonly replica: TraktReplica;
}

function stage(): TraktStage {
  const { service, trakt, clock } = startTrakt();
  for (const number of [1, 2, 3, 4, ...TITLES.crowd.map((_, index) => 101 + index)]) {
    service.catalogue.addMovie({ ids: { trakt: number, tmdb: 100_000 + number }, title: `Movie ${number}` });
  }
  service.catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [
      {
        number: 1,
        ids: { trakt: 301 },
        episodes: [
          { number: 1, ids: { trakt: 401, tvdb: 401 } },
          { number: 2, ids: { trakt: 402, tvdb: 402 } },
          { number: 3, ids: { trakt: 403, tvdb: 403 } },
        ],
      },
    ],
  });
  service.catalogue.addShow({ ids: { trakt: 11, tvdb: 211 }, title: "Lighthouse", seasons: [] });
  const copy = { at: AT, metadata: { ...toTraktMetadata(OWNED) } };
  service.account.collect("movie", 3, copy);
  service.account.collect("episode", 403, copy);
  service.account.list("movie", 4, AT);
  service.account.list("show", 11, AT);
  service.account.watch("movie", 1, AT);
  service.account.rate("movie", 1, 8, AT);
  service.account.watch("episode", 401, AT);
  // Each read comes later than the write before it, so that the stamps differ.
  clock.advance(60_000);
  return {
    service,
    replica: createTraktReplica({
      trakt,
      clock,
      cache: createTraktCache(createStorage(), "default"),
      lineage: "sign-in",
      batches: { history: 20, ratings: 20, collection: 20, watchlist: 20 },
      settleAfterMs: 60_000,
    }),
    refOf: () => undefined,
    writes: () => service.requests.filter(({ method }) => method === "POST").length,
  };
}

const answers: readonly (readonly [string, Fault])[] = [
  ...[400, 401, 403, 404, 409, 412, 413, 420, 422, 423, 426, 429, 500, 503, 520].map(
    (code): readonly [string, Fault] => [String(code), status(code)] as const,
  ),
  ["a lost connection", { kind: "reset" }],
  ["a web page with status 200", { kind: "html" }],
];

const faults = answers.map(([name, fault]): WriteFault<TraktStage> => [
  name,
  ({ service }) =>
    service.intercept(({ method, phase }) => (method === "POST" && phase === "before" ? fault : undefined)),
]);

describeReplica("Trakt", stage, faults);
describeCollection("Trakt", stage, faults);
describeWatchlist("Trakt", stage, faults);

describe("createTraktReplica", () => {
  test("names the account by the id that stays when the person takes another name", async () => {
    const { replica } = stage();
    expect(await replica.fetch({ fields: ["watched"], fresh: new Set() })).toMatchObject({
      unlisted: UNLISTED.trakt,
      identity: { account: "00000000-0000-4000-8000-000000000001" },
    });
  });

  test("knows the settings once a fetch has read them", async () => {
    const { replica } = stage();
    expect(replica.settings()).toBeUndefined();
    await replica.fetch({ fields: [], fresh: new Set() });
    expect(replica.settings()).toMatchObject({ browsing: { watch_only_once: false } });
  });

  test("reads anew what was forgotten, and nothing else", async () => {
    const { service, replica } = stage();
    const fetch = (): Promise<unknown> => replica.fetch({ fields: ["watched", "rating"], fresh: new Set() });
    await fetch();
    service.requests.clear();
    await replica.forget(["rating"]);
    await fetch();
    expect(service.requests.map(({ path }) => path)).toEqual(["/sync/last_activities", "/sync/ratings"]);
  });
});
