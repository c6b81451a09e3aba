import { describe, expect, it } from "vitest";

import { clientOptions, fakeClock } from "../test/client-options.ts";
import { NOW, useInMemoryPlex } from "../test/start-plex.ts";
import { createPlexDiscover } from "./index.ts";
import type { Fault } from "./testing/index.ts";

const start = useInMemoryPlex();

const KEY = "5d776b59ad5437001f79c6f8";

describe("add", () => {
  it("lists a title", async () => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: KEY, title: "The Matrix" });

    await expect(discover.add({ ratingKey: KEY })).resolves.toBe("done");

    expect(plex.discover.watchlist.all()).toMatchObject([{ ratingKey: KEY, watchlistedAt: NOW / 1000 }]);
    expect(plex.requests).toMatchObject([
      {
        method: "PUT",
        path: "/actions/addToWatchlist",
        query: { ratingKey: KEY },
        headers: { "x-plex-token": plex.token },
      },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("counts what is listed as done, and leaves its date", async () => {
    const { plex, discover } = start();
    plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }), 100);

    await expect(discover.add({ ratingKey: KEY })).resolves.toBe("already");

    expect(plex.discover.watchlist.all()).toMatchObject([{ watchlistedAt: 100 }]);
    expect(plex.requests).toMatchObject([{ status: 409 }]);
  });

  it.each<[string, string]>([
    ["one error", '{"error":"Bad Request","message":"Item is already on the watchlist"}'],
    ["a list of errors", '{"errors":[{"code":1000,"message":"Already on watchlist","status":400}]}'],
  ])("counts a 400 that says so as done, too: %s", async (_, body) => {
    const { plex, discover } = start();
    plex.intercept(() => ({ kind: "status", status: 400, body, contentType: "application/json" }));

    await expect(discover.add({ ratingKey: KEY })).resolves.toBe("already");
  });

  it.each<[string, Fault, string]>([
    ["another 400", { kind: "status", status: 400, body: '{"error":"Bad Request"}' }, "invalid-request"],
    ["a 400 that is a web page", { kind: "status", status: 400, body: "<p>already</p>" }, "invalid-request"],
    ["a web page with status 200", { kind: "html" }, "unreadable-answer"],
    ["403", { kind: "status", status: 403 }, "forbidden"],
  ])("fails on %s", async (_, fault, code) => {
    const { plex, discover } = start();
    plex.intercept(() => fault);

    await expect(discover.add({ ratingKey: KEY })).rejects.toMatchObject({ code });
    expect(plex.requests).toHaveLength(1);
  });

  it("fails for a title that Plex does not have", async () => {
    const { discover } = start();

    await expect(discover.add({ ratingKey: KEY })).rejects.toMatchObject({ code: "not-found", mayHaveHappened: false });
  });
});

describe("remove", () => {
  it("takes a title off the list", async () => {
    const { plex, discover } = start();
    plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "show", ratingKey: KEY }));

    await expect(discover.remove({ ratingKey: KEY })).resolves.toBe("done");

    expect(plex.discover.watchlist.all()).toEqual([]);
    expect(plex.requests).toMatchObject([
      { method: "PUT", path: "/actions/removeFromWatchlist", query: { ratingKey: KEY }, status: 200 },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("counts what is not listed as done", async () => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "show", ratingKey: KEY });

    await expect(discover.remove({ ratingKey: KEY })).resolves.toBe("already");
    expect(plex.requests).toMatchObject([{ status: 404 }]);
  });

  it("fails on a conflict", async () => {
    const { plex, discover } = start();
    plex.intercept(() => ({ kind: "status", status: 409 }));

    await expect(discover.remove({ ratingKey: KEY })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe.each(["add", "remove"] as const)("%s", (action) => {
  it.each<[string, Fault, string]>([
    ["500", { kind: "status", status: 500 }, "server-error"],
    ["a lost connection", { kind: "reset" }, "network"],
  ])("is not sent again after %s, and says that it may have happened", async (_, fault, code) => {
    const { plex, discover } = start();
    plex.intercept(() => fault);

    await expect(discover[action]({ ratingKey: KEY })).rejects.toMatchObject({ code, mayHaveHappened: true });
    expect(plex.requests).toHaveLength(1);
  });

  it("is sent again when told to slow down, never sooner than the pause between writes", async () => {
    const clock = fakeClock();
    const { plex, discover } = start({}, { clock, random: () => 0 });
    plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie", ratingKey: KEY }));
    plex.intercept(({ count }) => {
      if (count === 1) return { kind: "status", status: 429, headers: { "retry-after": "20" } };
      return count <= 3 ? { kind: "status", status: 429 } : undefined;
    });

    await discover[action]({ ratingKey: KEY });

    expect(clock.sleeps).toEqual([20_000, 500, 500]);
    expect(plex.requests).toHaveLength(4);
  });

  it.each(["501", "/library/metadata/5d776b59ad5437001f79c6f8", "5D776B59AD5437001F79C6F8", ""])(
    "refuses the key %j without asking: an unknown key would look like a title that is not listed",
    async (ratingKey) => {
      const { plex, discover } = start();

      await expect(discover[action]({ ratingKey })).rejects.toMatchObject({ code: "invalid-request" });
      expect(plex.requests).toEqual([]);
    },
  );
});

describe("writes", () => {
  it("go one at a time, half a second apart, and do not hold back reads", async () => {
    const clock = fakeClock();
    const { plex, discover } = start({ now: () => clock.now() }, { clock });
    const keys = [1, 2, 3].map(() => plex.discover.catalogue.add({ type: "movie" }));

    await Promise.all([...keys.map((ratingKey) => discover.add({ ratingKey })), discover.watchlist()]);

    const writes = plex.requests.filter(({ method }) => method === "PUT");
    expect(writes.map(({ query, at }) => [query["ratingKey"], at - NOW])).toEqual(
      keys.map((key, place) => [key, place * 500]),
    );
    expect(clock.sleeps).toEqual([500, 500]);
  });

  it("go at the pace that is asked for", async () => {
    const clock = fakeClock();
    const { plex } = start();
    const pacing = { writeIntervalMs: 2000 };
    const discover = createPlexDiscover({ ...clientOptions({ clock }), token: plex.token, pacing });

    await discover.remove({ ratingKey: KEY });
    await discover.remove({ ratingKey: KEY });

    expect(clock.sleeps).toEqual([2000]);
  });

  it("can be called off before their turn: nothing is sent", async () => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: KEY });
    const stop = new AbortController();

    const first = discover.remove({ ratingKey: KEY });
    const second = discover.add({ ratingKey: KEY, signal: stop.signal });
    stop.abort();

    await expect(first).resolves.toBe("already");
    await expect(second).rejects.toMatchObject({ code: "aborted", mayHaveHappened: false });
    expect(plex.requests).toHaveLength(1);
  });
});
