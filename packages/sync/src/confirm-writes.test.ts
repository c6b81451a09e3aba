import type { Base, Operation } from "@pakt/sync-core";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { START } from "../test/fake-clock.ts";
import { AT, mark, movieTarget, play } from "../test/operations.ts";
import { planOf } from "../test/plans.ts";
import { startPlex } from "../test/start-plex.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { confirmWrites } from "./confirm-writes.ts";
import type { Sides } from "./open-sides.ts";
import { createPlexReplica } from "./plex-replica.ts";
import type { SyncEvent } from "./sync-event.ts";
import { createTraktCache } from "./trakt-cache.ts";
import { createTraktReplica } from "./trakt-replica.ts";
import { BATCHES } from "../test/batches.ts";

const WRITTEN: Base = {
  version: 1,
  records: {
    row: {
      type: "movie",
      ids: ["trakt:1"],
      title: "Movie 1",
      watched: { at: AT },
      pending: { watched: { side: "trakt", since: START } },
    },
  },
};
const CONFIRMED: Base = {
  version: 1,
  records: { row: { type: "movie", ids: ["trakt:1"], title: "Movie 1", watched: { at: AT } } },
};

interface Started extends StartedTrakt {
  readonly sides: Pick<Sides, "plex" | "trakt">;
  readonly events: readonly SyncEvent[];
  readonly confirm: (operations: readonly Operation[], signal?: AbortSignal) => Promise<Base>;
}

/** A Trakt that knows a movie, which was not played. */
function start(): Started {
  const started = startTrakt();
  const { service, trakt, clock } = started;
  service.catalogue.addMovie({ ids: { trakt: 1 }, title: "Movie 1" });
  const events: SyncEvent[] = [];
  const sides = {
    plex: createPlexReplica(startPlex({ clock }).parts),
    trakt: createTraktReplica({
      trakt,
      clock,
      cache: createTraktCache(createStorage(), "default"),
      lineage: "sign-in",
      batches: BATCHES,
      settleAfterMs: 60_000,
    }),
  };
  return {
    ...started,
    sides,
    events,
    confirm: (operations, signal) =>
      confirmWrites(sides, planOf(operations), WRITTEN, ["watched"], {
        now: START,
        onEvent: (event) => events.push(event),
        signal,
      }),
  };
}

const PLAY = play(movieTarget(1));

describe("confirmWrites", () => {
  test("what Trakt shows is not pending any more", async () => {
    const { service, confirm } = start();
    service.account.watch("movie", 1, AT);
    expect(await confirm([PLAY])).toEqual(CONFIRMED);
  });

  test("what Trakt does not show yet stays pending, and its list is read again the next time", async () => {
    const { service, sides, confirm } = start();
    expect(await confirm([PLAY])).toEqual(WRITTEN);
    service.requests.clear();
    await sides.trakt.fetch({ fields: ["watched"], fresh: new Set() });
    expect(service.requests.map(({ path }) => path)).toContain("/sync/watched/movies");
  });

  test("reads nothing when nothing was written to Trakt", async () => {
    const { service, confirm } = start();
    expect(await confirm([mark(movieTarget(1), "attic/1")])).toBe(WRITTEN);
    expect(service.requests).toHaveLength(0);
  });

  test("reads nothing when the run was aborted", async () => {
    const { service, confirm } = start();
    expect(await confirm([PLAY], AbortSignal.abort())).toBe(WRITTEN);
    expect(service.requests).toHaveLength(0);
  });

  test("leaves it to the next run, and says so, when it cannot be read", async () => {
    const { service, events, confirm } = start();
    breakTrakt(service, { method: "GET", path: "/sync/last_activities" }, status(503));
    expect(await confirm([PLAY])).toBe(WRITTEN);
    expect(events).toEqual([
      { type: "warning", message: "What was written to Trakt could not be read back; the next run does it." },
    ]);
  });

  test("leaves it to the next run when it is aborted on the way", async () => {
    const { service, confirm } = start();
    const stop = new AbortController();
    service.intercept(() => {
      stop.abort();
      return undefined;
    });
    expect(await confirm([PLAY], stop.signal)).toBe(WRITTEN);
  });
});
