import { describe, expect, it } from "vitest";
import { decide, type Decision, type FieldValues } from "./decide.ts";
import type { Side } from "./item.ts";
import type { ConflictPolicy } from "./policy.ts";

interface Rated {
  readonly value: number;
  readonly day?: number;
}

function decideRating(values: Partial<FieldValues<Rated>>, conflicts: ConflictPolicy = "newest"): Decision {
  return decide(
    { base: undefined, plex: undefined, trakt: undefined, ...values },
    { isEqual: (first, second) => first.value === second.value, newer, conflicts },
  );
}

function newer(plex: Rated, trakt: Rated): Side | undefined {
  const difference = (plex.day ?? 0) - (trakt.day ?? 0);
  if (difference === 0) return undefined;
  return difference > 0 ? "plex" : "trakt";
}

const seven = { value: 7 };
const eight = { value: 8 };

describe("decide", () => {
  it.each<[string, Partial<FieldValues<Rated>>, Decision]>([
    ["nothing: nobody has anything", {}, { kind: "nothing" }],
    ["nothing: both are as base", { base: seven, plex: seven, trakt: seven }, { kind: "nothing" }],
    ["adopt: both changed to the same", { base: seven, plex: eight, trakt: eight }, { kind: "adopt" }],
    ["adopt: both added the same", { plex: eight, trakt: eight }, { kind: "adopt" }],
    ["adopt: both removed it", { base: seven }, { kind: "adopt" }],
    ["added-on-plex", { plex: seven }, { kind: "write", from: "plex", reason: "added-on-plex" }],
    ["added-on-trakt", { trakt: seven }, { kind: "write", from: "trakt", reason: "added-on-trakt" }],
    [
      "changed-on-plex",
      { base: seven, plex: eight, trakt: seven },
      { kind: "write", from: "plex", reason: "changed-on-plex" },
    ],
    [
      "changed-on-trakt",
      { base: seven, plex: seven, trakt: eight },
      { kind: "write", from: "trakt", reason: "changed-on-trakt" },
    ],
    ["removed-on-plex", { base: seven, trakt: seven }, { kind: "remove", from: "trakt", reason: "removed-on-plex" }],
    ["removed-on-trakt", { base: seven, plex: seven }, { kind: "remove", from: "plex", reason: "removed-on-trakt" }],
    [
      "changed-on-plex wins over a removal",
      { base: seven, plex: eight },
      { kind: "write", from: "plex", reason: "changed-on-plex" },
    ],
    [
      "changed-on-trakt wins over a removal",
      { base: seven, trakt: eight },
      { kind: "write", from: "trakt", reason: "changed-on-trakt" },
    ],
  ])("%s", (_reason, values, decision) => {
    expect(decideRating(values)).toEqual(decision);
  });

  it.each<[string, ConflictPolicy, Partial<FieldValues<Rated>>, Decision]>([
    [
      "conflict-newest: the later wins",
      "newest",
      { base: { value: 5 }, plex: { value: 7, day: 1 }, trakt: { value: 8, day: 2 } },
      { kind: "conflict", reason: "conflict-newest", winner: "trakt" },
    ],
    [
      "conflict-newest: dated beats undated",
      "newest",
      { plex: { value: 7, day: 1 }, trakt: eight },
      { kind: "conflict", reason: "conflict-newest", winner: "plex" },
    ],
    [
      "conflict-newest: a tie",
      "newest",
      { plex: seven, trakt: eight },
      { kind: "conflict", reason: "conflict-newest" },
    ],
    [
      "conflict-plex",
      "plex",
      { plex: seven, trakt: eight },
      { kind: "conflict", reason: "conflict-plex", winner: "plex" },
    ],
    [
      "conflict-trakt",
      "trakt",
      { plex: seven, trakt: eight },
      { kind: "conflict", reason: "conflict-trakt", winner: "trakt" },
    ],
    ["conflict-ask", "ask", { plex: seven, trakt: eight }, { kind: "conflict", reason: "conflict-ask" }],
  ])("%s", (_reason, conflicts, values, decision) => {
    expect(decideRating(values, conflicts)).toEqual(decision);
  });
});
