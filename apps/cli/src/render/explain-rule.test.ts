import type { FieldExplanation } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { explainNoWrite, explainWrite } from "./explain-rule.ts";

const told = (changes: Partial<FieldExplanation>): FieldExplanation => ({
  field: "rating",
  isAgreed: true,
  operations: [],
  reason: "agreed",
  message: "Both sides say the same.",
  plex: { value: 8 },
  trakt: { value: 8 },
  ...changes,
});

const written = { side: "trakt", since: "2026-01-03T10:00:00.000Z", previous: { value: 6 } } as const;

describe("explainNoWrite", () => {
  test.each<[string, string, Partial<FieldExplanation>]>([
    ["agreement", "Both sides say the same.", {}],
    ["a late read", "pakt wrote it, and a read may show it late.", { pending: written, trakt: { value: 6 } }],
    ["a write that this read shows", "Both sides say the same.", { pending: written }],
    ["values that differ", "The sides differ, and nothing can be written for now.", { trakt: { value: 6 } }],
    [
      "a removal that stays on one side",
      "Both had it, and it was removed on Trakt. Removals are not passed on (`fields.rating.removals` in config.json is `keep`): Plex keeps it, and Trakt does not get it back.",
      { reason: "removed-on-trakt" },
    ],
    [
      "a guard, with the flag that the plan names",
      "The next run would remove unusually many titles, which looks like an accident. A guard holds it back; --allow-removals rating=12 lets it through.",
      {
        reason: "too-many-removals",
        message: "A guard holds it back; --allow-removals rating=12 lets it through.",
      },
    ],
    [
      "an open conflict",
      "The sides differ, and neither is as both agreed. No side wins by what is set for this field (`fields.rating.conflicts` in config.json), so nothing is written: make them the same by hand, or set it to `plex` or `trakt`.",
      { reason: "conflict-ask" },
    ],
    [
      "a conflict of values that are as new",
      "Both sides changed less than a minute apart, so neither is the newer one, and nothing is written: give one of them again the value that you want, or set `fields.rating.conflicts` in config.json to `plex` or `trakt`.",
      {
        reason: "conflict-newest",
        plex: { value: 8, at: "2026-01-03T10:00:00.000Z" },
        trakt: { value: 6, at: "2026-01-03T10:00:59.000Z" },
      },
    ],
    [
      "a difference that was taken back, which is no conflict to settle",
      "You took this back with `pakt undo`: it is not written again until one side changes.",
      { reason: "conflict-newest", declined: { plex: "8", trakt: "6" } },
    ],
    [
      "an incomplete read, as the plan says it",
      "Trakt was not read completely: a page is missing.",
      { reason: "incomplete-read", message: "Trakt was not read completely: a page is missing." },
    ],
    ["nothing on either side", "Neither side has it.", { reason: "nothing", isAgreed: false }],
    ["a value that is gone from both", "Neither side has it any more.", { reason: "nothing" }],
    [
      "an entry that a person made",
      "Trakt's entry is a disc or a tape that a person entered: it is left alone.",
      { field: "collection", plex: { quality: {} }, trakt: { quality: {}, isPhysical: true } },
    ],
  ])("explains %s", (_name, sentence, changes) => {
    expect(explainNoWrite(told(changes))).toBe(sentence);
  });
});

test("explainNoWrite says that what only Trakt has collected stays there", () => {
  const { plex: _, ...rest } = told({ field: "collection", reason: "waiting", trakt: { quality: {} } });
  expect(explainNoWrite(rest)).toBe(
    "Plex has no file of it, and nothing of a collection can be written into a library.",
  );
});

test("explainWrite tells what was added from what was removed", () => {
  expect(explainWrite({ reason: "added-on-plex" })).toBe(
    "Plex has it and Trakt has not, and no run found it on both: it is new on Plex, so Trakt gets it.",
  );
  expect(explainWrite({ reason: "removed-on-plex" })).toBe(
    "Both had it, and it was removed on Plex: it goes from Trakt too, as removals of this field are passed on.",
  );
});
