import { emptyBase } from "@pakt/sync-core";
import type { Base, Item } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { AT } from "../test/operations.ts";
import { findDoubtfulSeasons } from "./doubtful-seasons.ts";

const show = { ids: ["tvdb:210"], title: "Harbour" } as const;
const rating = { value: 9, at: AT } as const;
const season = (number: number, fields: Partial<Item> = {}): Item => ({
  type: "season",
  ids: [],
  title: `Season ${number}`,
  show,
  season: number,
  ref: `attic/${number}`,
  ...fields,
});

function baseWith(item: Item): Base {
  const { ref: _, watched: __, collection: ___, watchlist: ____, ...record } = item;
  return { ...emptyBase, records: { row: record } };
}

describe("findDoubtfulSeasons", () => {
  test.each<[string, readonly Item[], Base, readonly number[]]>([
    ["none where nobody knows a rating", [], emptyBase, []],
    ["one that Trakt has rated, by show and number", [season(1, { rating })], emptyBase, [1]],
    ["one that base has as rated", [], baseWith(season(2, { rating })), [2]],
    ["one that is known by its own id", [season(7, { ids: ["tvdb:77"], rating })], emptyBase, [2]],
    ["none for a rated episode of the season", [season(1, { type: "episode", number: 1, rating })], emptyBase, []],
    ["none for a season of another show", [season(1, { show: { ...show, ids: ["tvdb:211"] }, rating })], emptyBase, []],
    ["none for a season that Trakt lists without a rating", [season(1)], emptyBase, []],
    ["none for one that Plex lists as rated", [season(3, { rating })], emptyBase, []],
  ])("doubts %s", (_, trakt, base, expected) => {
    const plex = [season(1), season(2, { ids: ["tvdb:77"] }), season(3, { rating })];
    expect(findDoubtfulSeasons(plex, trakt, base).map(({ season: number }) => number)).toEqual(expected);
  });
});
