import type { Fault as PlexFault } from "@pakt/plex-sdk/testing";
import type { Operation, Outcome } from "@pakt/sync-core";
import type { Fault as TraktFault } from "@pakt/trakt-sdk/testing";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createAccountRoom } from "../src/account-room.ts";
import { applyToTrakt } from "../src/apply-to-trakt.ts";
import { isWatchlistOperation, writePlexWatchlist } from "../src/write-plex-watchlist.ts";
import { createApplyLog } from "./apply-log.ts";
import { AT, collect, list, movieTarget, uncollect, unlist } from "./operations.ts";
import { startPlex } from "./start-plex.ts";
import { startTrakt } from "./start-trakt.ts";

const TITLES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** The first half is there before, and is to go; the second is to come. */
const FORMER = TITLES.slice(0, 4);

/** What goes wrong with each write, in order; afterwards all goes well. */
const mishaps = fc.array(fc.constantFrom("none", "lost before", "lost after", "refused", "broken"), { maxLength: 14 });

describe("whatever goes wrong with writes,", () => {
  test("an outcome says what became of the Plex watchlist, once for each title", async () => {
    await fc.assert(
      fc.asyncProperty(mishaps, async (all) => {
        const { plex, parts } = startPlex();
        const { discover, caches, clock } = parts;
        const keys = TITLES.map((number) =>
          plex.discover.catalogue.add({ type: "movie", guids: [`tmdb://${100_000 + number}`] }),
        );
        for (const key of keys.slice(0, FORMER.length)) plex.discover.watchlist.list(key);
        const operations = TITLES.map((number, index) =>
          index < FORMER.length
            ? unlist(movieTarget(number), "plex", [keys[index] ?? ""])
            : list(movieTarget(number), "plex"),
        );
        plex.intercept(faultsInOrder<PlexFault>(all, "PUT", (status) => ({ kind: "status", status })));
        const log = createApplyLog();
        await writePlexWatchlist(
          { discover, cache: caches.watchlist, clock },
          operations.filter(isWatchlistOperation),
          log.hooks,
        );
        const listed = new Set(plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey));
        expect(untruths(operations, log.outcomes, (index) => listed.has(keys[index] ?? ""))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["collection", collect, uncollect],
    [
      "watchlist",
      (...[target]: Parameters<typeof collect>) => list(target, "trakt"),
      (...[target]: Parameters<typeof uncollect>) => unlist(target, "trakt"),
    ],
  ] as const)("an outcome says what became of Trakt's %s, once for each title", async (field, come, go) => {
    await fc.assert(
      fc.asyncProperty(mishaps, fc.integer({ min: 1, max: 5 }), fc.boolean(), async (all, size, limitStoresPart) => {
        const limits = { history: 9, ratings: 9, collection: 3, watchlist: 3 };
        const { service, trakt, clock } = startTrakt({ settings: { limits }, limitStoresPart });
        for (const number of TITLES)
          service.catalogue.addMovie({ ids: { trakt: number, tmdb: 100_000 + number }, title: "" });
        for (const number of FORMER) {
          service.account.collect("movie", number, { at: AT });
          service.account.list("movie", number, AT);
        }
        const operations: readonly Operation[] = TITLES.map((number, index) =>
          index < FORMER.length ? go(movieTarget(number)) : come(movieTarget(number)),
        );
        service.intercept(faultsInOrder<TraktFault>(all, "POST", (status) => ({ kind: "status", status, body: {} })));
        const log = createApplyLog();
        const batches = { history: size, ratings: size, collection: size, watchlist: size };
        await applyToTrakt(
          { trakt, clock, batches, settleAfterMs: 0, room: createAccountRoom({}, clock) },
          operations,
          log.hooks,
        );
        const held = new Set(service.account[field]().map(({ traktId }) => traktId));
        expect(untruths(operations, log.outcomes, (index) => held.has(TITLES[index] ?? 0))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** Operations without an outcome or with several, and outcomes that say something else than what is there. */
function untruths(
  operations: readonly Operation[],
  outcomes: readonly Outcome[],
  isThere: (index: number) => boolean,
): readonly string[] {
  return operations.flatMap(({ id, action }, index) => {
    const own = outcomes.filter(({ operation }) => operation === id);
    const [first] = own;
    if (first === undefined || own.length > 1) return [`${id}: ${own.length} outcomes`];
    const isDone = isThere(index) === (action === "add");
    return first.status === "unknown" || (first.status === "applied") === isDone ? [] : [`${id}: ${first.status}`];
  });
}

/** An interceptor that lets the writes go wrong one after the other. */
function faultsInOrder<Fault>(
  all: readonly string[],
  method: string,
  toStatus: (status: number) => Fault,
): (request: {
  readonly method: string;
  readonly phase: "before" | "after";
}) => Fault | { readonly kind: "reset" } | undefined {
  let next = -1;
  return (request) => {
    if (request.method !== method) return undefined;
    if (request.phase === "before") next += 1;
    const mishap = `${all[next] ?? "none"} ${request.phase}`;
    if (mishap === "lost before before" || mishap === "lost after after") return { kind: "reset" };
    if (mishap === "refused before") return toStatus(400);
    return mishap === "broken before" ? toStatus(500) : undefined;
  };
}
