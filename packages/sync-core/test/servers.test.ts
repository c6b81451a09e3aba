import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { actAll, acts, type Act } from "./acts.ts";
import { complete, policy } from "./builders.ts";
import { createMemory, mirroring, planWorld, statesOf, sync, type Memory } from "./household.ts";
import { copyNames, createWorld, readPlex } from "./world.ts";
import type { Item, Plan, Snapshot } from "../src/index.ts";

const runs = { numRuns: 500 };
const histories = fc.array(acts, { minLength: 1, maxLength: 4 });
/** Which copies are on a second server. */
const split = fc.array(fc.boolean(), { minLength: copyNames.length, maxLength: copyNames.length });

function live(history: readonly (readonly Act[])[]) {
  const world = createWorld();
  const memory = createMemory();
  for (const part of history) {
    actAll(world, part);
    for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: mirroring });
  }
  return { world, memory };
}

/** The copies of a household, some of them on another server. */
function refOn(isElsewhere: readonly boolean[], ref: string): string {
  return `${copyNames.some((name, position) => name === ref && isElsewhere[position]) ? "attic" : "nas"}/${ref}`;
}

/** What pakt keeps, with every copy known by the server that it is on. */
function renamed({ base, ledger }: Memory, isElsewhere: readonly boolean[]): Memory {
  const records = Object.entries(base.records).map(([key, record]) => {
    const copies = Object.entries(record.copies ?? {}).map(([ref, copy]) => [refOn(isElsewhere, ref), copy]);
    return [key, record.copies === undefined ? record : { ...record, copies: Object.fromEntries(copies) }];
  });
  const scrobbles = ledger.scrobbles.map((sent) => ({ ...sent, ref: refOn(isElsewhere, sent.ref) }));
  return { base: { ...base, records: Object.fromEntries(records) }, ledger: { ...ledger, scrobbles } };
}

function onServers(snapshot: Snapshot, isElsewhere: readonly boolean[]): Snapshot {
  const items = snapshot.items.map((item) =>
    item.ref === undefined ? item : { ...item, ref: refOn(isElsewhere, item.ref) },
  );
  return { ...snapshot, items };
}

/** A plan with refs as they are on one server, and each of its lists in an order that does not go by them. */
function onOneServer(plan: Plan): unknown {
  return inOneOrder(JSON.parse(JSON.stringify(plan).replaceAll(/(nas|attic)\//g, "")));
}

function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => JSON.stringify(inOneOrder(each))).toSorted();
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, inOneOrder(each)] as const);
  return Object.fromEntries(entries.toSorted(([first], [second]) => (first < second ? -1 : 1)));
}

/** Watchlists are on no server. */
function perCopy({ isListed: _, ...state }: ReturnType<typeof statesOf>["plex"][number]): object {
  return state;
}

describe("several servers", () => {
  it("with the libraries of one between them are planned as that one", () => {
    fc.assert(
      fc.property(histories, acts, split, fc.constantFrom(mirroring, policy), (history, done, elsewhere, chosen) => {
        const { world, memory } = live(history);
        actAll(world, done);
        const plex = onServers(readPlex(world), elsewhere);
        const apart = planWorld(world, renamed(memory, elsewhere), { plex, policy: chosen });
        expect(onOneServer(apart)).toEqual(onOneServer(planWorld(world, memory, { policy: chosen })));
      }),
      runs,
    );
  });

  it("of which one is off for a while end as if it had not been", () => {
    const partial = { state: "partial" } as const;
    const partly = { ...complete, watched: partial, rating: partial, collection: partial };
    fc.assert(
      fc.property(histories, acts, acts, split, (history, during, after, elsewhere) => {
        const { world, memory } = live(history);
        actAll(world, during);
        const readOther = (): Snapshot => {
          const { items, ...plex } = readPlex(world);
          const isRead = ({ ref }: Item): boolean => ref === undefined || refOn(elsewhere, ref).startsWith("nas/");
          return { ...plex, items: items.filter(isRead), fields: partly };
        };
        // What was written is read back before anybody acts: until then an undone write is a lagging read.
        const planned = [1, 2, 3].flatMap(() => {
          const { operations } = sync(world, memory, { policy: mirroring, plex: readOther() });
          return operations.filter(({ action, field }) => action === "remove" && field !== "watchlist");
        });
        expect(planned).toEqual([]);
        actAll(world, after);
        for (let run = 0; run < 3; run += 1) sync(world, memory, { policy: mirroring });
        const { plex, trakt } = statesOf(world);
        expect(plex.map(perCopy)).toEqual(trakt.map(perCopy));
      }),
      runs,
    );
  });
});
