import { advance, emptyBase, emptyLedger, indexSnapshot, plan } from "@pakt/sync-core";
import type { Base, Item, Plan, Rating, Side, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { defaultConfig, toPolicy } from "./config.ts";
import { findInDoubt, settleInDoubt } from "./in-doubt.ts";
import { readsOf } from "../test/field-reads.ts";
import { stillInDoubt } from "./still-in-doubt.ts";
import { UNLISTED } from "./unlisted.ts";

const NOW = "2026-11-22T12:00:00.000Z";
const policy = toPolicy(defaultConfig(), { watchOnlyOnce: false });
const eight: Rating = { value: 8, at: "2026-11-20T12:00:00.000Z" };

const onPlex = (rating?: Rating): Item => ({
  type: "movie",
  ids: ["tmdb:603"],
  title: "The Matrix",
  ref: "a",
  ...(rating === undefined ? {} : { rating }),
});
const onTrakt = (rating?: Rating): Item => ({ ...onPlex(rating), ids: ["trakt:481", "tmdb:603"], ref: "" });

function snapshot(side: Side, items: readonly Item[]): Snapshot {
  return {
    side,
    takenAt: NOW,
    identity: {},
    unlisted: UNLISTED[side],
    fields: readsOf({}, "complete"),
    items: items.map(({ ref, ...item }) => (side === "plex" && ref !== undefined ? { ...item, ref } : item)),
  };
}

function planOf(base: Base, plex: readonly Item[], trakt: readonly Item[]): Plan {
  const sides = { plex: indexSnapshot(snapshot("plex", plex)), trakt: indexSnapshot(snapshot("trakt", trakt)) };
  return plan({ ...sides, base, ledger: emptyLedger, policy, now: NOW });
}

const shown = (plex: readonly Item[], trakt: readonly Item[]) => ({
  plex: snapshot("plex", plex),
  trakt: snapshot("trakt", trakt),
  ledger: emptyLedger,
});

/** The rating of Plex was sent to Trakt, and the answer was lost. */
const sent = planOf(emptyBase, [onPlex(eight)], []);
const base = advance(emptyBase, sent, []);
const announced = new Set(sent.operations.map(({ id }) => id));

describe("a rating whose answer was lost", () => {
  const inDoubt = findInDoubt(sent, announced, []);

  test("that arrived is agreed upon: what a person removed since is a removal", () => {
    const settled = settleInDoubt(base, inDoubt, shown([onPlex()], [onTrakt(eight)]));
    // Held, for it is the last rating on Plex.
    expect(planOf(settled, [onPlex()], [onTrakt(eight)]).held).toMatchObject([
      { operation: { side: "trakt", action: "remove", reason: "removed-on-plex" } },
    ]);
  });

  test("that arrived is agreed upon: what a person changed since is a change", () => {
    const five = { value: 5, at: "2026-11-21T12:00:00.000Z" };
    const settled = settleInDoubt(base, inDoubt, shown([onPlex(five)], [onTrakt(eight)]));
    expect(planOf(settled, [onPlex(five)], [onTrakt(eight)]).operations).toMatchObject([
      { side: "trakt", action: "update", rating: { value: 5 }, reason: "changed-on-plex" },
    ]);
  });

  test("and that the reads of another account seem to show is not agreed upon", () => {
    const ofSam = findInDoubt({ ...sent, trakt: { account: "sam" } }, announced, []);
    const read = shown([onPlex(eight)], [onTrakt(eight)]);
    const ofKim = { ...read, trakt: { ...read.trakt, identity: { account: "kim" } } };
    expect(settleInDoubt(base, ofSam, ofKim)).toBe(base);
    expect(stillInDoubt(ofSam, ofKim)).toBe(ofSam);
  });

  test("that did not arrive is planned again", () => {
    const settled = settleInDoubt(base, inDoubt, shown([onPlex(eight)], []));
    expect(settled.records).toEqual(base.records);
    expect(planOf(settled, [onPlex(eight)], []).operations).toEqual(sent.operations);
  });
});

describe("findInDoubt", () => {
  test.each([
    ["everything was answered", [{ operation: sent.operations[0]?.id ?? "", status: "applied", at: NOW }] as const],
    ["it failed for certain", [{ operation: sent.operations[0]?.id ?? "", status: "failed", at: NOW }] as const],
  ])("finds nothing when %s", (_, outcomes) => {
    expect(findInDoubt(sent, announced, outcomes)).toBeUndefined();
  });

  test("finds nothing where nothing was announced", () => {
    expect(findInDoubt(sent, new Set(), [])).toBeUndefined();
  });

  test("finds what ended as unknown", () => {
    const unknown = [{ operation: sent.operations[0]?.id ?? "", status: "unknown", at: NOW }] as const;
    expect(findInDoubt(sent, announced, unknown)?.plan.operations).toEqual(sent.operations);
  });
});
