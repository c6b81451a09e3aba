import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";

import { differences, doubledPlays } from "./support/differences.ts";
import { fillHousehold } from "./support/fill-household.ts";
import type { Household } from "./support/household.ts";
import { runPakt, startChild } from "./support/run-child.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

async function start(): Promise<{ services: Services; household: Household }> {
  const services = await startServices();
  open.push(services);
  return { services, household: fillHousehold(services) };
}

const writes = ({ plex, trakt }: Services): readonly string[] =>
  [...plex.requests, ...trakt.requests]
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path}`);

describe("pakt sync, with nothing but its environment", { timeout: 60_000 }, () => {
  test("makes both sides the same, and has nothing to do the second time", async () => {
    const { services, household } = await start();
    const planned = await runPakt(["sync", "--dry-run", "--json"], services.env);
    expect(writes(services)).toEqual([]);
    const done = await runPakt(["sync", "--json", "--verbose"], services.env);
    expect([planned.code, done.code]).toEqual([0, 0]);
    const operationsOf = (text: string): unknown => (JSON.parse(text) as { operations: unknown }).operations;
    expect(operationsOf(done.stdout)).toEqual(operationsOf(planned.stdout));
    expect(differences(services, household.placed)).toEqual([]);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    const again = await runPakt(["sync"], services.env);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("1 to Trakt") });
    expect(writes(services)).toEqual([]);
    expect(services.trakt.requests).toHaveLength(1);
  });

  test("ends with 5 and a plain sentence when the sign-in is refused", async () => {
    const { services } = await start();
    services.trakt.tokens.revoke();
    const end = await runPakt(["sync"], services.env);
    expect(end.code).toBe(5);
    expect(end.stderr).toContain("Trakt does not accept the sign-in any more.");
    expect(end.stderr).not.toMatch(/\n\s+at /);
  });

  test("ends with 2 and the nearest right name for a flag that it does not know", async () => {
    const { services } = await start();
    const end = await runPakt(["sync", "--dry-rum"], services.env);
    expect(end).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("--dry-run") });
    expect(services.plex.requests).toHaveLength(0);
  });
});

describe("Ctrl-C", { timeout: 60_000 }, () => {
  test.each([
    ["while Plex is read", "plex", "GET /library/sections/1/all"],
    ["while Trakt is read", "trakt", "GET /sync/watched/movies"],
    ["while plays are written", "trakt", "POST /sync/history"],
    ["while Plex is written", "plex", "PUT /:/scrobble"],
    ["while the writes are read back", "trakt", "GET /sync/ratings"],
  ] as const)("%s ends the run safely, and the next one goes on", async (phase, side, request) => {
    const { services, household } = await start();
    const child = startChild("e2e/support/run-interruptible.ts", [], services.env);
    let isSent = false;
    services[side].intercept(async ({ method, path, phase: moment }) => {
      const isAfterWrites = services.trakt.requests.some((made) => made.path === "/sync/history");
      if (moment !== "before" || isSent || `${method} ${path}` !== request) return undefined;
      if (phase === "while the writes are read back" && !isAfterWrites) return undefined;
      isSent = true;
      child.process.kill("SIGINT");
      // Time for the signal to arrive before the answer does.
      await new Promise((resolve) => {
        setTimeout(resolve, 150);
      });
      return undefined;
    });
    const end = await child.ended;
    expect(isSent).toBe(true);
    expect(end.signal).toBeNull();
    expect(end.stdout).toMatch(/interrupted|"exitCode":(0|3)/);
    services[side].intercept();
    await runSync(services);
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });
});

describe("two runs on one home", { timeout: 60_000 }, () => {
  test("the second waits for the first, and then has nothing to do", async () => {
    const { services, household } = await start();
    const ends = await Promise.all([
      runPakt(["sync", "--json"], services.env),
      runPakt(["sync", "--json"], services.env),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
  });
});

describe("secrets", { timeout: 120_000 }, () => {
  /** Everything that a run left in its home, but for the file that is there to hold secrets. */
  async function filesOf(home: string): Promise<string> {
    const entries = await readdir(home, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== "credentials.json");
    const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
    return texts.join("\n");
  }

  type Fault = "none" | "401" | "403 page" | "reset" | "half-json" | "html";
  function fail({ plex, trakt }: Services, fault: Fault, path: RegExp): void {
    const intercept = (request: { readonly path: string; readonly phase: "before" | "after" }) => {
      if (request.phase !== "before" || !path.test(request.path)) return undefined;
      switch (fault) {
        case "none":
          return undefined;
        case "401":
          return { kind: "status", status: 401, body: "Unauthorized", contentType: "text/html" } as const;
        case "403 page":
          return { kind: "status", status: 403, body: "<html>blocked</html>", contentType: "text/html" } as const;
        default:
          return { kind: fault } as const;
      }
    };
    plex.intercept(intercept);
    trakt.intercept(intercept);
  }

  test("are looked for in the caches of both services too", async () => {
    const { services } = await start();
    await startChild("e2e/support/run-sync.ts", [], services.env).ended;
    const names = await readdir(join(services.home, "cache", "default"));
    expect(names).toEqual(
      expect.arrayContaining(["plex-watchlist.json", "plex-title-keys.json", "trakt-collected-movies.json"]),
    );
    expect(names.some((name) => name.startsWith("plex-quality-"))).toBe(true);
  });

  test.each<[Fault, RegExp]>([
    ["none", /./],
    ["401", /\/sync\/|\/library\/|\/oauth\//],
    ["403 page", /\/sync\/|\/library\//],
    ["reset", /\/sync\/history|\/:\//],
    ["half-json", /\/sync\/ratings/],
    ["html", /\/library\/sections$/],
    ["401", /^\/discover\//],
    ["403 page", /\/discover\/.*\/matches/],
    ["reset", /\/discover\/actions\//],
    ["html", /\/discover\/library\/sections\//],
  ])("are in no output, error, report, journal, state or cache (fault: %s on %s)", async (fault, path) => {
    const { services } = await start();
    services.trakt.tokens.expire();
    const secrets = {
      PAKT_PLEX_TOKEN: services.plex.token,
      PAKT_TRAKT_CLIENT_SECRET: "client-secret-4711",
      PAKT_TRAKT_ACCESS_TOKEN: services.env["PAKT_TRAKT_ACCESS_TOKEN"] ?? "",
      PAKT_TRAKT_REFRESH_TOKEN: services.env["PAKT_TRAKT_REFRESH_TOKEN"] ?? "",
    };
    fail(services, fault, path);
    const env = { ...services.env, ...secrets, PAKT_LOG_LEVEL: "debug" };
    const ends = [
      await startChild("e2e/support/run-sync.ts", [], env).ended,
      await runPakt(["sync", "--json", "--verbose", "--debug", "--dry-run"], env),
      await runPakt(["status", "--debug"], env),
    ];
    const said = ends.map(({ stdout, stderr }) => stdout + stderr).join("\n") + (await filesOf(services.home));
    const all = [
      ...Object.values(secrets),
      ...services.trakt.tokens.accessTokens(),
      ...services.trakt.tokens.refreshTokens(),
    ];
    expect(all.filter((secret) => secret.length > 6 && said.includes(secret))).toEqual([]);
    expect(said.length).toBeGreaterThan(100);
    expect(said).toContain('"event":"request"');
  });
});
