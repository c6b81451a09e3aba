// Compares two lists with the core alone: no account, no network, no clock. It prints what a sync would write, and why.
//
//   node plan-two-lists.ts
import { advance, emptyBase, emptyLedger, FIELDS, indexSnapshot, plan, titleForPeople } from "@pakt/sync-core";
import type { Base, Field, FieldPolicy, Item, Plan, Policy, Side, Snapshot } from "@pakt/sync-core";

/** One value for each of the four fields. */
function forEachField<T>(value: T): Readonly<Record<Field, T>> {
  return { watched: value, rating: value, collection: value, watchlist: value };
}

/** A list that was read to its end: what is not on it has no value. */
function snapshot(side: Side, items: readonly Item[], takenAt: string): Snapshot {
  return {
    side,
    takenAt,
    identity: { account: "ann" },
    unlisted: forEachField("absent"),
    fields: forEachField({ state: "complete" }),
    items,
  };
}

const choices: FieldPolicy = {
  direction: "two-way",
  removals: "propagate",
  conflicts: "newest",
  types: ["movie", "show", "season", "episode"],
};
const policy: Policy = {
  fields: forEachField(choices),
  ignore: [],
  rewatches: true,
  resendDates: false,
  allowRemovals: {},
  allowAdds: {},
};

interface Lists {
  readonly plex: readonly Item[];
  readonly trakt: readonly Item[];
  /** What both sides agreed on after the run before. */
  readonly base: Base;
  readonly now: string;
}

function compare({ plex, trakt, base, now }: Lists): Plan {
  const made = plan({
    plex: indexSnapshot(snapshot("plex", plex, now)),
    trakt: indexSnapshot(snapshot("trakt", trakt, now)),
    base,
    ledger: emptyLedger,
    policy,
    now,
  });
  for (const field of FIELDS) {
    for (const { field: of, side, action, target, reason } of made.operations) {
      if (of === field) console.log(`${field}: ${action} ${titleForPeople(target)} on ${side} (${reason})`);
    }
  }
  return made;
}

const matrix = { type: "movie", ids: ["tmdb:603"], title: "The Matrix", year: 1999 } as const;
const heat = { type: "movie", ids: ["tmdb:949"], title: "Heat", year: 1995 } as const;

console.log("First run: a union, which removes nothing.");
const first = compare({
  plex: [
    { ...matrix, ref: "nas:1", rating: { value: 8, at: "2026-11-01T10:00:00Z" } },
    { ...heat, ref: "nas:2" },
  ],
  trakt: [{ ...heat, rating: { value: 6, at: "2026-11-02T10:00:00Z" } }],
  base: emptyBase,
  now: "2026-11-22T12:00:00Z",
});

// Whoever writes the operations takes over what was confirmed. Here all of them were.
const base = advance(
  emptyBase,
  first,
  first.operations.map(({ id }) => ({ operation: id, status: "applied", at: "2026-11-22T12:00:10Z" })),
);

console.log("Two days later: Heat was rated anew in Plex, and the rating of The Matrix was removed on Trakt.");
compare({
  plex: [
    { ...matrix, ref: "nas:1", rating: { value: 8, at: "2026-11-01T10:00:00Z" } },
    { ...heat, ref: "nas:2", rating: { value: 9, at: "2026-11-23T10:00:00Z" } },
  ],
  trakt: [{ ...heat, rating: { value: 6, at: "2026-11-02T10:00:00Z" } }],
  base,
  now: "2026-11-24T12:00:00Z",
});
