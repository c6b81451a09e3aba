import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { activities, scriptClient } from "../test/scripted-client.ts";
import { empty, json, lostConnection, never } from "../test/scripted-fetch.ts";

const play = { movies: [{ ids: { trakt: 1 }, watched_at: "2026-01-01T10:00:00Z" }] } as const;

describe("a request", () => {
  test("carries the headers that Trakt asks for, on a GET too", async () => {
    const { trakt, seen } = scriptClient([json(activities)]);
    await trakt.sync.lastActivities();
    expect(seen).toEqual([
      {
        method: "GET",
        url: "https://api.trakt.tv/sync/last_activities",
        headers: {
          accept: "application/json",
          authorization: "Bearer access-good",
          "content-type": "application/json",
          "trakt-api-key": "client",
          "trakt-api-version": "2",
          "user-agent": "pakt-test/1.0",
        },
        body: undefined,
      },
    ]);
  });

  test("goes to the address that the client was given, with or without a slash at its end", async () => {
    const { trakt, seen } = scriptClient([json(activities)], { apiUrl: "http://127.0.0.1:9999/" });
    await trakt.sync.lastActivities();
    expect(seen[0]?.url).toBe("http://127.0.0.1:9999/sync/last_activities");
  });

  test("tells the service's own time of an answer, where it is one", async () => {
    const told = { headers: { date: "Sun, 22 Nov 2026 20:00:05 GMT" } };
    const { trakt, events } = scriptClient([json(activities, told), json(activities, { headers: { date: "soon" } })]);
    await trakt.sync.lastActivities();
    await trakt.sync.lastActivities();
    expect(events.map(({ answeredAt }) => answeredAt)).toEqual([Date.parse("2026-11-22T20:00:05.000Z"), undefined]);
  });

  test("is reported once each time it is put on the wire", async () => {
    const { trakt, events } = scriptClient([empty(500), lostConnection(), json(activities)]);
    await trakt.sync.lastActivities();
    const request = { method: "GET", path: "/sync/last_activities", durationMs: 0 };
    expect(events).toEqual([
      { ...request, attempt: 1, status: 500 },
      { ...request, attempt: 2, error: "network" },
      { ...request, attempt: 3, status: 200 },
    ]);
  });
});

function stuckBody(signal: AbortSignal): Promise<Response> {
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{"all":'));
      signal.addEventListener("abort", () => controller.error(signal.reason));
    },
  });
  return Promise.resolve(new Response(body));
}

describe("a failure on the way", () => {
  test("is a time-out when no answer comes in time", async () => {
    const { trakt } = scriptClient([never], { timeouts: { readMs: 5 }, retry: { attempts: 1 } });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({
      code: "timeout",
      status: undefined,
      mayHaveHappened: false,
    });
  });

  test("times out a write by its own limit, and says that it may have happened", async () => {
    const { trakt, seen } = scriptClient([never], { timeouts: { readMs: 60_000, writeMs: 5 } });
    await expect(trakt.sync.addHistory(play)).rejects.toMatchObject({ code: "timeout", mayHaveHappened: true });
    expect(seen).toHaveLength(1);
  });

  test("is a time-out too when the body never ends", async () => {
    const { trakt } = scriptClient([stuckBody], { timeouts: { readMs: 5 }, retry: { attempts: 1 } });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "timeout" });
  });

  test.each([
    ["ECONNRESET", true],
    ["UND_ERR_SOCKET", true],
    ["ECONNREFUSED", false],
    ["ENOTFOUND", false],
  ])("of a write, %s: may have happened is %s", async (code, mayHaveHappened) => {
    const { trakt } = scriptClient([lostConnection(code)]);
    await expect(trakt.sync.addHistory(play)).rejects.toMatchObject({ code: "network", mayHaveHappened });
  });

  test("is `aborted` when the caller stops the request on its way", async () => {
    const stop = new AbortController();
    const sent = Promise.withResolvers<void>();
    const { trakt } = scriptClient([
      (signal) => {
        sent.resolve();
        return never(signal);
      },
    ]);
    const request = trakt.sync.addHistory(play, { signal: stop.signal });
    await sent.promise;
    stop.abort(new Error("enough"));
    await expect(request).rejects.toMatchObject({ code: "aborted", mayHaveHappened: true });
  });

  test("sends nothing when the caller has stopped it before", async () => {
    const { trakt, seen, events } = scriptClient([]);
    const request = trakt.sync.addHistory(play, { signal: AbortSignal.abort() });
    await expect(request).rejects.toMatchObject({ code: "aborted", mayHaveHappened: false });
    expect([seen, events]).toEqual([[], []]);
  });
});

describe("an error", () => {
  test.each([
    ["a refusal", empty(403)],
    ["a lost connection", lostConnection()],
    ["half a JSON", new Response('{"all":"2026')],
    ["a wrong shape", json({ all: 5 })],
  ])("shows no token, after %s", async (_, answer) => {
    const { trakt } = scriptClient([answer], { retry: { attempts: 1 } });
    const error: unknown = await trakt.sync.lastActivities().catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/access-good|refresh-good|secret/);
  });
});
