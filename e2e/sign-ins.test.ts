import { runCli } from "@pakt/cli";
import type { Fault } from "@pakt/trakt-sdk/testing";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";

import { runPakt } from "./support/run-child.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const DAY_MS = 24 * 3_600_000;

/** The environment of somebody who signed in, so many days ago, with tokens that live a week. */
async function signedIn(
  services: Services,
  { daysAgo }: { readonly daysAgo: number },
): Promise<Record<string, string>> {
  const { accessToken, refreshToken } = services.trakt.tokens.issue();
  const obtainedAt = Date.now() - daysAgo * DAY_MS;
  const trakt = {
    accessToken,
    refreshToken,
    obtainedAt,
    signedInAt: obtainedAt,
    expiresAt: obtainedAt + 7 * DAY_MS,
    lineage: "a",
  };
  const credentials = JSON.stringify({ version: 1, profiles: { default: { trakt } } });
  await writeFile(join(services.home, "credentials.json"), credentials, { mode: 0o600 });
  return { ...services.env, PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };
}

const refreshesOf = ({ trakt }: Services): number =>
  trakt.requests.filter(({ path }) => path === "/oauth/token").length;

/** Lets no refresh through before so many processes are there, as their requests to Plex tell. */
function awaitProcesses({ plex, trakt }: Services, count: number): void {
  trakt.intercept(async ({ path, phase }) => {
    if (path === "/oauth/token" && phase === "before") {
      const there = (): number => plex.requests.filter((request) => request.path === "/identity").length;
      await vi.waitUntil(() => there() === count, { timeout: 20_000 });
    }
    return undefined;
  });
}

describe("two processes on one home", { timeout: 60_000 }, () => {
  test("renew tokens that are past half of their life once, and both use the new ones", async () => {
    const services = await start();
    const env = await signedIn(services, { daysAgo: 4 });
    awaitProcesses(services, 2);
    const ends = await Promise.all([runPakt(["status", "--json"], env), runPakt(["status", "--json"], env)]);
    expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ""],
      [0, ""],
    ]);
    expect(refreshesOf(services)).toBe(1);
    for (const { stdout } of ends) expect(stdout).toContain('"renewedAt"');
    const stored: unknown = JSON.parse(await readFile(join(services.home, "credentials.json"), "utf8"));
    const [accessToken] = services.trakt.tokens.accessTokens().slice(-1);
    const [refreshToken] = services.trakt.tokens.refreshTokens().slice(-1);
    expect(stored).toMatchObject({ profiles: { default: { trakt: { accessToken, refreshToken } } } });
  });

  test("renew tokens of the environment that Trakt refuses once, and both use the new ones", async () => {
    const services = await start();
    services.trakt.tokens.expire();
    awaitProcesses(services, 2);
    const ends = await Promise.all([runPakt(["status"], services.env), runPakt(["status"], services.env)]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(refreshesOf(services)).toBe(1);
  });
});

const NO_APP =
  "Trakt does not know the API app (client id) any more. Give the client id of an app that exists, in PAKT_TRAKT_CLIENT_ID";
const NO_VIP =
  "Trakt serves this API app no longer: whoever made it is not a VIP member any more. Renew that membership at trakt.tv/vip";
const NO_ROOM =
  "This Trakt account may connect no further app: a free account has one community app. Disconnect another app in Trakt's settings";
const EDGE =
  "Trakt's network edge (Cloudflare) blocked pakt before Trakt saw the request. Wait some minutes, then run again.";

const DEAD: Fault = { kind: "status", status: 403, body: { error: "invalid_api_key" } };
const DELETED: Fault = {
  kind: "status",
  status: 401,
  body: { error: "invalid_client", error_description: "client_id is required" },
};
const LAPSED: Fault = { kind: "status", status: 426, headers: { "x-upgrade-url": "https://trakt.tv/vip" } };
const FULL: Fault = { kind: "status", status: 420 };
const BLOCKED: Fault = {
  kind: "status",
  status: 403,
  body: "<!DOCTYPE html><html>Attention</html>",
  contentType: "text/html",
};

describe("trouble with the Trakt app", { timeout: 60_000 }, () => {
  /** Runs a command line while a path of Trakt goes wrong. */
  async function runAgainst(
    argv: readonly string[],
    trouble: { readonly path: RegExp; readonly fault: Fault; readonly daysAgo?: number },
  ): Promise<{ readonly code: number; readonly stdout: string; readonly said: string }> {
    const services = await start({ trakt: { devicePollSeconds: 0 } });
    const env = await signedIn(services, { daysAgo: trouble.daysAgo ?? 0 });
    services.trakt.intercept(({ phase, path }) =>
      phase === "before" && trouble.path.test(path) ? trouble.fault : undefined,
    );
    const text = { stdout: "", stderr: "" };
    const code = await runCli({
      argv,
      env,
      stdout: { write: (part) => (text.stdout += part) },
      stderr: { write: (part) => (text.stderr += part) },
      isTerminal: false,
      userHome: services.home,
    });
    return { code, stdout: text.stdout, said: text.stderr.replaceAll(/\s+/g, " ") };
  }

  const EVERYTHING = /./;
  const CODE = /^\/oauth\/device\/code$/;
  const POLL = /^\/oauth\/device\/token$/;
  const REFRESH = /^\/oauth\/token$/;
  const LOGIN = ["login", "trakt"];
  test.each([
    ["at login, a dead client id", LOGIN, { path: CODE, fault: DEAD }, NO_APP, 5],
    ["at login, a deleted app", LOGIN, { path: CODE, fault: DELETED }, NO_APP, 5],
    ["at login, an app without VIP", LOGIN, { path: CODE, fault: LAPSED }, NO_VIP, 5],
    ["at login, a block at the edge", LOGIN, { path: CODE, fault: BLOCKED }, EDGE, 1],
    ["when it is approved, one community app too many", LOGIN, { path: POLL, fault: FULL }, NO_ROOM, 5],
    ["when it is approved, a deleted app", LOGIN, { path: POLL, fault: DELETED }, NO_APP, 5],
    ["when it is approved, an app without VIP", LOGIN, { path: POLL, fault: LAPSED }, NO_VIP, 5],
    ["when it is approved, a block at the edge", LOGIN, { path: POLL, fault: BLOCKED }, EDGE, 1],
    ["at the refresh, a deleted app", ["sync"], { path: REFRESH, fault: DELETED, daysAgo: 8 }, NO_APP, 5],
    ["at the refresh, an app without VIP", ["sync"], { path: REFRESH, fault: LAPSED, daysAgo: 8 }, NO_VIP, 5],
    ["at the refresh, one community app too many", ["sync"], { path: REFRESH, fault: FULL, daysAgo: 8 }, NO_ROOM, 5],
    ["at the refresh, a block at the edge", ["sync"], { path: REFRESH, fault: BLOCKED, daysAgo: 8 }, EDGE, 1],
    ["in a sync, a dead client id", ["sync"], { path: EVERYTHING, fault: DEAD }, NO_APP, 5],
    ["in a sync, an app without VIP", ["sync"], { path: EVERYTHING, fault: LAPSED }, NO_VIP, 5],
    ["in a sync, a block at the edge", ["sync"], { path: EVERYTHING, fault: BLOCKED }, EDGE, 1],
  ])("has a sentence of its own, with what to do: %s", async (_, argv, trouble, sentence, code) => {
    const end = await runAgainst(argv, trouble);
    expect(end.said).toContain(`x ${sentence}`);
    expect(end.said).not.toContain("TraktError");
    expect(end.code).toBe(code);
  });

  test("does not end a sync whose tokens are still good: it is listed, and tried again by the next run", async () => {
    const end = await runAgainst(["sync", "--json"], { path: REFRESH, fault: BLOCKED, daysAgo: 4 });
    expect(end.code).toBe(0);
    const { warnings } = JSON.parse(end.stdout) as { warnings: readonly string[] };
    expect(warnings).toEqual([
      expect.stringMatching(/^The sign-in to Trakt could not be renewed yet, and is still good: /),
    ]);
  });
});

describe("a home", { timeout: 60_000 }, () => {
  test("whose secrets others can read is used, and the command that mends it is said at start", async () => {
    const services = await start();
    const { PAKT_PLEX_TOKEN: token = "", ...env } = services.env;
    const dotEnv = join(services.home, ".env");
    await writeFile(dotEnv, `PAKT_PLEX_TOKEN=${token}\n`);
    await chmod(dotEnv, 0o644);
    const end = await runPakt(["status"], { ...env, LANG: "C.UTF-8" });
    expect(end.code).toBe(0);
    expect(end.stderr).toContain(`\n  chmod 600 ${dotEnv}\n`);
    await chmod(dotEnv, 0o600);
    expect((await runPakt(["status"], env)).stderr).toBe("");
  });

  test("that is nowhere is asked for in a sentence", async () => {
    const { env } = await start();
    const end = await runPakt(["sync"], { ...env, PAKT_HOME: "", HOME: "", LANG: "C.UTF-8" });
    expect(end).toMatchObject({ code: 1, stdout: "" });
    expect(end.stderr).toContain(
      "✗ This user has no home folder, where pakt would keep what it remembers.\n  Set PAKT_HOME to",
    );
  });

  test("that cannot be made says what it is for, and where else it may be", async () => {
    const { env } = await start();
    const end = await runPakt(["sync"], { ...env, PAKT_HOME: "/proc/pakt", LANG: "C.UTF-8" });
    expect(end.code).toBe(1);
    expect(end.stderr.replaceAll(/\s+/g, " ")).toContain(
      "The folder /proc/pakt cannot be used: nothing can be made there. pakt remembers there what both sides agreed on. Set PAKT_HOME to a folder that lasts",
    );
  });
});
