import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { examine } from "./examine.ts";
import type { Examination } from "./examine.ts";
import { explainNetwork } from "./examination.ts";

const nodeVersion = "v24.0.0";

const statusesOf = ({ checks }: Examination): readonly string[] =>
  checks.map(({ subject, status }) => `${subject} ${status}`);

const WELL = [
  "node good",
  "home good",
  "plex good",
  "libraries good",
  "plex-account good",
  "watchlist good",
  "trakt good",
];

describe("examine", () => {
  test("finds nothing wrong where nothing is", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    const found = await examine(home, { nodeVersion });
    expect(statusesOf(found)).toEqual(WELL);
    expect(found.exitCode).toBe(0);
    expect([...plex.requests, ...trakt.requests].every(({ method }) => method === "GET")).toBe(true);
    expect(await home.storage.getKeys("state")).not.toContain("state:doctor");
  });

  test.each([
    ["v22.12.9", "bad"],
    ["v22.13.0", "good"],
    ["v20.19.0", "bad"],
    ["v26.0.0", "good"],
  ])("judges Node %s to be %s", async (version, status) => {
    const { home } = await openConnectedHome();
    const { checks, exitCode } = await examine(home, { nodeVersion: version });
    expect(checks[0]).toMatchObject({ subject: "node", status });
    expect(exitCode).toBe(status === "bad" ? 1 : 0);
  });

  test("goes on after each thing that is missing, and says what to do about it", async () => {
    const { home } = await openConnectedHome({ env: { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "" } });
    await writeFile(join(home.folder, "credentials.json"), "{");
    const broken = await examine(home, { nodeVersion }).catch((error: unknown) => error);
    expect(broken).toMatchObject({
      checks: [
        { subject: "node" },
        { subject: "home", status: "bad", message: expect.stringContaining("credentials.json") },
        { subject: "plex", status: "bad" },
        { subject: "trakt", status: "bad" },
      ],
      exitCode: 1,
    });
  });

  test("warns of what others can read, with the command that mends it", async () => {
    const { home } = await openConnectedHome();
    const warning = { message: "Others can read it.", advice: "chmod 600 it" };
    const { checks } = await examine({ ...home, warnings: [warning] }, { nodeVersion });
    expect(checks).toContainEqual({ subject: "files", status: "warning", ...warning });
  });

  test("warns of a sign-in that Trakt will not renew, while it is still good", async () => {
    const { home, trakt, clock } = await openConnectedHome({ env: { PAKT_TRAKT_ACCESS_TOKEN: "" } });
    const tokens = trakt.tokens.issue();
    await home.credentials.signIn({ trakt: { ...tokens, refreshToken: "void", obtainedAt: clock.now() } });
    clock.advance(4 * 24 * 3_600_000);
    const { checks, exitCode } = await examine(home, { nodeVersion });
    expect(checks.filter(({ subject }) => subject === "trakt")).toMatchObject([
      { status: "good" },
      { status: "warning", message: expect.stringMatching(/^Trakt will not renew the sign-in when it ends/) },
    ]);
    expect(exitCode).toBe(0);
  });

  test("warns of titles without ids, and of chosen libraries that are gone", async () => {
    const { home, plex } = await openConnectedHome({
      files: { "config.json": JSON.stringify({ version: 1, plex: { libraries: ["1", "Anime"] } }) },
    });
    plex.items.addMovie({ library: "1", title: "Home video", guids: [], guid: "local://1" });
    const { checks, exitCode } = await examine(home, { nodeVersion });
    expect(checks.filter(({ subject }) => subject === "libraries")).toMatchObject([
      { status: "warning", message: "Chosen and not there: Anime." },
      { status: "warning", message: "Titles that no agent has matched cannot be synced: Movies (1 of the first 50)." },
    ]);
    expect(exitCode).toBe(0);
  });

  test.each([
    ["plex", "plex bad"],
    ["trakt", "trakt bad"],
  ] as const)("says that %s gives no answer", async (side, expected) => {
    const connected = await openConnectedHome();
    connected[side].intercept(() => ({ kind: "reset" }));
    const found = await examine(connected.home, { nodeVersion });
    expect(statusesOf(found)).toContain(expected);
    expect(found.exitCode).toBe(1);
  });

  test("only warns where the account cannot be asked: the media server may be all that is synced", async () => {
    const { home, plex } = await openConnectedHome();
    plex.intercept(({ path }) => (path.startsWith("/api/v2") ? { kind: "status", status: 503 } : undefined));
    const found = await examine(home, { nodeVersion });
    expect(statusesOf(found)).toContain("plex-account warning");
    expect(found.exitCode).toBe(0);
  });

  test("shows no token in anything that it says", async () => {
    const { home, secrets, plex } = await openConnectedHome();
    plex.intercept(({ path }) => (path === "/identity" ? undefined : { kind: "status", status: 401 }));
    const text = JSON.stringify(await examine(home, { nodeVersion }));
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe("explainNetwork", () => {
  test.each([
    ["ENOTFOUND", "cannot be resolved (ENOTFOUND)"],
    ["ECONNREFUSED", "nothing listens"],
    ["EHOSTUNREACH", "cannot be reached"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate"],
    ["ECONNRESET", "cut the connection"],
  ])("explains %s however deep it is", (code, said) => {
    const cause = Object.assign(new Error("socket"), { code });
    const error = new Error("no answer", { cause: new TypeError("fetch failed", { cause }) });
    expect(explainNetwork(error)?.message).toContain(said);
  });

  test("knows nothing of other failures", () => {
    expect(explainNetwork(new Error("other"))).toBeUndefined();
    expect(explainNetwork("text")).toBeUndefined();
  });
});
