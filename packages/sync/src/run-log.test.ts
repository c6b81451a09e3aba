import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { logPathOf } from "./log-path.ts";
import { describeThrown, logFailure } from "./log.ts";
import { PaktError } from "./pakt-error.ts";
import { withRunLog } from "./run-log.ts";
import { sync } from "./sync.ts";
import type { SyncEvent } from "./sync-event.ts";

interface Line {
  readonly event: string;
  readonly phase?: string;
}

const textOf = ({ home }: ConnectedHome): string => readFileSync(logPathOf(home.folder), "utf8");
const linesOf = (connected: ConnectedHome): readonly Line[] =>
  textOf(connected)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

describe("the log of a run", () => {
  test("tells its phases, its requests by service and status, and its end", async () => {
    const connected = await openConnectedHome();
    const report = await sync(connected.home);
    const lines = linesOf(connected);
    expect(lines.map(({ event, phase }) => (phase === undefined ? event : `${event} ${phase}`))).toEqual([
      "run-start",
      "phase-start fetch",
      "phase-end fetch",
      "phase-start index",
      "phase-end index",
      "phase-start compare",
      "plan-ready",
      "phase-end compare",
      "run",
      "phase-start apply",
      "phase-end apply",
      "requests",
      "run-end",
    ]);
    expect(lines[0]).toMatchObject({
      at: report.startedAt,
      level: "info",
      pid: process.pid,
      kind: "sync",
      profile: "default",
    });
    expect(lines.at(-2)).toMatchObject({ trakt: { 200: report.requests.trakt } });
    expect(lines.at(-1)).toMatchObject({ run: report.run, exitCode: 0, durationMs: report.durationMs });
  });

  test("goes on in the same file, run after run", async () => {
    const connected = await openConnectedHome();
    await sync(connected.home, { dryRun: true });
    await sync(connected.home);
    expect(linesOf(connected).filter(({ event }) => event === "run-end")).toHaveLength(2);
  });

  test("holds titles nowhere, at whatever level", async () => {
    const connected = await openConnectedHome({ env: { PAKT_LOG_LEVEL: "debug" } });
    connected.plex.items.addMovie({
      library: "1",
      title: "The Title",
      guids: ["tmdb://603"],
      userRating: 8,
    });
    connected.plex.items.addMovie({ library: "1", title: "Other Title", guids: [], guid: "local://1" });
    connected.trakt.intercept(({ method, path }) =>
      method === "POST" && path !== "/oauth/token" ? { kind: "status", status: 400 } : undefined,
    );
    expect(await sync(connected.home)).toMatchObject({ exitCode: 3 });
    expect(textOf(connected)).not.toContain("Title");
    expect(linesOf(connected).at(-1)).toMatchObject({ listed: { failed: 2, problems: 1 }, exitCode: 3 });
  });

  test.each([
    ["off", []],
    ["error", ["failure"]],
    ["warn", ["failure"]],
    ["info", ["run-start", "phase-start", "requests", "failure"]],
    ["debug", ["run-start", "phase-start", "request", "requests", "failure"]],
  ])("holds what its level is about: %s", async (level, expected) => {
    const connected = await openConnectedHome({ env: { PAKT_LOG_LEVEL: level } });
    connected.trakt.intercept(() => ({ kind: "status", status: 423 }));
    connected.plex.intercept(() => ({ kind: "status", status: 401 }));
    await expect(sync(connected.home)).rejects.toMatchObject({ name: "PaktError" });
    const events = existsSync(logPathOf(connected.home.folder)) ? linesOf(connected).map(({ event }) => event) : [];
    expect([...new Set(events)]).toEqual(expected);
  });

  test("keeps the code, the advice and the stack of what ended it, with its causes", async () => {
    const connected = await openConnectedHome();
    connected.trakt.intercept(() => ({ kind: "status", status: 423 }));
    await expect(sync(connected.home)).rejects.toMatchObject({ code: "account-locked" });
    expect(linesOf(connected).at(-1)).toMatchObject({
      level: "error",
      event: "failure",
      code: "account-locked",
      message: "Trakt has locked or deactivated this account.",
      advice: "Write to Trakt's support; until then nothing can be synced.",
      exitCode: 1,
      stack: expect.stringMatching(/^PaktError: Trakt has locked[^]*\n {4}at [^]*\nCaused by: TraktError: /),
    });
  });

  test("that cannot be written is told once, and ends nothing", async () => {
    const connected = await openConnectedHome();
    await writeFile(join(connected.home.folder, "logs"), "a file in its place");
    const events: SyncEvent[] = [];
    expect(await sync(connected.home, { onEvent: (event) => events.push(event) })).toMatchObject({ exitCode: 0 });
    expect(events.filter(({ type }) => type === "warning")).toEqual([
      {
        type: "warning",
        message: expect.stringMatching(
          /^The log .*sync\.log cannot be written: a file stands where a folder should be\. /,
        ),
      },
    ]);
  });

  test("that cannot be written any more is no reason to lose the end of a run", async () => {
    const connected = await openConnectedHome();
    await mkdir(logPathOf(connected.home.folder), { recursive: true });
    connected.trakt.intercept(() => ({ kind: "status", status: 423 }));
    await expect(sync(connected.home)).rejects.toMatchObject({ code: "account-locked" });
  });
});

describe("secrets in the log", () => {
  /** One of each kind that a home knows: given by the environment, stored, and come by a refresh. */
  async function openWithSecrets(): Promise<ConnectedHome & { readonly all: readonly string[] }> {
    const connected = await openConnectedHome({
      env: {
        PAKT_TRAKT_CLIENT_SECRET: "s3cret-of-the-app",
        PAKT_TRAKT_ACCESS_TOKEN: "",
        PAKT_TRAKT_REFRESH_TOKEN: "",
        PAKT_LOG_LEVEL: "debug",
      },
    });
    const { credentials } = connected.home;
    await credentials.signIn({ plex: "p1ex-stored", server: "p1ex-of-server" });
    await credentials.signIn({ trakt: { accessToken: "acc3ss-one", refreshToken: "r3fresh-one", expiresAt: 1 } });
    await credentials.writeTraktTokens({ accessToken: "acc3ss-two", refreshToken: "r3fresh-two", expiresAt: 2 });
    const stored = ["p1ex-stored", "p1ex-of-server", "acc3ss-one", "r3fresh-one", "acc3ss-two", "r3fresh-two"];
    return { ...connected, all: ["s3cret-of-the-app", connected.plex.token, ...stored] };
  }

  const thrown = (text: string): Error => {
    const deepest = Object.assign(new Error(`deepest ${text}`), { code: text });
    return new TypeError(`${text} is no token`, {
      cause: new PaktError("failed", `a ${text}`, { advice: text, cause: deepest }),
    });
  };

  test.each<[string, (text: string, connected: ConnectedHome) => Promise<unknown>]>([
    [
      "an error, its causes, its code and its advice",
      async (text, { home }) =>
        withRunLog(home, { kind: "sync", options: {}, work: () => Promise.reject(thrown(text)) }).catch(() => 0),
    ],
    [
      "what is thrown and is no error",
      async (text, { home }) =>
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what others throw cannot be chosen
        withRunLog(home, { kind: "sync", options: {}, work: () => Promise.reject(text) }).catch(() => 0),
    ],
    [
      "a warning, a wait, and a request with an address of its own",
      async (text, { home }) =>
        withRunLog(home, {
          kind: "sync",
          options: {},
          work: async (log, { onEvent }) => {
            onEvent?.({
              type: "warning",
              message: `http://user:${text}@host/?X-Plex-Token=${encodeURIComponent(text)}`,
            });
            onEvent?.({ type: "wait-start", reason: text, durationMs: 1 });
            log.write("debug", "request", { path: `/${text}`, [text]: [{ deep: text }] });
            return Promise.reject(new Error(JSON.stringify({ access_token: text })));
          },
        }).catch(() => 0),
    ],
    [
      "the answers of a service",
      async (text, { home, plex, trakt }) => {
        const answer = {
          kind: "status",
          status: 500,
          body: JSON.stringify({ error: text }),
          headers: { "x-error-message": text },
        } as const;
        plex.intercept(() => answer);
        trakt.intercept(() => answer);
        await sync(home).catch(() => 0);
      },
    ],
  ])("are in no line, whatever brings them: %s", async (_, bring) => {
    const connected = await openWithSecrets();
    for (const secret of connected.all) await bring(secret, connected);
    const text = textOf(connected);
    expect(connected.all.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text.split("\n").length).toBeGreaterThan(connected.all.length);
  });
});

describe("describeThrown", () => {
  const leaking = (text: string): Error =>
    new Error(`first ${text}`, {
      cause: new TypeError(`Headers.append: "Bearer ${text}" is an invalid header value.`),
    });

  test("says nothing of what the home knew with which something ended", async () => {
    const { home, secrets } = await openConnectedHome();
    for (const secret of secrets) {
      const error = leaking(secret);
      logFailure(home, error);
      const { message, stack } = describeThrown(error);
      expect([message, stack].filter((text) => text.includes(secret))).toEqual([]);
      expect(message).toBe("first …");
      expect(stack).toMatch(
        /^Error: first …\n[^]*\nCaused by: TypeError: Headers\.append: "Bearer …" is an invalid header value\./,
      );
    }
  });

  test("takes out what stands where secrets stand, where no home is known", () => {
    expect(describeThrown(new Error("Bearer abc"))).toMatchObject({ message: "Bearer …" });
    expect(describeThrown("token=abc")).toEqual({ message: "token=…", stack: "token=…" });
  });
});
