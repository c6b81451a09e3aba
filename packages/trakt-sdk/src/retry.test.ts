import { describe, expect, test } from "vitest";
import { activities, scriptClient } from "../test/scripted-client.ts";
import { empty, json, lostConnection, page } from "../test/scripted-fetch.ts";

const play = { movies: [{ ids: { trakt: 1 }, watched_at: "2026-01-01T10:00:00Z" }] } as const;
const added = { added: { movies: 1, episodes: 0 }, not_found: {} };

describe("a read", () => {
  test.each([
    ["408", empty(408)],
    ["429", empty(429, { "retry-after": "1" })],
    ["500", empty(500)],
    ["502", empty(502)],
    ["503", page(503)],
    ["504", empty(504)],
    ["520", page(520)],
    ["522", empty(522)],
    ["527", empty(527)],
    ["a lost connection", lostConnection()],
    ["a refused connection", lostConnection("ECONNREFUSED")],
  ])("is sent again after %s", async (_, answer) => {
    const { trakt, seen } = scriptClient([answer, json(activities)]);
    await expect(trakt.sync.lastActivities()).resolves.toMatchObject({ all: activities.all });
    expect(seen).toHaveLength(2);
  });

  test.each([400, 403, 404, 405, 409, 412, 422, 423, 426])("is not sent again after %i", async (status) => {
    const { trakt, seen } = scriptClient([empty(status)]);
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  test("is sent five times in all", async () => {
    const { trakt, seen } = scriptClient(Array.from({ length: 5 }, () => empty(502)));
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "server-error", status: 502 });
    expect(seen).toHaveLength(5);
  });

  test("waits longer each time, up to the cap, with full jitter", async () => {
    const { trakt, clock } = scriptClient(
      Array.from({ length: 5 }, () => empty(500)),
      { random: () => 0.5, retry: { baseMs: 1000, capMs: 3000 } },
    );
    await trakt.sync.lastActivities().catch(() => {});
    expect(clock.waits).toEqual([500, 1000, 1500, 1500]);
  });

  test("is not sent again for half a JSON with a good status", async () => {
    const { trakt, seen } = scriptClient([new Response('{"all":"20')]);
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "unreadable-answer" });
    expect(seen).toHaveLength(1);
  });
});

describe("the wait after 429", () => {
  test.each([
    ["Retry-After in seconds", empty(429, { "retry-after": "7" }), 7000],
    ["Retry-After as a date", empty(429, { "retry-after": "Sun, 22 Nov 2026 10:00:30 GMT" }), 30_000],
    ["ten seconds when Trakt names none", empty(429), 10_000],
    ["a minute when the edge blocks", page(429), 60_000],
  ])("is %s", async (_, answer, waitMs) => {
    const { trakt, clock } = scriptClient([answer, json(activities)]);
    await trakt.sync.lastActivities();
    expect(clock.waits).toEqual([waitMs]);
  });

  test("is not taken when Trakt wants more than ten minutes: the caller decides", async () => {
    const { trakt, clock } = scriptClient([empty(429, { "retry-after": "3600" })]);
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({
      code: "rate-limited",
      retryAfterMs: 3_600_000,
    });
    expect(clock.waits).toEqual([]);
  });

  test("ends at once when the caller stops", async () => {
    const stop = new AbortController();
    const { trakt, seen } = scriptClient([
      () => {
        stop.abort(new Error("enough"));
        return Promise.resolve(empty(429, { "retry-after": "7" }));
      },
    ]);
    await expect(trakt.sync.lastActivities({ signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    expect(seen).toHaveLength(1);
  });
});

describe("a write", () => {
  test("is sent again after 429: Trakt did nothing", async () => {
    const { trakt, seen } = scriptClient([empty(429, { "retry-after": "1" }), json(added, { status: 201 })]);
    await expect(trakt.sync.addHistory(play)).resolves.toMatchObject({ added: { movies: 1 } });
    expect(seen).toHaveLength(2);
  });

  test.each([
    ["408", empty(408), "timeout"],
    ["500", empty(500), "server-error"],
    ["503", empty(503), "server-error"],
    ["520", page(520), "edge-blocked"],
    ["a lost connection", lostConnection(), "network"],
    ["half a JSON", new Response('{"added":{"mov'), "unreadable-answer"],
    ["a web page with status 200", page(200), "unreadable-answer"],
    ["an empty answer", empty(204), "unreadable-answer"],
    ["an answer that counts nothing", json({}), "unreadable-answer"],
  ])("is sent once and may have happened after %s", async (_, answer, code) => {
    const { trakt, seen } = scriptClient([answer]);
    await expect(trakt.sync.addHistory(play)).rejects.toMatchObject({ code, mayHaveHappened: true });
    expect(seen).toHaveLength(1);
  });
});
