import * as fc from "fast-check";
import { expect, test } from "vitest";

import { defaultConfig } from "../config.ts";
import { weighChoices, withChoices } from "./weigh-choices.ts";

const direction = fc.constantFrom("two-way", "plex-to-trakt", "trakt-to-plex", "off");
const written = fc.record(
  {
    plex: fc.record({ url: fc.webUrl() }),
    fields: fc.record({ rating: fc.record({ direction }) }),
    rewatches: fc.boolean(),
  },
  { requiredKeys: [] },
);
const choices = fc
  .tuple(direction, fc.constantFrom("newest", "plex", "ask"), fc.webUrl())
  .map(([value, conflicts, url]) => [
    { key: "fields.rating.direction", value, from: "a" },
    { key: "fields.rating.conflicts", value: conflicts, from: "b" },
    { key: "plex.url", value: url, from: "c" },
  ]);

test("what was taken is there the second time, and nothing else that stood there has changed", () => {
  fc.assert(
    fc.property(written, choices, fc.boolean(), (config, theirs, overwrite) => {
      const weigh = (now: object): readonly string[] =>
        weighChoices(theirs, { written: { ...now }, inEffect: { ...now }, overwrite }).map(({ fate }) => fate);
      const fates = weigh(config);
      const next = withChoices(
        config,
        theirs.filter((_, index) => fates[index] === "taken"),
      );
      expect(weigh(next)).toEqual(fates.map((fate) => (fate === "taken" ? "same" : fate)));
      expect(next["rewatches"]).toBe(config.rewatches);
      expect(overwrite && fates.includes("kept")).toBe(false);
    }),
  );
});

test("a choice that is the default already is not written out", () => {
  const theirs = [{ key: "fields.rating.direction", value: "two-way", from: "a" }];
  expect(weighChoices(theirs, { written: {}, inEffect: defaultConfig(), overwrite: false })).toMatchObject([
    { fate: "same" },
  ]);
});
