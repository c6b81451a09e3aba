import { describe, expect, it } from "vitest";

import { fakeClock } from "../test/client-options.ts";
import { useInMemoryPlex } from "../test/start-plex.ts";
import type { RequestEvent } from "./index.ts";
import type { Fault } from "./testing/index.ts";

const start = useInMemoryPlex();

describe("a read", () => {
  it.each<[string, Fault]>([
    ["408", { kind: "status", status: 408 }],
    ["429", { kind: "status", status: 429 }],
    ["500", { kind: "status", status: 500 }],
    ["503", { kind: "status", status: 503 }],
    ["520", { kind: "status", status: 520 }],
    ["a lost connection", { kind: "reset" }],
  ])("is sent again after %s", async (_, fault) => {
    const { plex, server } = start();
    plex.intercept(({ count }) => (count < 3 ? fault : undefined));

    await expect(server.libraries()).resolves.toHaveLength(2);
    expect(plex.requests).toHaveLength(3);
  });

  it("is sent again after a time-out", async () => {
    const { plex, server } = start({}, { timeouts: { readMs: 500 } });
    plex.intercept(({ count }) => (count === 1 ? { kind: "hang" } : undefined));

    await expect(server.libraries()).resolves.toHaveLength(2);
  });

  it.each([[400], [401], [403], [404], [410], [422]])("is not sent again after %s", async (status) => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status }));

    await expect(server.libraries()).rejects.toMatchObject({ status });
    expect(plex.requests).toHaveLength(1);
  });

  it("has five tries, with waits that double up to the cap, each a random part", async () => {
    const clock = fakeClock();
    const { plex, server } = start({}, { clock, random: () => 0.5, retry: { capMs: 5000 } });
    plex.intercept(() => ({ kind: "status", status: 500 }));

    await expect(server.libraries()).rejects.toMatchObject({ code: "server-error" });
    expect(plex.requests).toHaveLength(5);
    expect(clock.sleeps).toEqual([500, 1000, 2000, 2500]);
  });

  it("waits as long as Retry-After asks", async () => {
    const clock = fakeClock();
    const { plex, server } = start({}, { clock });
    plex.intercept(({ count }) =>
      count === 1 ? { kind: "status", status: 429, headers: { "retry-after": "7" } } : undefined,
    );

    await server.libraries();

    expect(clock.sleeps).toEqual([7000]);
  });

  it("gives up at once when Retry-After asks for longer than the cap", async () => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status: 429, headers: { "retry-after": "3600" } }));

    await expect(server.libraries()).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: 3_600_000 });
    expect(plex.requests).toHaveLength(1);
  });

  it("stops waiting when the caller gives up", async () => {
    const stop = new AbortController();
    const { plex, server } = start();
    plex.intercept(({ phase }) => {
      if (phase === "before") return undefined;
      stop.abort();
      return { kind: "status", status: 500 };
    });

    await expect(server.libraries({ signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    expect(plex.requests).toHaveLength(1);
  });
});

describe("a write", () => {
  it("is sent again after 429", async () => {
    const { plex, server } = start();
    const ratingKey = plex.items.addMovie({ library: "1" });
    plex.intercept(({ count }) => (count === 1 ? { kind: "status", status: 429 } : undefined));

    await server.scrobble({ ratingKey });

    expect(plex.items.get(ratingKey)?.viewCount).toBe(1);
    expect(plex.requests).toHaveLength(2);
  });

  it.each<[string, Fault, string]>([
    ["500", { kind: "status", status: 500 }, "server-error"],
    ["503", { kind: "status", status: 503 }, "unavailable"],
    ["408", { kind: "status", status: 408 }, "timeout"],
    ["a lost answer", { kind: "reset" }, "network"],
    ["a web page in place of the answer", { kind: "html" }, "unreadable-answer"],
  ])("is never sent again after %s, and says that it may have happened", async (_, fault, code) => {
    const { plex, server } = start();
    const ratingKey = plex.items.addMovie({ library: "1" });
    plex.intercept(({ phase }) => (phase === "after" ? fault : undefined));

    await expect(server.scrobble({ ratingKey })).rejects.toMatchObject({ code, mayHaveHappened: true });
    expect(plex.items.get(ratingKey)?.viewCount).toBe(1);
    expect(plex.requests).toHaveLength(1);
  });

  it("is never sent again after a time-out, and says that it may have happened", async () => {
    const { plex, server } = start({}, { timeouts: { writeMs: 60 } });
    const ratingKey = plex.items.addMovie({ library: "1" });
    plex.intercept(({ phase }) => (phase === "after" ? { kind: "hang" } : undefined));

    await expect(server.rate({ ratingKey, rating: 8 })).rejects.toMatchObject({
      code: "timeout",
      mayHaveHappened: true,
    });
    expect(plex.requests).toHaveLength(1);
  });

  it.each([[400], [401], [404], [429]])("has not happened when the answer is %s", async (status) => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status }));

    await expect(server.unscrobble({ ratingKey: "1" })).rejects.toMatchObject({ status, mayHaveHappened: false });
  });
});

describe("onRequest", () => {
  it("tells of each try, without query or token", async () => {
    const events: RequestEvent[] = [];
    const { plex, server } = start({}, { onRequest: (event) => events.push(event) });
    const faults: Readonly<Record<number, Fault>> = { 1: { kind: "status", status: 500 }, 2: { kind: "reset" } };
    plex.intercept(({ count }) => faults[count]);

    await server.items({ library: "1", type: "movie" })({ start: 0, size: 10 });

    const path = "/library/sections/1/all";
    expect(events).toEqual([
      { method: "GET", path, status: 500, attempt: 1, durationMs: 0, error: "server-error" },
      { method: "GET", path, attempt: 2, durationMs: 0, error: "network" },
      { method: "GET", path, status: 200, attempt: 3, durationMs: 0 },
    ]);
  });
});

describe("a redirect", () => {
  it("is followed on the same host, with the token", async () => {
    const { plex, server } = start();
    plex.intercept(({ count }) =>
      count === 1
        ? { kind: "status", status: 307, headers: { location: "http://plex.test:32400/library/sections/all" } }
        : undefined,
    );

    await expect(server.libraries()).resolves.toHaveLength(2);
    expect(plex.requests.map(({ path }) => path)).toEqual(["/library/sections", "/library/sections/all"]);
  });

  it("from http to https of the same host is followed, on whatever port", async () => {
    const { plex, server } = start();
    const url = "https://plex.test:32443/library/sections";
    plex.intercept(({ count }) =>
      count === 1 ? { kind: "status", status: 301, headers: { location: url } } : undefined,
    );

    await expect(server.libraries()).resolves.toHaveLength(2);
    expect(plex.requests).toHaveLength(2);
  });

  it.each(["http://plex.test:8080/library/sections", "http://plex.test/library/sections", "//plex.test:1/x"])(
    "to another port of the same host is refused before anything is sent there (%s)",
    async (location) => {
      const { plex, server } = start();
      plex.intercept(() => ({ kind: "status", status: 307, headers: { location } }));

      await expect(server.libraries()).rejects.toMatchObject({
        code: "edge-blocked",
        message: expect.stringContaining("which must not see the token"),
      });
      expect(plex.requests).toHaveLength(1);
    },
  );

  it.each([
    [302, "/:/scrobble"],
    [307, "/:/scrobble"],
    [308, "http://plex.test:32400/identity"],
    [301, "https://plex.test:32443/:/scrobble"],
  ])("of a write is never followed, and the write has not happened (%d to %s)", async (status, location) => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status, headers: { location } }));

    await expect(server.scrobble({ ratingKey: "1" })).rejects.toMatchObject({
      code: "edge-blocked",
      mayHaveHappened: false,
    });
    expect(plex.requests).toHaveLength(1);
  });

  it("to another host is refused before anything is sent there", async () => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status: 302, headers: { location: "http://evil.test/library/sections" } }));

    await expect(server.libraries()).rejects.toMatchObject({
      code: "edge-blocked",
      message: expect.stringContaining("it redirects to evil.test"),
    });
    expect(plex.requests).toHaveLength(1);
  });

  it("in a circle ends", async () => {
    const { plex, server } = start();
    plex.intercept(() => ({ kind: "status", status: 302, headers: { location: "/library/sections" } }));

    await expect(server.libraries()).rejects.toMatchObject({ code: "edge-blocked" });
    expect(plex.requests).toHaveLength(4);
  });
});
