import type { Field, Item, ShowOfItem } from "@pakt/sync-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { packItems, unpackItems } from "./packed-items.ts";

const SHOWS: readonly ShowOfItem[] = [
  { ids: ["trakt:1", "tvdb:11"], title: "One", year: 2001 },
  { ids: ["trakt:2"], title: "" },
  { ids: [], title: "Three", ordering: "other" },
];
const at = fc.constantFrom("2026-11-20T10:00:00.000Z", "2015-01-01T20:59:00.000Z");
const dated = { at: fc.option(at, { nil: undefined }) };
const VALUES = {
  watched: fc.record({ plays: fc.integer({ min: 1, max: 900 }), ...dated }),
  rating: fc.record({ value: fc.integer({ min: 1, max: 10 }), ...dated }),
  collection: fc.record({
    quality: fc.constantFrom({}, { resolution: "4k", hdr: "hlg" } as const, { resolution: "4k", is3d: true } as const),
    isPhysical: fc.constantFrom(true as const, undefined),
    ...dated,
  }),
  watchlist: fc.record(dated),
};
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

function itemsOf(field: Field): fc.Arbitrary<readonly Item[]> {
  const item = fc.record({
    type: fc.constantFrom("movie", "show", "season", "episode"),
    ids: fc.subarray(["trakt:7", "tmdb:70", "imdb:tt7"] as const),
    title: fc.constantFrom("", "A title"),
    year: optional(fc.integer({ min: 1900, max: 2030 })),
    show: optional(fc.constantFrom(...SHOWS)),
    season: optional(fc.nat(3)),
    number: optional(fc.nat(3)),
    [field]: VALUES[field],
  });
  // JSON knows no `undefined`.
  return fc.array(item).map((items) => JSON.parse(JSON.stringify(items)) as readonly Item[]);
}

describe("the items of a list", () => {
  test.each<Field>(["watched", "rating", "collection", "watchlist"])("%s come back from JSON as they were", (field) => {
    fc.assert(
      fc.property(itemsOf(field), (items) => {
        expect(unpackItems(JSON.parse(JSON.stringify(packItems(items, field))), field)).toEqual(items);
      }),
    );
  });

  test("of one show share it", () => {
    const episode = (number: number): Item => ({
      type: "episode",
      ids: [],
      title: "",
      show: { ids: ["trakt:1"], title: "One" },
      season: 1,
      number,
      watched: { plays: 1 },
    });

    const [first, second] = unpackItems(packItems([episode(1), episode(2)], "watched"), "watched");

    expect(first?.show).toBe(second?.show);
  });
});
