import { emptyLedger } from "@pakt/sync-core";
import type { Field, FieldRead, Item, Ledger, Operation, SentPlay, Side, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { readsOf } from "../test/field-reads.ts";
import {
  AT,
  collect,
  list,
  mark,
  movieTarget,
  play,
  rate,
  uncollect,
  unlist,
  unmark,
  unrate,
} from "../test/operations.ts";
import { createProof } from "./proof-of-write.ts";
import { UNLISTED } from "./unlisted.ts";

const movie = movieTarget(1);
const REF = "attic/1";
const onPlex: Item = {
  type: "movie",
  ids: ["tmdb:100001", "plex:5d7700000000000000000001"],
  title: "Movie 1",
  ref: REF,
};
const onTrakt: Item = { type: "movie", ids: ["trakt:1", "tmdb:100001"], title: "Movie 1" };
const { ref: _ref, ...entry } = onPlex;
const collected = { ...onTrakt, collection: { quality: { resolution: "1080p" } } } as const;

interface Read {
  readonly items?: readonly Item[];
  readonly fields?: Partial<Record<Field, FieldRead>>;
}

function snapshot(side: Side, { items = [], fields = {} }: Read): Snapshot {
  return { side, takenAt: AT, identity: {}, unlisted: UNLISTED[side], fields: readsOf(fields, "complete"), items };
}

function isShown(
  operation: Operation,
  shown: { readonly plex?: Read; readonly trakt?: Read; readonly ledger?: Ledger } = {},
): boolean {
  const { plex = {}, trakt = {}, ledger = emptyLedger } = shown;
  return createProof({ plex: snapshot("plex", plex), trakt: snapshot("trakt", trakt), ledger })(operation);
}

const broken = (field: Field): Partial<Record<Field, FieldRead>> => ({ [field]: { state: "partial", reason: "cut" } });

describe("a proof of a play", () => {
  const ledger = (state: SentPlay["state"]): Ledger => ({
    ...emptyLedger,
    plays: [{ operation: play(movie).id, type: "movie", ids: movie.ids, at: AT, sentAt: AT, state }],
  });

  test.each([
    ["applied", true],
    ["unknown", false],
    ["sent", false],
  ] as const)("is the ledger's word %s alone", (state, expected) => {
    const items = [{ ...onTrakt, watched: { plays: 1, at: AT } }];
    expect(isShown(play(movie), { trakt: { items }, ledger: ledger(state) })).toBe(expected);
  });
});

describe("a proof of a mark", () => {
  const seen = [{ ...onPlex, watched: { plays: 1 } }];

  test.each<[string, Operation, readonly Item[], boolean]>([
    ["a copy that was seen", mark(movie, REF), seen, true],
    ["a copy that was not", mark(movie, REF), [onPlex], false],
    ["another copy that was", mark(movie, "attic/2"), seen, false],
    ["a copy that was not seen, of an unmark", unmark(movie, REF), [onPlex], true],
    ["a copy that was, of an unmark", unmark(movie, REF), seen, false],
    ["a copy that is not there, of an unmark", unmark(movie, "attic/2"), [], false],
  ])("%s", (_, operation, items, expected) => {
    expect(isShown(operation, { plex: { items } })).toBe(expected);
  });
});

describe("a proof of a rating", () => {
  const rated = (item: Item, value: number): Read => ({ items: [{ ...item, rating: { value } }] });

  test.each<[string, Operation, Parameters<typeof isShown>[1], boolean]>([
    ["that is on Trakt", rate(movie, 7), { trakt: rated(onTrakt, 7) }, true],
    ["another than was sent", rate(movie, 7), { trakt: rated(onTrakt, 6) }, false],
    ["that is on the copy", rate(movie, 7, REF), { plex: rated(onPlex, 7) }, true],
    [
      "that is on the other side only",
      rate(movie, 7, REF),
      { plex: { items: [onPlex] }, trakt: rated(onTrakt, 7) },
      false,
    ],
    ["that is gone from Trakt", unrate(movie), { trakt: { items: [onTrakt] } }, true],
    ["that a cut list does not show", unrate(movie), { trakt: { fields: broken("rating") } }, false],
    ["that is gone from the copy", unrate(movie, REF), { plex: { items: [onPlex] } }, true],
    ["of a copy that is not there", unrate(movie, REF), {}, false],
  ])("%s", (_, operation, shown, expected) => {
    expect(isShown(operation, shown)).toBe(expected);
  });
});

describe("a proof of an entry in the collection", () => {
  test.each<[string, Operation, Read, boolean]>([
    ["as it was sent", collect(movie), { items: [collected] }, true],
    ["of another quality", collect(movie, { resolution: "4k" }), { items: [collected] }, false],
    [
      "the same as far as the file could be told",
      collect(movie, { unknown: ["resolution"] }),
      { items: [collected] },
      true,
    ],
    ["that is not there", collect(movie), { items: [onTrakt] }, false],
    ["that a cut list shows", collect(movie), { items: [collected], fields: broken("collection") }, true],
    ["that was taken out", uncollect(movie), { items: [onTrakt] }, true],
    ["that is still there", uncollect(movie), { items: [collected] }, false],
    ["that a cut list does not show", uncollect(movie), { fields: broken("collection") }, false],
  ])("%s", (_, operation, trakt, expected) => {
    expect(isShown(operation, { trakt })).toBe(expected);
  });

  test("is not what the file in Plex is like", () => {
    const items = [{ ...onPlex, collection: { quality: { resolution: "1080p" } } }] as const;
    expect(isShown(collect(movie), { plex: { items } })).toBe(false);
  });

  test("finds an episode by its show and numbers", () => {
    const show = { ids: ["tvdb:210"], title: "Harbour" } as const;
    const place = { type: "episode", ids: [], title: "", show, season: 1, number: 2 } as const;
    const target = { ...place, ids: ["tvdb:402"], by: "number" } as const;
    const items: readonly Item[] = [{ ...place, collection: { quality: { resolution: "1080p" } } }];
    expect(isShown(collect(target), { trakt: { items } })).toBe(true);
    expect(isShown(collect({ ...target, number: 3 }), { trakt: { items } })).toBe(false);
  });
});

describe("a proof of a place on a watchlist", () => {
  const listed = (item: Item): Read => ({ items: [item, { ...item, watchlist: { at: AT } }] });

  test.each<[string, Operation, Parameters<typeof isShown>[1], boolean]>([
    ["that is on Plex's", list(movie, "plex"), { plex: listed(entry) }, true],
    ["that is on Trakt's", list(movie, "trakt"), { trakt: listed(onTrakt) }, true],
    ["that is on the other side's only", list(movie, "plex"), { trakt: listed(onTrakt) }, false],
    ["of a title that a library has", list(movie, "plex"), { plex: { items: [onPlex] } }, false],
    ["that is gone from Plex's", unlist(movie, "plex"), { plex: { items: [onPlex] }, trakt: listed(onTrakt) }, true],
    ["that is gone from Trakt's", unlist(movie, "trakt"), { plex: listed(entry) }, true],
    ["that is still there", unlist(movie, "plex"), { plex: listed(entry) }, false],
    ["that a cut list does not show", unlist(movie, "plex"), { plex: { fields: broken("watchlist") } }, false],
    [
      "that a cut list of the other side does not show",
      unlist(movie, "plex"),
      { trakt: { fields: broken("watchlist") } },
      true,
    ],
  ])("%s", (_, operation, shown, expected) => {
    expect(isShown(operation, shown)).toBe(expected);
  });
});
