import {
  advance,
  emptyBase,
  emptyLedger,
  indexSnapshot,
  plan,
  pruneLedger,
  recordIntents,
  recordOutcomes,
  settlePlays,
  unsettledPlays,
  type Base,
  type Field,
  type Ledger,
  type Outcome,
  type Plan,
  type Policy,
  type Rating,
  type Snapshot,
} from "../src/index.ts";
import { policy as defaultPolicy } from "./builders.ts";
import {
  applyOperation,
  copyOf,
  readHistory,
  readPlex,
  readTrakt,
  timeOf,
  titleNames,
  type TitleName,
  type World,
} from "./world.ts";

/** What pakt keeps between runs. */
export interface Memory {
  base: Base;
  ledger: Ledger;
}

export function createMemory(): Memory {
  return { base: emptyBase, ledger: emptyLedger };
}

function policies(fields: readonly Field[]): Policy {
  const propagate = (chosen: Policy, field: Field): Policy => ({
    ...chosen,
    fields: { ...chosen.fields, [field]: { ...chosen.fields[field], removals: "propagate" } },
  });
  return fields.reduce(propagate, defaultPolicy);
}

/** Removals go on to the other side, and no guard holds them: the worlds are small. */
export const mirroring: Policy = {
  ...policies(["watched", "collection"]),
  allowRemovals: { watched: 1000, rating: 1000, collection: 1000, watchlist: 1000 },
};

export interface Run {
  readonly policy?: Policy;
  readonly plex?: Snapshot;
  readonly trakt?: Snapshot;
  /** What becomes of each operation, in turn; later ones are applied. */
  readonly fates?: readonly Fate[];
}

/** `lost`: done, and the answer never came. `dropped`: not done, and no answer either. `killed`: we died before sending. */
export type Fate = "applied" | "failed" | "lost" | "dropped" | "killed" | "killed-after";

export function planWorld(world: World, { base, ledger }: Memory, run: Run = {}): Plan {
  return plan({
    plex: indexSnapshot(run.plex ?? readPlex(world)),
    trakt: indexSnapshot(run.trakt ?? readTrakt(world)),
    base,
    ledger,
    policy: run.policy ?? defaultPolicy,
    now: timeOf(world),
  });
}

/** One run as the shell does it: settle, plan, intents, writes, outcomes, base. A minute passes before and after. */
export function sync(world: World, memory: Memory, run: Run = {}): Plan {
  world.clock += 1;
  const asked = unsettledPlays(memory.ledger);
  memory.ledger = settlePlays(memory.ledger, asked, readHistory(world));
  const made = planWorld(world, memory, run);
  const viewsBefore = (ref: string): number => copyOf(world, ref).views;
  memory.ledger = recordIntents(memory.ledger, made.operations, { viewsBefore }, timeOf(world));

  const outcomes: Outcome[] = [];
  for (const [position, operation] of made.operations.entries()) {
    const fate = run.fates?.[position] ?? "applied";
    if (fate === "killed") return made;
    if (fate === "applied" || fate === "lost" || fate === "killed-after") applyOperation(world, operation, memory.base);
    if (fate === "killed-after") return made;
    const status = fate === "lost" || fate === "dropped" ? "unknown" : fate;
    outcomes.push({ operation: operation.id, status, at: timeOf(world) });
  }
  memory.ledger = recordOutcomes(memory.ledger, outcomes);
  memory.base = advance(memory.base, made, outcomes);
  memory.ledger = pruneLedger(memory.ledger, timeOf(world), memory.base);
  world.clock += 1;
  return made;
}

interface TitleState {
  readonly title: TitleName;
  readonly isWatched: boolean;
  readonly rating: number | undefined;
  readonly isListed: boolean;
}

/** What each title holds on each side: whether it is watched in any copy, and its newest rating. */
export function statesOf(world: World): Record<"plex" | "trakt", readonly TitleState[]> {
  const plex = titleNames.map((title) => {
    const copies = Object.values(world.copies).filter((copy) => copy.title === title);
    const ratings = copies.flatMap(({ rating }) => rating ?? []);
    const isListed = world.watchlists.plex[title] !== undefined;
    return { title, isWatched: copies.some(({ views }) => views > 0), rating: newestOf(ratings), isListed };
  });
  const trakt = titleNames.map((title) => {
    const isWatched = world.plays.some((play) => play.title === title);
    const isListed = world.watchlists.trakt[title] !== undefined;
    return { title, isWatched, rating: world.ratings[title]?.value, isListed };
  });
  return { plex, trakt };
}

function newestOf(ratings: readonly Rating[]): number | undefined {
  return ratings.toSorted((a, b) => (a.at ?? "").localeCompare(b.at ?? "") || a.value - b.value).at(-1)?.value;
}
