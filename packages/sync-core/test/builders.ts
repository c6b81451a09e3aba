import {
  advance,
  emptyBase,
  emptyLedger,
  indexSnapshot,
  plan,
  qualityText,
  type Base,
  type Field,
  type FieldPolicy,
  type FieldRead,
  type Item,
  type Ledger,
  type Outcome,
  type Plan,
  type Policy,
  type ShowOfItem,
  type Snapshot,
} from "../src/index.ts";

/** The time at which every story is planned. */
export const now = "2026-11-22T12:00:00.000Z";

export const matrix = { type: "movie", ids: ["tmdb:603", "imdb:tt0133093"], title: "The Matrix", year: 1999 } as const;

export const breakingBad: ShowOfItem = { ids: ["tmdb:1396", "tvdb:81189"], title: "Breaking Bad", year: 2008 };

/** The Matrix as Plex holds it, with a runtime of 136 minutes. */
export function plexMovie(values: Partial<Item> = {}): Item {
  return { ...matrix, ref: "a", runtimeMs: 136 * 60_000, ...values };
}

/** The Matrix as Trakt holds it. */
export function traktMovie(values: Partial<Item> = {}): Item {
  return { ...matrix, ids: ["trakt:481", ...matrix.ids], ...values };
}

/** An episode of Breaking Bad in Plex: its own ids, its show's ids and its numbers. */
export function plexEpisode(number: number, values: Partial<Item> = {}): Item {
  return {
    type: "episode",
    ids: [`tvdb:34900${number}`],
    title: `Episode ${number}`,
    show: breakingBad,
    season: 1,
    number,
    ref: `e${number}`,
    runtimeMs: 45 * 60_000,
    ...values,
  };
}

/** An episode of Breaking Bad as Trakt's watched list gives it: numbers only. */
export function traktEpisode(number: number, values: Partial<Item> = {}): Item {
  return {
    type: "episode",
    ids: [],
    title: "",
    show: { ...breakingBad, ids: ["trakt:1388", ...breakingBad.ids] },
    season: 1,
    number,
    ...values,
  };
}

export const complete: Snapshot["fields"] = {
  watched: { state: "complete" },
  rating: { state: "complete" },
  collection: { state: "complete" },
  watchlist: { state: "complete" },
};

/** A library scan does not say whether what it lacks was seen or rated; the two lists are whole. */
export const scanned: Snapshot["unlisted"] = {
  watched: "unknown",
  rating: "unknown",
  collection: "absent",
  watchlist: "absent",
};

/** An account's lists are all whole. */
export const wholeLists: Snapshot["unlisted"] = {
  watched: "absent",
  rating: "absent",
  collection: "absent",
  watchlist: "absent",
};

export function withField(field: Field, state: FieldRead["state"]): Snapshot["fields"] {
  return { ...complete, [field]: { state } };
}

export function plexSnapshot(items: readonly Item[], values: Partial<Snapshot> = {}): Snapshot {
  return {
    side: "plex",
    takenAt: now,
    identity: { account: "ann", server: "nas", libraries: ["1"] },
    unlisted: scanned,
    fields: complete,
    items,
    ...values,
  };
}

export function traktSnapshot(items: readonly Item[], values: Partial<Snapshot> = {}): Snapshot {
  return {
    side: "trakt",
    takenAt: now,
    identity: { account: "ann" },
    unlisted: wholeLists,
    fields: complete,
    items,
    ...values,
  };
}

const fieldPolicy: FieldPolicy = {
  direction: "two-way",
  removals: "propagate",
  conflicts: "newest",
  types: ["movie", "show", "season", "episode"],
};

/** The default policy: two-way, watched states are kept when removed, ratings go, the newest wins. */
export const policy: Policy = {
  fields: {
    watched: { ...fieldPolicy, removals: "keep", types: ["movie", "episode"] },
    rating: fieldPolicy,
    collection: {
      direction: "plex-to-trakt",
      removals: "keep",
      conflicts: "plex",
      types: ["movie", "episode"],
    },
    watchlist: { ...fieldPolicy, types: ["movie", "show"] },
  },
  ignore: [],
  rewatches: true,
  resendDates: false,
  allowRemovals: {},
  allowAdds: {},
};

export function withPolicy(field: Field, values: Partial<FieldPolicy>): Policy {
  return { ...policy, fields: { ...policy.fields, [field]: { ...policy.fields[field], ...values } } };
}

export interface Story {
  readonly plex: readonly Item[] | Snapshot;
  readonly trakt: readonly Item[] | Snapshot;
  readonly base?: Base;
  readonly ledger?: Ledger;
  readonly policy?: Policy;
  readonly now?: string;
}

/** Plans a story; base, ledger and policy are those of a first run with the default choices. */
export function planStory(story: Story): Plan {
  const plex = isSnapshot(story.plex) ? story.plex : plexSnapshot(story.plex);
  const trakt = isSnapshot(story.trakt) ? story.trakt : traktSnapshot(story.trakt);
  return plan({
    plex: indexSnapshot(plex),
    trakt: indexSnapshot(trakt),
    base: story.base ?? emptyBase,
    ledger: story.ledger ?? emptyLedger,
    policy: story.policy ?? policy,
    now: story.now ?? now,
  });
}

/** Base after every operation of a plan was applied at the story's time. */
export function applyAll(base: Base, made: Plan): Base {
  return advance(base, made, outcomesOf(made, "applied"));
}

export function outcomesOf({ operations }: Pick<Plan, "operations">, status: Outcome["status"]): readonly Outcome[] {
  return operations.map(({ id }) => ({ operation: id, status, at: now }));
}

/** Base after a run in which both sides were as given. */
export function baseOf(story: Story): Base {
  return applyAll(story.base ?? emptyBase, planStory(story));
}

function isSnapshot(value: readonly Item[] | Snapshot): value is Snapshot {
  return "items" in value;
}

/** The parts of a plan's operations that a story is about. */
export function writes({ operations }: Pick<Plan, "operations">): readonly string[] {
  return operations.map((operation) => {
    const value = "rating" in operation ? ` ${operation.rating.value}` : "";
    const quality = "quality" in operation ? ` [${qualityText(operation.quality).trim().replaceAll(/ +/g, " ")}]` : "";
    const at = "at" in operation ? ` ${operation.at}` : "";
    const ref = "ref" in operation ? ` ${operation.ref}` : "";
    return `${operation.field} ${operation.action} ${operation.side}${ref}${value}${quality}${at} ${operation.reason}`;
  });
}
