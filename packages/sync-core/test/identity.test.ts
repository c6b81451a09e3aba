import { describe, expect, it } from "vitest";
import { advance, emptyBase, type Base, type Field, type Identity, type Item, type Plan } from "../src/index.ts";
import {
  complete,
  outcomesOf,
  planStory,
  plexMovie,
  plexSnapshot,
  policy,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "./builders.ts";

const at = "2026-11-01T10:00:00.000Z";
const propagating = withPolicy("collection", { removals: "propagate" });
const ann: Identity = { account: "ann", server: "nas", libraries: ["1", "2"] };
const bob: Identity = { ...ann, account: "bob" };
const fewer: Identity = { ...ann, libraries: ["2"] };

interface Run {
  readonly plex: readonly Item[];
  readonly trakt: readonly Item[];
  readonly plexIs?: Identity;
  readonly traktIs?: Identity;
  readonly fields?: typeof complete;
  readonly policy?: typeof policy;
}

/** What one run plans, and the base that it leaves when all of it is applied. */
function run(base: Base, chosen: Run): { readonly plan: Plan; readonly base: Base } {
  const { plexIs = ann, traktIs = { account: "ann" }, fields = complete } = chosen;
  const plan = planStory({
    plex: plexSnapshot(chosen.plex, { identity: plexIs, fields }),
    trakt: traktSnapshot(chosen.trakt, { identity: traktIs, fields: only(fields) }),
    base,
    policy: chosen.policy ?? policy,
  });
  return { plan, base: advance(base, plan, outcomesOf(plan, "applied")) };
}

/** A read fails on one side; what was not asked for is off on both. */
function only(fields: typeof complete): typeof complete {
  const off = Object.entries(fields).filter(([, { state }]) => state === "off");
  return { ...complete, ...Object.fromEntries(off) };
}

function readOnly(field: Field): typeof complete {
  const off = { state: "off" } as const;
  return { watched: off, rating: off, collection: off, watchlist: off, [field]: { state: "complete" } };
}

const movies = (count: number, from = 0) => Array.from({ length: count }, (_, position) => position + from);
const idOf = (position: number) => ({ ids: [`tmdb:${position}`], title: `Film ${position}` }) as const;
const listedOnPlex = (positions: readonly number[]): readonly Item[] =>
  positions.map((position) => ({ type: "movie", ...idOf(position), watchlist: { at } }));
const listedOnTrakt = (positions: readonly number[]): readonly Item[] =>
  positions.map((position) => traktMovie({ ...idOf(position), watchlist: { at } }));
const quality = { resolution: "1080p" } as const;
const inLibrary = (positions: readonly number[]): readonly Item[] =>
  positions.map((position) => plexMovie({ ...idOf(position), ref: `r${position}`, collection: { quality, at } }));
const collected = (positions: readonly number[]): readonly Item[] =>
  positions.map((position) => traktMovie({ ...idOf(position), collection: { quality, at } }));

const wished = { plex: listedOnPlex(movies(5)), trakt: listedOnTrakt(movies(5)) };
const owned = { plex: inLibrary(movies(5)), trakt: collected(movies(5)) };

const removals = ({ operations }: Plan) => operations.filter(({ action }) => action === "remove");
const guards = ({ held }: Plan) => [...new Set(held.map(({ guard, flag }) => `${guard} ${flag ?? ""}`))];

describe("another account", () => {
  it("is joined with the other side, and nothing is removed, also when its list could not be read at first", () => {
    const { base } = run(emptyBase, wished);
    const plex = listedOnPlex([9]);
    const failed = run(base, { ...wished, plex: [], plexIs: bob, fields: withField("watchlist", "failed") });
    const { plan } = run(failed.base, { plex, trakt: wished.trakt, plexIs: bob });
    expect(removals(plan)).toEqual([]);
    expect(writes(plan)).toEqual([
      ...movies(5).map(() => "watchlist add plex added-on-trakt"),
      "watchlist add trakt added-on-plex",
    ]);
  });

  it("has its many adds held, also after a run of another field", () => {
    const { base } = run(emptyBase, wished);
    const bobs = { plex: listedOnPlex(movies(15, 20)), trakt: wished.trakt, plexIs: bob };
    const first = run(base, bobs);
    expect(guards(first.plan)).toEqual(["identity-changed --allow-adds watchlist=15"]);
    expect(removals(first.plan)).toEqual([]);
    const rating = run(first.base, { ...bobs, fields: readOnly("rating") });
    const again = run(rating.base, bobs);
    expect(guards(again.plan)).toEqual(["identity-changed --allow-adds watchlist=15"]);
    expect(removals(again.plan)).toEqual([]);
  });

  it("on Trakt, and empty, never empties Plex's list", () => {
    const { base } = run(emptyBase, wished);
    const bobs = { plex: wished.plex, trakt: [], traktIs: { account: "bob" } };
    const rating = run(base, { ...bobs, fields: readOnly("rating") });
    const { plan } = run(rating.base, bobs);
    expect(new Set(writes(plan))).toEqual(new Set(["watchlist add trakt added-on-plex"]));
    expect(plan.operations).toHaveLength(5);
  });

  it("on Trakt gets the whole collection after one flag", () => {
    const many = { plex: inLibrary(movies(30)), trakt: collected(movies(30)) };
    const { base } = run(emptyBase, many);
    const bobs = { plex: many.plex, trakt: [], traktIs: { account: "bob" } };
    const held = run(base, bobs);
    expect(guards(held.plan)).toEqual(["identity-changed --allow-adds collection=30"]);
    expect(held.plan.kept).toEqual([]);
    expect(held.base.identities?.collection).toEqual(base.identities?.collection);
    expect(held.base.records).toBe(base.records);
    const allowed = run(held.base, { ...bobs, policy: { ...policy, allowAdds: { collection: 30 } } });
    expect(allowed.plan.operations).toHaveLength(30);
    const rest = run(allowed.base, { ...bobs, trakt: many.trakt });
    expect([rest.plan.operations, rest.plan.held, rest.plan.kept]).toEqual([[], [], []]);
  });

  it("lets nothing be removed that an add which failed did not bring there", () => {
    const { base } = run(emptyBase, wished);
    const bobs = { plex: wished.plex, trakt: [], traktIs: { account: "bob" } };
    const { plan } = run(base, bobs);
    const after = advance(base, plan, outcomesOf(plan, "failed"));
    const again = run(after, bobs);
    expect(removals(again.plan)).toEqual([]);
    expect(again.plan.operations).toHaveLength(5);
  });

  it("that was taken over has nothing of the one before: what it lists later is new", () => {
    const { base } = run(emptyBase, wished);
    const bobs = { plex: listedOnPlex(movies(4)), traktIs: { account: "bob" } };
    const first = run(base, { ...bobs, trakt: [] });
    const { plan } = run(first.base, { ...bobs, trakt: listedOnTrakt(movies(5)) });
    expect(writes(plan)).toEqual(["watchlist add plex added-on-trakt"]);
  });

  it("leaves base as it was while its adds are held, so that whoever comes back finds nothing removed", () => {
    const { base } = run(emptyBase, wished);
    const bobs = { plex: listedOnPlex(movies(15, 20)), trakt: wished.trakt, plexIs: bob };
    const held = run(base, bobs);
    // The five titles of Trakt's list were put on Bob's.
    expect(held.plan.operations).toHaveLength(5);
    expect(held.base.identities?.watchlist).toEqual(base.identities?.watchlist);
    const back = run(held.base, wished);
    expect(back.plan.operations).toEqual([]);
  });

  it("on Plex changes nothing in the collection, which no account of Plex has a part in", () => {
    const { base } = run(emptyBase, owned);
    const { plan } = run(base, { plex: inLibrary(movies(4)), trakt: owned.trakt, plexIs: bob, policy: propagating });
    expect(plan.held).toEqual([]);
    expect(removals(plan)).toHaveLength(1);
  });

  it("on Plex has seen what it has seen: no view of it is a rewatch", () => {
    const seen = { at: "2026-10-01T20:00:00.000Z", plays: 1 };
    const again = { at: "2026-11-10T20:00:00.000Z", plays: 3 };
    const { base } = run(emptyBase, { plex: [plexMovie({ watched: seen })], trakt: [traktMovie({ watched: seen })] });
    const { plan } = run(base, {
      plex: [plexMovie({ watched: again })],
      trakt: [traktMovie({ watched: seen })],
      plexIs: bob,
    });
    expect(plan.operations).toEqual([]);
  });
});

describe("another account on Plex whose many plays are held", () => {
  it("leaves what base knows of each copy to whoever comes back: a deleted file takes nothing back", () => {
    const mirrored = withPolicy("watched", { removals: "propagate" });
    const seen = { at: "2026-10-01T20:00:00.000Z", plays: 1 };
    const trakt = [traktMovie({ watched: seen })];
    const oneWay = withPolicy("watched", { direction: "plex-to-trakt" });
    const { base } = run(emptyBase, {
      plex: [plexMovie({ watched: seen }), plexMovie({ ref: "b" })],
      trakt,
      policy: oneWay,
    });
    const bobs = movies(11).map((position) => plexMovie({ ...idOf(position), ref: `r${position}`, watched: seen }));
    const held = run(base, {
      plex: [plexMovie(), plexMovie({ ref: "b", watched: seen }), ...bobs],
      trakt,
      plexIs: bob,
    });
    expect(guards(held.plan)).toEqual(["identity-changed --allow-adds watched=11"]);
    const back = run(held.base, { plex: [plexMovie({ ref: "b" })], trakt, policy: mirrored });
    expect([removals(back.plan), back.plan.held]).toEqual([[], []]);
  });
});

describe("another choice of libraries", () => {
  const gone = { plex: [], trakt: owned.trakt, plexIs: fewer, policy: propagating };
  const held = ["identity-changed --allow-removals collection=5"];

  it("has removals held, also after a run of another field", () => {
    const { base } = run(emptyBase, { ...owned, policy: propagating });
    const first = run(base, gone);
    expect(guards(first.plan)).toEqual(held);
    const watched = run(first.base, { ...gone, fields: readOnly("watched") });
    expect(guards(run(watched.base, gone).plan)).toEqual(held);
  });

  it("has removals held when another field was the first to be read", () => {
    const { base } = run(emptyBase, { ...owned, policy: propagating });
    const watchlist = run(base, { ...gone, fields: readOnly("watchlist") });
    expect(guards(run(watchlist.base, gone).plan)).toEqual(held);
  });

  it("has removals held that were kept before removals were passed on", () => {
    const { base } = run(emptyBase, owned);
    const kept = run(base, { ...gone, policy });
    expect(kept.plan.kept).toHaveLength(5);
    expect(run(kept.base, { ...gone, policy }).base).toBe(kept.base);
    const propagated = run(kept.base, gone);
    expect(guards(propagated.plan)).toEqual(held);
    const allowed = run(propagated.base, { ...gone, policy: { ...propagating, allowRemovals: { collection: 5 } } });
    expect(removals(allowed.plan)).toHaveLength(5);
    expect(run(allowed.base, { ...gone, trakt: [] }).base.identities?.collection).not.toHaveProperty("formerly");
  });

  it("is forgotten where the titles are back", () => {
    const { base } = run(emptyBase, owned);
    const kept = run(base, { ...gone, policy });
    const back = run(kept.base, { ...owned, policy: propagating });
    expect(back.base.identities).toEqual(base.identities);
  });

  it("has removals held after a partial read too", () => {
    const { base } = run(emptyBase, { ...owned, policy: propagating });
    const partial = run(base, { ...gone, plex: inLibrary([0]), fields: withField("collection", "partial") });
    expect(guards(run(partial.base, gone).plan)).toEqual(held);
  });

  it("holds nothing of the watchlist, which is in no library", () => {
    const { base } = run(emptyBase, wished);
    const { plan } = run(base, { plex: listedOnPlex(movies(4)), trakt: wished.trakt, plexIs: fewer });
    expect(plan.held).toEqual([]);
    expect(writes(plan)).toEqual(["watchlist remove trakt removed-on-plex"]);
  });
});

describe("an account that is not known in this run", () => {
  const { account: _, ...unknown } = ann;

  it("has removals held, and by a word of their own", () => {
    const { base } = run(emptyBase, wished);
    const less = { plex: listedOnPlex(movies(4)), trakt: wished.trakt };
    const first = run(base, { ...less, plexIs: unknown });
    expect(guards(first.plan)).toEqual(["identity-unknown --allow-removals watchlist=1"]);
    expect(first.base.identities).toEqual(base.identities);
    expect(writes(run(first.base, less).plan)).toEqual(["watchlist remove trakt removed-on-plex"]);
  });

  it("has many adds held, and a few pass", () => {
    const { base } = run(emptyBase, wished);
    const more = (count: number) => ({ plex: listedOnPlex(movies(5 + count)), trakt: wished.trakt, plexIs: unknown });
    expect(guards(run(base, more(11)).plan)).toEqual(["identity-unknown --allow-adds watchlist=11"]);
    expect(run(base, more(10)).plan.operations).toHaveLength(10);
  });

  it("tells base nothing: what was written for it is agreed upon once it is known", () => {
    const { base } = run(emptyBase, wished);
    const more = run(base, { plex: listedOnPlex(movies(6)), trakt: wished.trakt, plexIs: unknown });
    expect(more.plan.operations).toHaveLength(1);
    // It was Bob's: what he alone had listed is no removal of Ann's.
    const back = run(more.base, { plex: wished.plex, trakt: listedOnTrakt(movies(6)) });
    expect(writes(back.plan)).toEqual(["watchlist add plex added-on-trakt"]);
  });

  it("holds nothing of the collection", () => {
    const { base } = run(emptyBase, owned);
    const { plan } = run(base, {
      plex: inLibrary(movies(4)),
      trakt: owned.trakt,
      plexIs: unknown,
      policy: propagating,
    });
    expect([plan.held.length, removals(plan).length]).toEqual([0, 1]);
  });
});

describe("several servers", () => {
  const both: Identity = { account: "ann", server: ["attic", "nas"], libraries: ["attic/1", "nas/1"] };
  const all = movies(12);
  const base = run(emptyBase, { plex: inLibrary(all), trakt: collected(all), plexIs: ann }).base;
  const gone = (plexIs: Identity, from: Base) =>
    guards(run(from, { plex: inLibrary([0]), trakt: collected(all), plexIs, policy: propagating }).plan);

  it("are another place where one joins: what it brings is added, what seems to be gone is held", () => {
    const { plan } = run(base, { plex: inLibrary(movies(40)), trakt: collected(all), plexIs: both });
    expect([plan.operations.length, plan.held]).toEqual([28, []]);
    expect(gone(both, base)).toEqual(["identity-changed --allow-removals collection=11"]);
  });

  it("are another place where one leaves, and none where the same are read again", () => {
    const ofBoth = run(base, { plex: inLibrary(all), trakt: collected(all), plexIs: both }).base;
    expect(ofBoth.identities?.collection?.plex).toMatchObject({ server: ["attic", "nas"] });
    expect(gone(ann, ofBoth)).toEqual(["identity-changed --allow-removals collection=11"]);
    expect(gone(both, ofBoth)).toEqual(["too-many-removals --allow-removals collection=11"]);
  });

  it("are others where none is in common: many adds wait too", () => {
    const ofBoth = run(base, { plex: inLibrary(all), trakt: collected(all), plexIs: both }).base;
    const elsewhere = { ...both, server: ["cellar", "loft"] };
    const { plan } = run(ofBoth, { plex: inLibrary(movies(40)), trakt: collected(all), plexIs: elsewhere });
    expect([plan.operations, guards(plan)]).toEqual([[], ["identity-changed --allow-adds collection=28"]]);
  });
});
