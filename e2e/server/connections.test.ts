import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { rawRequest } from "../support/raw-request.ts";
import { openServices, signInFirst, startServer } from "../support/start-server.ts";
import type { Services } from "../support/start-services.ts";

const isEnd = ({ type }: { readonly type: string }): boolean => type === "run-end";

/** The services with nobody signed in. */
async function openUnknown(): Promise<Services> {
  const services = await openServices({ trakt: { devicePollSeconds: 0 } });
  const { PAKT_PLEX_TOKEN: _, PAKT_TRAKT_ACCESS_TOKEN: __, PAKT_TRAKT_REFRESH_TOKEN: ___, ...env } = services.env;
  return { ...services, env };
}

describe("signing in to a service", () => {
  test("gives a code, tells how it stands, and stores the sign-in once it is approved", async () => {
    const services = await openUnknown();
    const { client } = await signInFirst(await startServer(services));
    const params = { side: "trakt" } as const;
    expect(await client.call("readServiceSignIn", { params })).toEqual({ state: "none", isSignedIn: false });
    const started = await client.call("startServiceSignIn", { params, body: {} });
    expect(started).toMatchObject({ state: "waiting", url: expect.stringContaining("/activate") });
    expect(await client.call("startServiceSignIn", { params, body: {} })).toEqual(started);
    services.trakt.tokens.approveDevice("code" in started ? started.code : "");
    await expect
      .poll(() => client.call("readServiceSignIn", { params }))
      .toMatchObject({ state: "done", account: expect.any(String) });
    expect(await client.call("readTraktAccount", {})).toMatchObject({ isSignedIn: true, username: expect.any(String) });
    expect(await readFile(join(services.home, "credentials.json"), "utf8")).toContain("accessToken");
    expect(await client.call("endServiceSignIn", { params })).toEqual({ state: "none", isSignedIn: false });
  });

  test("of a code that was denied, or given up, nothing is stored", async () => {
    const services = await openUnknown();
    const { client } = await signInFirst(await startServer(services));
    const params = { side: "trakt" } as const;
    const denied = await client.call("startServiceSignIn", { params, body: {} });
    services.trakt.tokens.denyDevice("code" in denied ? denied.code : "");
    await expect
      .poll(() => client.call("readServiceSignIn", { params }))
      .toMatchObject({ state: "failed", error: { advice: expect.any(String) } });
    await client.call("startServiceSignIn", { params, body: {} });
    expect(await client.call("endServiceSignIn", { params })).toEqual({ state: "none", isSignedIn: false });
  });

  test("is refused beside tokens of the environment, which would win", async () => {
    const services = await openServices();
    const { client } = await signInFirst(await startServer(services));
    await expect(client.call("startServiceSignIn", { params: { side: "plex" }, body: {} })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("PAKT_PLEX_TOKEN"),
    });
    expect(await client.call("readServiceSignIn", { params: { side: "plex" } })).toEqual({
      state: "none",
      isSignedIn: true,
    });
  });
});

test("libraries are listed and chosen", async () => {
  const services = await openServices();
  fillHousehold(services);
  const { client } = await signInFirst(await startServer(services));
  const { libraries } = await client.call("listLibraries", {});
  expect(libraries.map(({ title, isSelected }) => [title, isSelected])).toEqual([
    ["Movies", true],
    ["Movies 4K", true],
    ["Shows", true],
  ]);
  const chosen = await client.call("chooseLibraries", { body: { selected: ["Movies"] } });
  expect(chosen.libraries.filter(({ isSelected }) => isSelected)).toHaveLength(1);
  await expect(client.call("chooseLibraries", { body: { selected: ["Music"] } })).rejects.toMatchObject({
    status: 400,
  });
});

test("the status tells of accounts, fields and the last read without a question to the services", async () => {
  const services = await openServices();
  fillHousehold(services);
  const { client, url, cookie } = await signInFirst(await startServer(services));
  await client.call("startSync", { body: {} });
  await followEvents(url, cookie, { until: isEnd });
  await client.call("readTraktAccount", {});
  const asked = services.plex.requests.length + services.trakt.requests.length;
  const status = await client.call("readStatus", {});
  await Promise.all(Array.from({ length: 50 }, () => client.call("readStatus", {})));
  expect(services.plex.requests.length + services.trakt.requests.length).toBe(asked);
  expect(status).toMatchObject({
    trakt: { isSignedIn: true, username: expect.any(String) },
    plex: { libraries: 3 },
    comparedAt: expect.any(String),
    last: { exitCode: 0 },
  });
  expect(status.fields).toContainEqual(
    expect.objectContaining({
      field: "watched",
      effect: expect.any(String),
      waiting: 0,
      held: 0,
      read: {
        plex: expect.objectContaining({ state: "complete" }),
        trakt: expect.objectContaining({ state: "complete" }),
      },
    }),
  );
  expect(await client.call("readStats", {})).toMatchObject({ titles: { movie: 11 }, outOfStep: expect.any(Array) });
});

test("a configuration that broke is told as a problem, and the server goes on", async () => {
  const services = await openServices();
  const { client, url, unexpected } = await signInFirst(await startServer(services));
  await writeFile(join(services.home, "config.json"), "{\n  broken");
  await expect(client.call("readSettings", {})).rejects.toMatchObject({ status: 409, code: "config-invalid" });
  const status = await client.call("readStatus", {});
  expect(status.problems).toContainEqual(expect.objectContaining({ message: expect.stringContaining("line 2") }));
  expect((await rawRequest(url, { path: "/readyz" })).status).toBe(503);
  expect((await rawRequest(url, { path: "/healthz" })).status).toBe(200);
  expect(unexpected).toEqual([]);
});

test("a service that is gone shows in the status and ends the run with a sentence", async () => {
  const services = await openServices();
  fillHousehold(services);
  const env = { ...services.env, PAKT_PLEX_URL: "http://127.0.0.1:9" };
  const { client, url, cookie, unexpected } = await signInFirst(await startServer({ ...services, env }));
  await client.call("startSync", { body: {} });
  const events = await followEvents(url, cookie, { until: isEnd });
  expect(events.at(-1)?.event).toMatchObject({ exitCode: 1, error: { code: "plex-unreachable" } });
  await expect(client.call("listLibraries", {})).rejects.toMatchObject({ status: 502, code: "plex-unreachable" });
  expect(unexpected).toEqual([]);
});

test("the figures count runs, writes, requests and limits", async () => {
  const services = await openServices();
  fillHousehold(services);
  const { client, url, cookie } = await signInFirst(await startServer(services));
  const { secret } = await client.call("makeKey", { body: { name: "prometheus", scope: "read" } });
  await client.call("startSync", { body: {} });
  await followEvents(url, cookie, { until: isEnd });
  await client.call("readTraktAccount", {});
  const { text, headers } = await rawRequest(url, { path: "/metrics", headers: { authorization: `Bearer ${secret}` } });
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toMatch(/^pakt_runs_total\{purpose="sync",by="page",exit_code="\d"\} 1$/m);
  expect(text).toMatch(/^pakt_run_duration_seconds_count 1$/m);
  expect(text).toMatch(/^pakt_operations_total\{field="watched",side="trakt",outcome="applied"\} \d+$/m);
  expect(text).toMatch(/^pakt_requests_total\{service="trakt",status="200"\} \d+$/m);
  expect(text).toMatch(/^pakt_requests_total\{service="plex",status="200"\} \d+$/m);
  expect(text).toMatch(/^pakt_limit_items\{list="watchlist"\} \d+$/m);
  expect(text).toMatch(/^pakt_last_success_timestamp_seconds \d/m);
});

test("a schedule is said back in words with its next times, kept over a restart, and wrong ones are told at the field", async () => {
  const services = await openServices();
  const first = await startServer(services);
  const { client, cookie } = await signInFirst(first);
  const cron = { isOn: true, every: { cron: "0 3 * * *" }, timeZone: "Europe/Berlin", jitterMinutes: 5, catchUp: true };
  expect(await client.call("readSchedule", {})).toMatchObject({ schedule: { isOn: false }, preview: { next: [] } });
  expect(await client.call("previewSchedule", { body: cron })).toMatchObject({
    words: "Every day at 03:00 (Europe/Berlin), up to 5 minutes later.",
    next: [expect.any(String), expect.any(String), expect.any(String)],
  });
  await expect(
    client.call("changeSchedule", { body: { ...cron, every: { cron: "0 3 * * 9" } } }),
  ).rejects.toMatchObject({ status: 400, fields: [{ path: "every.cron", message: "There is no weekday 9." }] });
  await client.call("changeSchedule", { body: cron });
  await first.close();
  const second = await startServer(services);
  const answer = await rawRequest(second.url, { path: "/api/schedule", headers: { cookie } });
  expect(JSON.parse(answer.text)).toMatchObject({ schedule: cron, nextRunAt: expect.any(String), failures: 0 });
});

test("the API is described as OpenAPI", async () => {
  const services = await openServices();
  const { client } = await signInFirst(await startServer(services));
  expect(await client.call("readOpenApi", {})).toMatchObject({
    openapi: "3.1.0",
    info: { version: "1.2.3" },
    paths: { "/api/runs/{run}": { get: { operationId: "readPastRun" } } },
  });
});
