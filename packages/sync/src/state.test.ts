import { advance, emptyBase, emptyLedger, indexSnapshot, plan, recordIntents, recordOutcomes } from "@pakt/sync-core";
import type { Base, BaseCopy, BaseRecord, Item, Outcome, Pending, SentPlay, SentScrobble } from "@pakt/sync-core";
import * as fc from "fast-check";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { AT } from "../test/operations.ts";
import { defaultConfig, toPolicy } from "./config.ts";
import { UNSEEN_COPIES } from "./intent-context.ts";
import { readState, writeState } from "./state.ts";
import type { State } from "./state.ts";
import { readsOf } from "../test/field-reads.ts";
import { UNLISTED } from "./unlisted.ts";

// `Required`: a new optional part of these does not compile until it is in here.
const copy: Required<BaseCopy> = { views: 2, rating: 7, ours: 1, unsettled: ["watched", "rating"] };
const pending: Required<Pending> = { side: "trakt", since: START, previous: { plays: 1, at: AT } };
const record: Required<BaseRecord> = {
  type: "episode",
  ids: ["trakt:1", "tmdb:2", "tvdb:3", "imdb:tt4", "plex:5d9c1275e98e47001eb84029"],
  title: "The Target",
  year: 2002,
  show: { ids: ["tvdb:79126"], title: "The Wire", year: 2002, ordering: "other" },
  season: 1,
  number: 1,
  watched: { at: AT },
  rating: { value: 10, at: AT },
  collection: { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1", is3d: true },
  watchlist: true,
  ownMarks: { plex: { viewedAt: AT, listedAt: AT }, trakt: {} },
  pending: {
    watched: pending,
    rating: { ...pending, side: "plex", previous: { value: 3, at: AT } },
    collection: { ...pending, previous: { at: AT, quality: { resolution: "480p" }, score: 3, isPhysical: true } },
    watchlist: { ...pending, side: "plex", previous: { at: AT, keys: ["5d776b59ad5437001f79c6f8"] } },
  },
  declined: { rating: { plex: "8", trakt: "" } },
  copies: { "3f2a9c1d/501": copy, "3f2a9c1d/502": { views: 0 } },
  fileViewedAt: "unknown",
};
const base: Required<Base> = {
  version: 1,
  identities: {
    watched: { plex: { server: "attic", libraries: ["1", "2"], account: "1" }, trakt: { account: "sam" } },
    collection: {
      plex: { server: "attic", libraries: ["1"] },
      trakt: { account: "sam" },
      formerly: { server: "attic", libraries: ["1", "2"] },
    },
  },
  emptied: { watchlist: ["trakt"], rating: ["plex", "trakt"] },
  records: {
    full: record,
    bare: { type: "movie", ids: [], title: "" },
    undated: {
      type: "movie",
      ids: [],
      title: "",
      watched: {},
      rating: { value: 1 },
      pending: { watched: { side: "plex", since: START }, rating: { ...pending, previous: { value: 2 } } },
    },
  },
};
const sentPlay: Required<SentPlay> = {
  operation: "play",
  account: "sam",
  type: "episode",
  ids: ["tvdb:3"],
  showIds: ["tvdb:79126"],
  season: 0,
  number: 1,
  at: "unknown",
  sentAt: START,
  state: "unknown",
};
const sentScrobble: Required<SentScrobble> = {
  operation: "mark",
  ref: "3f2a9c1d/501",
  viewsBefore: 0,
  sentAt: START,
  state: "sent",
};
const RICH: Required<State> = {
  version: 1,
  plexAheadMs: 600_000,
  run: "20261122T100000Z-5f1c",
  base,
  ledger: {
    version: 1,
    plays: (["sent", "unknown", "applied"] as const).map((state) => ({ ...sentPlay, state })),
    scrobbles: (["sent", "unknown", "applied"] as const).map((state) => ({ ...sentScrobble, state })),
  },
  notFound: { "trakt:watched:add:row": { times: 3, until: START, ids: "tmdb:5" } },
  inDoubt: {
    plan: {
      version: 1,
      createdAt: START,
      plex: {},
      trakt: {},
      operations: [],
      conflicts: [],
      kept: [],
      skipped: [],
      refused: [],
      held: [],
      problems: [],
      adopted: { records: {}, goals: {} },
    },
    outcomes: [{ operation: "o", status: "applied", at: START }],
  },
};

/** A record as nearly all are. */
const ordinary = {
  type: "episode",
  ids: ["tvdb:3"],
  title: "The Target",
  season: 1,
  number: 1,
  watched: { at: AT },
  copies: { "3f2a9c1d/501": { views: 2, rating: 7 } },
} as const;

describe("the state", () => {
  test("is empty before the first run", async () => {
    expect(await readState(await openTestHome())).toEqual({
      version: 1,
      base: emptyBase,
      ledger: emptyLedger,
      notFound: {},
    });
  });

  test("comes back as it was written, with everything that can be in it", async () => {
    const home = await openTestHome();
    await writeState(home, RICH);
    expect(await readState(home)).toEqual(RICH);
  });

  test("that says once whose data all fields are says it of each field", async () => {
    const plex = { server: "attic", libraries: ["1", "2"], account: "1" };
    const former = { ...RICH, base: { version: 1, plex, trakt: { account: "sam" }, records: base.records } };
    const home = await openTestHome({ files: { "state/default/state.json": JSON.stringify(former) } });
    const { libraries, server, account } = plex;
    expect((await readState(home)).base).toEqual({
      version: 1,
      records: base.records,
      identities: {
        watched: { plex, trakt: { account: "sam" } },
        rating: { plex, trakt: { account: "sam" } },
        collection: { plex: { server, libraries }, trakt: { account: "sam" } },
        watchlist: { plex: { account }, trakt: { account: "sam" } },
      },
    });
  });

  test("that does not say whose data it is leaves that open", async () => {
    const { identities: _, ...nobodys } = base;
    const former = { ...RICH, base: nobodys };
    const home = await openTestHome({ files: { "state/default/state.json": JSON.stringify(former) } });
    expect((await readState(home)).base).toEqual(nobodys);
  });

  test("in which every record holds its own show and quality is read, too", async () => {
    const home = await openTestHome({ files: { "state/default/state.json": JSON.stringify(RICH) } });
    expect(await readState(home)).toEqual(RICH);
  });

  test("holds each show and each quality once, and so does what is read of it", async () => {
    const home = await openTestHome();
    const episode = { ...ordinary, show: { ids: ["tvdb:1"], title: "One" }, collection: { resolution: "4k" } } as const;
    await writeState(home, {
      ...RICH,
      base: { version: 1, records: { a: { ...episode }, b: structuredClone(episode) } },
    });

    const { a, b } = (await readState(home)).base.records;

    expect(a).toEqual(episode);
    expect(a?.show).toBe(b?.show);
    expect(a?.collection).toBe(b?.collection);
  });

  test("is for its owner's eyes only", async () => {
    const home = await openTestHome();
    await writeState(home, RICH);
    const file = await stat(join(home.folder, "state/default/state.json"));
    expect(file.mode & 0o777).toBe(0o600);
  });

  test.each([
    ["is cut off", '{"version":1,"base":{"ver', "line 1: this is not valid JSON."],
    ["is of a later version", '{\n  "version": 2\n}', "line 2: expected 1 (version)."],
    [
      "has a part that is not known: an older pakt would lose it",
      `{"version":1,"base":{"version":1,"records":{"a":{"type":"movie","ids":[],"title":"",\n"shelf":1}}},"ledger":{"version":1,"plays":[],"scrobbles":[]},"notFound":{}}`,
      'line 2: unknown key "shelf" (base.records.a).',
    ],
    [
      "names a show that is not in it",
      `{"version":1,"base":{"version":1,"shows":[],"records":{"a":{"type":"movie","ids":[],"title":"","show":1}}},"ledger":{"version":1,"plays":[],"scrobbles":[]},"notFound":{}}`,
      "line 1: expected an object (base.records.a.show).",
    ],
    [
      "has an id of another kind",
      `{"version":1,"base":{"version":1,"records":{"a":{"type":"movie","ids":["anidb:1"],"title":""}}},"ledger":{"version":1,"plays":[],"scrobbles":[]},"notFound":{}}`,
      "line 1: not an id (base.records.a.ids.0).",
    ],
  ])("stops the run when it %s, names file and line, and is left as it is", async (_, text, message) => {
    const home = await openTestHome({ files: { "state/default/state.json": text } });
    const path = join(home.folder, "state/default/state.json");
    await expect(readState(home)).rejects.toMatchObject({
      name: "PaktError",
      code: "state-corrupt",
      exitCode: 1,
      message: `${path}, ${message}`,
    });
    expect(await readFile(path, "utf8")).toBe(text);
  });
});

const at = fc.constantFrom(AT, "2025-12-31T23:59:59.000Z", "2026-11-21T10:00:00.000Z");
const watched = fc.record({ plays: fc.integer({ min: 1, max: 3 }), at }, { requiredKeys: ["plays"] });
const rating = fc.record({ value: fc.integer({ min: 1, max: 10 }), at }, { requiredKeys: ["value"] });
const values = fc.record({ watched, rating }, { requiredKeys: [] });
const show = { ids: ["tvdb:79126"], title: "The Wire" } as const;

/** Six copies on Plex (two of one movie, two episodes in one file), each in some state or not there. */
const plexItems = fc
  .tuple(...Array.from({ length: 6 }, () => fc.option(values, { nil: undefined })))
  .map((states): readonly Item[] => {
    const titles: readonly Item[] = [
      { type: "movie", ids: ["tmdb:1", "imdb:tt1"], title: "One", ref: "attic/1" },
      { type: "movie", ids: ["tmdb:1"], title: "One", ref: "attic/2" },
      { type: "movie", ids: ["tmdb:2"], title: "Two", year: 1999, ref: "attic/3" },
      { type: "episode", ids: ["tvdb:11"], title: "E1", show, season: 1, number: 1, ref: "attic/4", file: "/a.mkv" },
      { type: "episode", ids: ["tvdb:12"], title: "E2", show, season: 1, number: 2, ref: "attic/5", file: "/a.mkv" },
      { type: "season", ids: [], title: "", show, season: 1, ref: "attic/6" },
    ];
    return titles.flatMap((title, index) => {
      const state = states[index];
      return state === undefined ? [] : [{ ...title, ...state }];
    });
  });
const traktItems = fc
  .tuple(...Array.from({ length: 4 }, () => fc.option(values, { nil: undefined })))
  .map((states): readonly Item[] => {
    const titles: readonly Item[] = [
      { type: "movie", ids: ["trakt:1", "tmdb:1"], title: "One" },
      { type: "movie", ids: ["trakt:2", "tmdb:2"], title: "Two" },
      { type: "episode", ids: [], title: "", show, season: 1, number: 1 },
      { type: "season", ids: ["trakt:5"], title: "", show, season: 1 },
    ];
    return titles.flatMap((title, index) => {
      const state = states[index];
      return state === undefined ? [] : [{ ...title, ...state }];
    });
  });
interface Round {
  readonly plexItems: readonly Item[];
  readonly traktItems: readonly Item[];
  readonly statuses: readonly Outcome["status"][];
}
const round: fc.Arbitrary<Round> = fc.record({
  plexItems,
  traktItems,
  statuses: fc.array(fc.constantFrom<Outcome["status"]>("applied", "failed", "unknown", "unmatched"), { minLength: 1 }),
});

/** The state after one more run over such households, whose writes came to these statuses in turn. */
function afterRun(before: State, { plexItems: plex, traktItems: trakt, statuses }: Round): State {
  const fields = readsOf({}, "complete");
  const common = { takenAt: START, fields };
  const planned = plan({
    plex: indexSnapshot({
      ...common,
      side: "plex",
      identity: { server: "attic", libraries: ["1"] },
      unlisted: UNLISTED.plex,
      items: plex,
    }),
    trakt: indexSnapshot({
      ...common,
      side: "trakt",
      identity: { account: "sam" },
      unlisted: UNLISTED.trakt,
      items: trakt,
    }),
    base: before.base,
    ledger: before.ledger,
    policy: toPolicy(defaultConfig(), { watchOnlyOnce: false, allowRemovals: { rating: 100 } }),
    now: START,
  });
  const outcomes = planned.operations.map(({ id }, index): Outcome => ({
    operation: id,
    status: statuses[index % statuses.length] ?? "applied",
    at: START,
  }));
  const announced = recordIntents(before.ledger, planned.operations, UNSEEN_COPIES, START);
  return {
    ...before,
    base: advance(before.base, planned, outcomes),
    ledger: recordOutcomes(announced, outcomes),
  };
}

test("whatever runs can put into the state comes back as it was written", async () => {
  const home = { ...(await openTestHome()), storage: createStorage() };
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 3 }), async (rounds) => {
      const empty: State = { version: 1, base: emptyBase, ledger: emptyLedger, notFound: {} };
      const state = rounds.reduce(afterRun, empty);
      await writeState(home, state);
      expect(await readState(home)).toEqual(state);
    }),
    { numRuns: 300 },
  );
});

/** Records are checked by hand where they are ordinary, by the schema where anything about them is not. */
test("an ordinary record is let through, or refused, as one is that has something special about it", async () => {
  const part = fc.constantFrom(
    "type",
    "ids",
    "title",
    "year",
    "season",
    "number",
    "watched",
    "watchlist",
    "copies",
    "shelf",
  );
  const value = fc.oneof(
    fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
    fc.constantFrom<unknown>(["imdb:tt1"], ["anidb:1"], { at: AT }, { at: 1 }, {}, true, 1, "movie", "film", undefined),
    fc.constantFrom<unknown>({ a: { views: 1 } }, { a: { views: 1, ours: "1" } }, { a: { rating: 1 } }, { a: null }),
  );
  const read = async (stored: object): Promise<object> => {
    const home = { ...(await openTestHome()), storage: createStorage() };
    const state = { ...RICH, base: { version: 1, records: { a: stored } } };
    await home.storage.setItemRaw("state:default:state.json", JSON.stringify(state));
    return readState(home).then(
      (whole) => ({ ...whole.base.records["a"], fileViewedAt: undefined }),
      () => ({ refused: true }),
    );
  };
  await fc.assert(
    fc.asyncProperty(part, value, async (name, changed) => {
      const made = { ...ordinary, [name]: changed };
      expect(await read(made)).toEqual(await read({ ...made, fileViewedAt: "unknown" }));
    }),
    { numRuns: 200 },
  );
});
