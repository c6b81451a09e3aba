import { emptyBase } from "@pakt/sync-core";
import type { Item, Snapshot } from "@pakt/sync-core";
import type { Fault } from "@pakt/plex-sdk/testing";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { AT } from "../test/operations.ts";
import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { confirmSeasons } from "./confirm-seasons.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { PlexReplica } from "./plex-replica.ts";
import { readsOf } from "../test/field-reads.ts";
import { UNLISTED } from "./unlisted.ts";

const show = { ids: ["tvdb:210"], title: "Harbour" } as const;

/** What Trakt says: both seasons have a rating. */
const trakt: Snapshot = {
  side: "trakt",
  takenAt: START,
  identity: {},
  unlisted: UNLISTED.trakt,
  fields: readsOf({}, "complete"),
  items: [1, 2].map((season): Item => ({
    type: "season",
    ids: [],
    title: "",
    show,
    season,
    rating: { value: 9, at: AT },
  })),
};

interface Started extends StartedPlex {
  readonly replica: PlexReplica;
}

/** A show of two seasons: the first is rated 6, and the server's filter for rated ones finds nothing. */
function start(): Started {
  const started = startPlex();
  const { plex, parts } = started;
  plex.items.addShow({ library: "2", ratingKey: "20", title: "Harbour", guids: ["tvdb://210"] });
  for (const season of [1, 2]) {
    const rated = season === 1 ? { userRating: 6 } : {};
    plex.items.addSeason({ show: "20", ratingKey: `2${season}`, index: season, ...rated });
    plex.items.addEpisode({ season: `2${season}`, index: 1 });
  }
  plex.intercept(({ phase }) => {
    if (phase !== "after" || plex.requests.at(-1)?.query["type"] !== "3") return undefined;
    return { kind: "json", transform: () => ({ MediaContainer: { size: 0, totalSize: 0, offset: 0 } }) };
  });
  return { ...started, replica: createPlexReplica(parts) };
}

async function readPlex({ replica, plex }: Started): Promise<Snapshot> {
  const snapshot = await replica.fetch({ fields: ["watched", "rating"], fresh: new Set() });
  plex.requests.clear();
  return snapshot;
}

const ratingsOf = ({ items }: Snapshot): readonly unknown[] =>
  items.flatMap(({ type, season, rating }) => (type === "season" ? [[season, rating?.value]] : []));

describe("confirmSeasons", () => {
  test("gives the seasons in doubt the rating that they have when read by their keys, in one request", async () => {
    const started = start();
    const plex = await readPlex(started);
    expect(ratingsOf(plex)).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    const sure = await confirmSeasons(started.replica, { plex, trakt, base: emptyBase });
    expect(ratingsOf(sure)).toEqual([
      [1, 6],
      [2, undefined],
    ]);
    expect(started.plex.requests.map(({ path }) => path)).toEqual(["/library/metadata/21,22"]);
  });

  test.each<[string, (snapshot: Snapshot) => { readonly plex: Snapshot; readonly trakt: Snapshot }]>([
    ["nobody knows a rating", (plex) => ({ plex, trakt: { ...trakt, items: [] } })],
    [
      "ratings are not synced",
      (plex) => ({ plex: { ...plex, fields: { ...plex.fields, rating: { state: "off" } } }, trakt }),
    ],
  ])("reads nothing where %s", async (_, snapshots) => {
    const started = start();
    const sides = snapshots(await readPlex(started));
    expect(await confirmSeasons(started.replica, { ...sides, base: emptyBase })).toBe(sides.plex);
    expect(started.plex.requests).toHaveLength(0);
  });

  test("leaves out a season that is gone since: it is unknown, and not unrated", async () => {
    const started = start();
    const plex = await readPlex(started);
    started.plex.items.remove("22");
    const sure = await confirmSeasons(started.replica, { plex, trakt, base: emptyBase });
    expect(ratingsOf(sure)).toEqual([[1, 6]]);
  });

  test("makes the ratings partial where the seasons cannot be read: then nothing is removed", async () => {
    const started = start();
    const plex = await readPlex(started);
    const broken: Fault = { kind: "status", status: 503 };
    started.plex.intercept(({ phase }) => (phase === "before" ? broken : undefined));
    const { fields } = await confirmSeasons(started.replica, { plex, trakt, base: emptyBase });
    expect(fields.watched).toEqual({ state: "complete" });
    expect(fields.rating).toMatchObject({
      state: "partial",
      reason: expect.stringContaining("the ratings of 2 seasons could not be read: "),
    });
  });

  test("ends when it is aborted", async () => {
    const started = start();
    const plex = await readPlex(started);
    const aborted = confirmSeasons(started.replica, { plex, trakt, base: emptyBase }, AbortSignal.abort());
    await expect(aborted).rejects.toMatchObject({ code: "aborted" });
  });
});
