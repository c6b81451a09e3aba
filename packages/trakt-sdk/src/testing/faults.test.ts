import { setupServer } from "msw/node";
import { afterEach, describe, expect, test } from "vitest";
import { createHousehold, toFetch } from "../../test/household.ts";
import { createMemoryTokenStore, createTrakt } from "../index.ts";
import type { Trakt } from "../index.ts";
import { createInMemoryTrakt } from "./index.ts";
import type { Fault, InMemoryTrakt } from "./index.ts";

const play = { movies: [{ ids: { trakt: 1 }, watched_at: "2026-01-01T10:00:00Z" }] } as const;

// The two ways to reach the service: the handlers in this process, and a loopback port.
const mounts: [string, (service: InMemoryTrakt) => Promise<Mount>][] = [
  ["in this process", mountInProcess],
  ["on a loopback port", mountOnPort],
];

interface Mount {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function mountInProcess(service: InMemoryTrakt): Promise<Mount> {
  const server = setupServer(...service.handlers);
  server.listen({ onUnhandledFrame: "error" });
  return Promise.resolve({
    url: "https://trakt.test",
    close: () => {
      server.close();
      return Promise.resolve();
    },
  });
}

function mountOnPort(service: InMemoryTrakt): Promise<Mount> {
  return service.listen();
}

function connect(service: InMemoryTrakt, url: string, timeoutMs: number): Trakt {
  return createTrakt({
    clientId: "client",
    clientSecret: "secret",
    userAgent: "pakt-test/1.0",
    apiUrl: url,
    authUrl: url,
    tokens: createMemoryTokenStore(service.tokens.issue()),
    retry: { attempts: 1 },
    pacing: { writeIntervalMs: 0 },
    timeouts: { readMs: timeoutMs, writeMs: timeoutMs },
  });
}

describe.each(mounts)("%s", (_, mount) => {
  let mounted: Mount | undefined;
  afterEach(async () => {
    await mounted?.close();
  });

  async function start(timeoutMs = 20_000): Promise<{ service: InMemoryTrakt; trakt: Trakt }> {
    const service = createInMemoryTrakt();
    service.catalogue.addMovie({ ids: { trakt: 1 }, title: "Heat" });
    mounted = await mount(service);
    return { service, trakt: connect(service, mounted.url, timeoutMs) };
  }

  test("answers a client", async () => {
    const { service, trakt } = await start();
    await expect(trakt.sync.addHistory(play)).resolves.toMatchObject({ added: { movies: 1 } });
    await expect(trakt.oauth.refresh()).resolves.toMatchObject({ refreshToken: "refresh-2" });
    expect(service.violations).toEqual([]);
  });

  test.each<[string, Fault, "before" | "after", string, number]>([
    ["a reset before: nothing happened", { kind: "reset" }, "before", "network", 0],
    ["a reset after: it happened", { kind: "reset" }, "after", "network", 1],
    ["500 before: nothing happened", { kind: "status", status: 500 }, "before", "server-error", 0],
    ["502 after: it happened", { kind: "status", status: 502 }, "after", "server-error", 1],
    ["half a JSON", { kind: "half-json" }, "before", "unreadable-answer", 1],
    ["a web page with status 200", { kind: "html" }, "after", "unreadable-answer", 1],
    [
      "an edge block",
      { kind: "status", status: 403, contentType: "text/html", body: "<html>" },
      "before",
      "edge-blocked",
      0,
    ],
    ["a dead app", { kind: "status", status: 403, body: { error: "x" } }, "before", "client-rejected", 0],
  ])("%s", async (__, fault, phase, code, plays) => {
    const { service, trakt } = await start();
    service.intercept((request) => (request.phase === phase ? fault : undefined));
    await expect(trakt.sync.addHistory(play)).rejects.toMatchObject({ code });
    expect(service.account.plays()).toHaveLength(plays);
  });

  test.each<["before" | "after", number]>([
    ["before", 0],
    ["after", 1],
  ])("a hang %s: it happened %i times", async (phase, plays) => {
    const { service, trakt } = await start(500);
    service.intercept((request) => (request.phase === phase ? { kind: "hang" } : undefined));
    await expect(trakt.sync.addHistory(play)).rejects.toMatchObject({ code: "timeout", mayHaveHappened: true });
    expect(service.account.plays()).toHaveLength(plays);
  });

  test("an answer that comes in drips is read whole", async () => {
    const { service, trakt } = await start();
    service.intercept(() => ({ kind: "drip", bytes: 200, intervalMs: 1 }));
    await expect(trakt.users.settings()).resolves.toMatchObject({ user: { username: "sam" } });
  });
});

describe("spoiling an answer", () => {
  test("changes its body and headers, and not what is stored", async () => {
    const { service, trakt } = createHousehold();
    service.account.watch("movie", 1, "2026-01-01T10:00:00Z");
    service.intercept(() => ({
      kind: "json",
      transform: () => [],
      headers: { "X-Pagination-Item-Count": "7", "x-pagination-limit": "" },
    }));
    await expect(trakt.sync.watchedMovies()({ page: 1, limit: 250 })).resolves.toEqual({
      rows: [],
      page: 1,
      pageCount: 1,
      itemCount: 7,
    });
    expect(service.account.plays()).toHaveLength(1);
  });

  test("can be chosen by count, path and phase, and ends when it is taken back", async () => {
    const { service, trakt } = createHousehold();
    const asked: unknown[] = [];
    service.intercept((request) => {
      asked.push(request);
      return request.count === 1 ? { kind: "status", status: 503 } : undefined;
    });
    await trakt.sync.lastActivities();
    service.intercept();
    await trakt.sync.lastActivities();
    const request = { method: "GET", path: "/sync/last_activities" };
    expect(asked).toEqual([
      { ...request, count: 1, phase: "before" },
      { ...request, count: 2, phase: "before" },
      { ...request, count: 2, phase: "after" },
    ]);
  });
});

test("answers on its own paths only", async () => {
  const { service } = createHousehold();
  await expect(toFetch(service)("https://plex.tv/api/v2/user")).rejects.toThrow("fetch failed");
});

test("takes its time when asked to", async () => {
  const { trakt } = createHousehold({ service: { latencyMs: 20 } });
  const startedAt = performance.now();
  await trakt.sync.lastActivities();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19);
});

test.each([
  ["pending", () => {}, "device-code-expired"],
  ["denied", (service: InMemoryTrakt, userCode: string) => service.tokens.denyDevice(userCode), "device-code-denied"],
  [
    "expired",
    (service: InMemoryTrakt, userCode: string) => service.tokens.expireDevice(userCode),
    "device-code-expired",
  ],
])("a device that stays %s ends the sign-in", async (_, act, code) => {
  const { service, trakt } = createHousehold();
  const device = await trakt.oauth.requestDeviceCode();
  act(service, device.userCode);
  await expect(trakt.oauth.pollDeviceToken(device)).rejects.toMatchObject({ code });
});

test("a device code works once, and only with what proves it", async () => {
  const { service, trakt } = createHousehold();
  const device = await trakt.oauth.requestDeviceCode();
  service.tokens.approveDevice(device.userCode);
  await trakt.oauth.pollDeviceToken(device);
  await expect(trakt.oauth.pollDeviceToken(device)).rejects.toMatchObject({ code: "device-code-used" });
  const pkce = createHousehold({ secret: null });
  const other = await pkce.trakt.oauth.requestDeviceCode();
  pkce.service.tokens.approveDevice(other.userCode);
  const forged = pkce.trakt.oauth.pollDeviceToken({ ...other, codeVerifier: "forged" });
  await expect(forged).rejects.toMatchObject({ code: "client-rejected" });
});

test("a refresh token works once", async () => {
  const { service, trakt, tokens } = createHousehold();
  const first = await tokens.read();
  await trakt.oauth.refresh();
  await tokens.write(first ?? service.tokens.issue());
  await expect(trakt.oauth.refresh()).rejects.toMatchObject({ code: "sign-in-required" });
});
