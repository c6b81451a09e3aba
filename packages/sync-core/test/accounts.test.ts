import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actAll, addingActs } from "./acts.ts";
import { createMemory, mirroring, type Memory } from "./household.ts";
import { applyOperation, copyOf, createWorld, readHistory, readPlex, readTrakt, timeOf, type World } from "./world.ts";
import {
  advance,
  FIELDS,
  indexSnapshot,
  plan,
  pruneLedger,
  recordIntents,
  recordOutcomes,
  settlePlays,
  unsettledPlays,
  type Field,
  type FieldRead,
  type Item,
  type Outcome,
  type Plan,
  type Policy,
  type Snapshot,
} from "../src/index.ts";

/** Every field passes removals on, and nobody has allowed any. */
const propagating: Policy = { ...mirroring, allowRemovals: {} };

/** Two people, each with an account on both services; the server is one. */
const people = ["ann", "bob"] as const;
type Person = (typeof people)[number];

const states: fc.Arbitrary<FieldRead["state"]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("complete" as const) },
  fc.constantFrom("partial" as const, "failed" as const, "off" as const),
);
/** The libraries are read once for three fields; the lists of an account each for itself. */
const plexReads = fc.record({ library: states, watchlist: states });
const traktReads = fc.record({ watched: states, rating: states, collection: states, watchlist: states });
const askedFields = fc.subarray([...FIELDS], { minLength: 1 });
const person = fc.constantFrom(...people);
const round = fc.record({
  acts: fc.record({ ann: addingActs, bob: addingActs }),
  plexIs: person,
  traktIs: person,
  isUnknown: fc.nat(4).map((chance) => chance === 0),
  plexReads,
  traktReads,
  asked: askedFields,
  isAllowingAdds: fc.boolean(),
  statuses: fc.array(fc.constantFrom("applied" as const, "applied" as const, "failed" as const), { minLength: 1 }),
  libraries: fc.constantFrom(["1"], ["1", "2"]),
});
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never;

function readsOf(of: Readonly<Record<Field, FieldRead["state"]>>, asked: readonly Field[]): Snapshot["fields"] {
  const readOf = (field: Field): FieldRead => ({ state: asked.includes(field) ? of[field] : "off" });
  return {
    watched: readOf("watched"),
    rating: readOf("rating"),
    collection: readOf("collection"),
    watchlist: readOf("watchlist"),
  };
}

/** What a read that broke off holds: every other item. One that failed holds none. */
function broken(snapshot: Snapshot, fields: Snapshot["fields"], stateOf: (item: Item) => FieldRead["state"]): Snapshot {
  const items = snapshot.items.filter((item, position) => {
    const state = stateOf(item);
    return state === "complete" || (state === "partial" && position % 2 === 0);
  });
  return { ...snapshot, fields, items };
}

function plexOf(world: World, { plexReads: { library, watchlist }, asked: only, ...of }: Chosen): Snapshot {
  const identity = { server: "nas", libraries: of.libraries, ...(!of.isUnknown && { account: of.plexIs }) };
  const fields = readsOf({ watched: library, rating: library, collection: library, watchlist }, only);
  return broken(readPlex(world, { identity }), fields, ({ ref }) =>
    ref === undefined ? fields.watchlist.state : library,
  );
}

function traktOf(world: World, { traktReads: of, asked: only, traktIs }: Chosen): Snapshot {
  const fields = readsOf(of, only);
  return broken(readTrakt(world, { identity: { account: traktIs } }), fields, (item) => {
    const field = FIELDS.find((each) => item[each] !== undefined);
    return field === undefined ? "complete" : fields[field].state;
  });
}

type Chosen = Omit<Round, "acts" | "asked"> & {
  readonly asked: readonly Field[];
  /** Whose accounts the run before was of. */
  readonly before?: Pick<Round, "plexIs" | "traktIs"> | undefined;
};

/** One run with one person's Plex and one person's Trakt. */
function run(worlds: Readonly<Record<Person, World>>, memory: Memory, chosen: Chosen): Plan {
  const { plexIs, traktIs } = chosen;
  const [onPlex, onTrakt] = [worlds[plexIs], worlds[traktIs]];
  // A rating that goes back to what it was within a day of our write is read as a late one (rule 9): of that, other laws tell.
  const minutes = plexIs === chosen.before?.plexIs && traktIs === chosen.before.traktIs ? 1 : 1441;
  const clock = Math.max(onPlex.clock, onTrakt.clock) + minutes;
  for (const name of people) worlds[name].clock = clock;
  const now = timeOf(onPlex);
  memory.ledger = settlePlays(memory.ledger, unsettledPlays(memory.ledger), readHistory(onTrakt));
  const made = plan({
    plex: indexSnapshot(plexOf(onPlex, chosen)),
    trakt: indexSnapshot(traktOf(onTrakt, chosen)),
    base: memory.base,
    ledger: memory.ledger,
    policy: chosen.isAllowingAdds
      ? { ...propagating, allowAdds: { watched: 99, rating: 99, collection: 99, watchlist: 99 } }
      : propagating,
    now,
  });
  const viewsBefore = (ref: string): number => copyOf(onPlex, ref).views;
  memory.ledger = recordIntents(memory.ledger, made.operations, { viewsBefore }, now);
  const outcomes = made.operations.map((operation, position): Outcome => {
    const status = chosen.statuses[position % chosen.statuses.length] ?? "applied";
    if (status === "applied") applyOperation(operation.side === "plex" ? onPlex : onTrakt, operation, memory.base);
    return { operation: operation.id, status, at: now };
  });
  memory.ledger = recordOutcomes(memory.ledger, outcomes);
  memory.base = advance(memory.base, made, outcomes);
  memory.ledger = pruneLedger(memory.ledger, now, memory.base);
  return made;
}

function live(rounds: readonly Round[]) {
  const worlds = { ann: createWorld(), bob: createWorld() };
  const memory = createMemory();
  const plans = rounds.map(({ acts, ...chosen }, position) => {
    const files = people.flatMap((name) => acts[name].filter(({ kind }) => kind === "add-file"));
    // Files are nobody's: whoever looks finds them.
    for (const name of people)
      actAll(worlds[name], [...acts[name].filter(({ kind }) => kind !== "add-file"), ...files]);
    // Nobody can tell two accounts apart of which none was ever known.
    const isUnknown = chosen.isUnknown && FIELDS.every((field) => memory.base.identities?.[field] !== undefined);
    return run(worlds, memory, { ...chosen, isUnknown, before: rounds[position - 1] });
  });
  return { worlds, memory, plans };
}

const histories = fc.array(round, { minLength: 2, maxLength: 6 });

describe("laws of accounts", () => {
  it("where nobody removed anything nothing is ever removed, whosever accounts are read and whatever was read of them", () => {
    fc.assert(
      fc.property(histories, (rounds) => {
        const { plans } = live(rounds);
        const removed = plans.flatMap(({ operations }) => operations.filter(({ action }) => action === "remove"));
        expect(removed.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("come to rest with whatever accounts stay in the end, and both sides have it all", () => {
    fc.assert(
      fc.property(histories, person, person, (rounds, plexIs, traktIs) => {
        const { worlds, memory } = live(rounds);
        const last: Chosen = {
          plexIs,
          traktIs,
          isUnknown: false,
          plexReads: { library: "complete", watchlist: "complete" },
          traktReads: { watched: "complete", rating: "complete", collection: "complete", watchlist: "complete" },
          asked: FIELDS,
          isAllowingAdds: true,
          statuses: ["applied"],
          libraries: ["1"],
        };
        // What was sent and is not shown yet is waited for a day.
        for (const name of people) worlds[name].clock += 3000;
        for (let times = 0; times < 3; times += 1) run(worlds, memory, last);
        const rest = run(worlds, memory, last);
        expect([rest.operations, rest.held]).toEqual([[], []]);
        const listed = [worlds[plexIs].watchlists.plex, worlds[traktIs].watchlists.trakt].map((list) =>
          Object.keys(list).toSorted(),
        );
        expect(listed[0]).toEqual(listed[1]);
      }),
      { numRuns: 1000 },
    );
  });
});
