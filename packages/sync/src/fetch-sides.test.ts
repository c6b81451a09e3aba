import { emptyBase, emptyLedger } from "@pakt/sync-core";
import type { Side, Snapshot } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { START } from "../test/fake-clock.ts";
import { fetchSides } from "./fetch-sides.ts";
import type { Fetched } from "./fetch-sides.ts";
import { openSides } from "./open-sides.ts";
import type { Sides } from "./open-sides.ts";
import type { FetchRequest } from "./replica.ts";
import { createRequestCounter } from "./request-counter.ts";
import type { State } from "./state.ts";
import type { SyncEvent } from "./sync-event.ts";

const EMPTY: State = { version: 1, base: emptyBase, ledger: emptyLedger, notFound: {} };

async function fetch(
  { home }: ConnectedHome,
  options: { readonly state?: State; readonly onEvent?: (event: SyncEvent) => void; readonly sides?: Sides } = {},
): Promise<Fetched> {
  const { state = EMPTY, onEvent = () => undefined } = options;
  const sides = options.sides ?? (await openSides(home, createRequestCounter()));
  return fetchSides(home, sides, ["watched", "rating"], state, { dryRun: false, onEvent });
}

/** A read that ends only when it is told to stop, and notes that it was. */
function endless(stopped: () => void): (request: FetchRequest) => Promise<Snapshot> {
  return ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        stopped();
        reject(new DOMException("This operation was aborted", "AbortError"));
      });
    });
}

describe("fetchSides", () => {
  test("gives both snapshots, and tells which side each step of the reads is of", async () => {
    const events: SyncEvent[] = [];
    const fetched = await fetch(await openConnectedHome(), { onEvent: (event) => events.push(event) });
    expect(fetched).toMatchObject({ plex: { side: "plex" }, trakt: { side: "trakt" }, watchOnlyOnce: false });
    const sides = events.flatMap((event) => (event.type === "fetch-progress" ? [event.side] : []));
    expect(new Set(sides)).toEqual(new Set(["plex", "trakt"]));
  });

  test("says when the account keeps one play a title", async () => {
    const connected = await openConnectedHome();
    connected.trakt.account.changeSettings({ watchOnlyOnce: true });
    expect((await fetch(connected)).watchOnlyOnce).toBe(true);
  });

  test("reads a field of Trakt anew while something that was written there is pending", async () => {
    const connected = await openConnectedHome();
    await fetch(connected);
    connected.trakt.requests.clear();
    const record = { type: "movie", ids: ["tmdb:1"], title: "One", rating: { value: 7 } } as const;
    const pending = { rating: { side: "trakt", since: START } } as const;
    await fetch(connected, { state: { ...EMPTY, base: { ...emptyBase, records: { row: { ...record, pending } } } } });
    expect(connected.trakt.requests.map(({ path }) => path)).toEqual(["/sync/last_activities", "/sync/ratings"]);
  });

  test.each<[Side, string]>([
    ["plex", "plex-unreachable"],
    ["trakt", "trakt-unreachable"],
  ])("ends the other side's read when %s cannot be used, and names the one that failed", async (side, code) => {
    const connected = await openConnectedHome();
    connected[side].intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    const sides = await openSides(connected.home, createRequestCounter());
    const other = side === "plex" ? "trakt" : "plex";
    let stopped = 0;
    const waiting = {
      ...sides[other],
      fetch: endless(() => {
        stopped += 1;
      }),
    };
    await expect(fetch(connected, { sides: { ...sides, [other]: waiting } })).rejects.toMatchObject({
      name: "PaktError",
      code,
    });
    expect(stopped).toBe(1);
  });
});
