import { describe, expect, it } from "vitest";
import {
  baseOf,
  planStory,
  plexMovie,
  plexSnapshot,
  policy,
  traktMovie,
  traktSnapshot,
  withField,
  writes,
} from "../test/builders.ts";
import { advance } from "./advance.ts";
import { emptyBase } from "./base.ts";
import type { Item } from "./item.ts";

const rating = { value: 7, at: "2026-11-01T10:00:00.000Z" };

function rated(count: number, isRated: (position: number) => boolean = () => true) {
  const positions = Array.from({ length: count }, (_, position) => position);
  const values = (position: number): Partial<Item> => (isRated(position) ? { rating } : {});
  return {
    plex: positions.map((position) =>
      plexMovie({ ids: [`tmdb:${position}`], ref: `r${position}`, ...values(position) }),
    ),
    trakt: positions.filter(isRated).map((position) => traktMovie({ ids: [`tmdb:${position}`], rating })),
  };
}

/** A base of 120 ratings, of which Trakt has lost the first `removed`. */
function removalStory(removed: number) {
  const all = rated(120);
  return { plex: all.plex, trakt: rated(120, (position) => position >= removed).trakt, base: baseOf(all) };
}

describe("removals", () => {
  it("pass up to a tenth of base", () => {
    const plan = planStory(removalStory(12));
    expect([plan.operations.length, plan.held.length]).toEqual([12, 0]);
  });

  it("are held beyond a tenth of base, with the flag that lets them through", () => {
    const plan = planStory(removalStory(13));
    expect([plan.operations.length, plan.held.length]).toEqual([0, 13]);
    expect(plan.held[0]).toMatchObject({ guard: "too-many-removals", flag: "--allow-removals rating=13" });
  });

  it("pass up to ten of a small base", () => {
    const all = rated(12);
    const story = { plex: all.plex, trakt: rated(12, (position) => position >= 10).trakt, base: baseOf(all) };
    expect(planStory(story).held).toEqual([]);
  });

  it.each([
    [13, 13, 0],
    [12, 0, 13],
  ])("that are allowed %i times: %i pass, %i are held", (allowed, passed, held) => {
    const plan = planStory({ ...removalStory(13), policy: { ...policy, allowRemovals: { rating: allowed } } });
    expect([plan.operations.length, plan.held.length]).toEqual([passed, held]);
  });

  it("count a title with several copies once", () => {
    const all = rated(12);
    const copies = all.plex.map((item) => ({ ...item, ref: `${item.ref ?? ""}-4k` }));
    const plex = [...all.plex, ...copies];
    const trakt = rated(12, (position) => position >= 6).trakt;
    const plan = planStory({ plex, trakt, base: baseOf({ plex, trakt: all.trakt }) });
    expect([plan.operations.length, plan.held.length]).toEqual([12, 0]);
  });

  it("are held when a side is empty and base is not", () => {
    const all = rated(3);
    const plan = planStory({ plex: all.plex, trakt: [], base: baseOf(all) });
    expect(writes(plan)).toEqual([]);
    expect(plan.held).toHaveLength(3);
    expect(plan.held[0]).toMatchObject({ guard: "side-is-empty", flag: "--allow-removals rating=3" });
  });

  it.each([
    ["of another server than base's", "identity-changed", { account: "ann", server: "other", libraries: ["1"] }],
    ["of another choice of libraries", "identity-changed", { account: "ann", server: "nas", libraries: ["1", "2"] }],
    ["of an account that is not known", "identity-unknown", { server: "nas", libraries: ["1"] }],
  ])("are held when Plex is %s, and base stays that of before", (_what, reason, identity) => {
    const story = removalStory(1);
    const plan = planStory({ ...story, plex: plexSnapshot(story.plex, { identity }) });
    expect(plan.held).toMatchObject([{ guard: reason, flag: "--allow-removals rating=1" }]);
    expect(advance(story.base, plan, []).identities?.rating).toEqual(story.base.identities?.rating);
  });

  it("of another server pass when they are allowed, and base becomes that server's", () => {
    const story = removalStory(1);
    const plex = plexSnapshot(story.plex, { identity: { account: "ann", server: "other", libraries: ["1"] } });
    const plan = planStory({ ...story, plex, policy: { ...policy, allowRemovals: { rating: 1 } } });
    expect(plan.operations).toHaveLength(1);
    expect(advance(story.base, plan, []).identities?.rating?.plex).toMatchObject({ server: "other" });
  });

  it.each([
    ["Plex", { plex: { account: "bob", server: "nas", libraries: ["1"] } }],
    ["Trakt", { trakt: { account: "bob" } }],
  ])("are none where %s is of another account: what base says is not known of it", (_side, of) => {
    const story = removalStory(1);
    const plan = planStory({
      base: story.base,
      plex: plexSnapshot(story.plex, "plex" in of ? { identity: of.plex } : {}),
      trakt: traktSnapshot(story.trakt, "trakt" in of ? { identity: of.trakt } : {}),
    });
    expect(writes(plan)).toEqual(["rating add trakt 7 added-on-plex"]);
    expect(plan.held).toEqual([]);
  });

  it("that are held do not touch base, and are met again", () => {
    const story = removalStory(13);
    const next = advance(story.base, planStory(story), []);
    expect(next.records).toBe(story.base.records);
    expect(planStory({ ...story, base: next }).held).toHaveLength(13);
  });
});

describe("bulk adds", () => {
  const ofAnn = { plex: { account: "ann", server: "nas" }, trakt: { account: "ann" } };
  const base = { ...emptyBase, identities: { rating: ofAnn } };

  it("are held for another account, with the flag that lets them through", () => {
    const trakt = traktSnapshot([], { identity: { account: "bob" } });
    const plan = planStory({ plex: rated(11).plex, trakt, base });
    expect(writes(plan)).toEqual([]);
    expect(plan.held[0]).toMatchObject({ guard: "identity-changed", flag: "--allow-adds rating=11" });
    const allowed = planStory({ plex: rated(11).plex, trakt, base, policy: { ...policy, allowAdds: { rating: 11 } } });
    expect(allowed.operations).toHaveLength(11);
  });

  it("pass for another choice of libraries", () => {
    const plex = plexSnapshot(rated(11).plex, { identity: { account: "ann", server: "nas", libraries: ["2"] } });
    const before = { ...ofAnn, plex: { ...ofAnn.plex, libraries: ["1"] } };
    expect(planStory({ plex, trakt: [], base: { ...base, identities: { rating: before } } }).held).toEqual([]);
  });

  it("are held after an incomplete read, whatever was allowed", () => {
    const plex = plexSnapshot(rated(11).plex, { fields: withField("rating", "partial") });
    const plan = planStory({ plex, trakt: [], policy: { ...policy, allowAdds: { rating: 100 } } });
    expect(plan.held).toHaveLength(11);
    expect(plan.held[0]).toMatchObject({ guard: "incomplete-read" });
  });

  it("are not in question for a few", () => {
    const trakt = traktSnapshot([], { identity: { account: "bob" } });
    expect(planStory({ plex: rated(10).plex, trakt, base }).operations).toHaveLength(10);
  });
});
