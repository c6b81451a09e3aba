import type { Side } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { signIn } from "./sign-in.ts";
import type { SignInCode } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { readStatus } from "./status.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

/** A home that knows both addresses and nobody's tokens. */
function start(env: Readonly<Record<string, string>> = {}): Promise<ConnectedHome> {
  return openConnectedHome({ env: { ...NOBODY, ...env } });
}

function approve({ plex, trakt }: ConnectedHome, side: Side): (code: SignInCode) => void {
  return ({ code }) => (side === "plex" ? plex.person.approvePin(code) : trakt.tokens.approveDevice(code));
}

describe("signIn", () => {
  test.each([
    ["plex", /^[A-Z0-9]{4}$/, "https://plex.tv/link"],
    ["trakt", /./, "/activate"],
  ] as const)("signs in to %s once the person has approved", async (side, codeForm, page) => {
    const connected = await start();
    const shown: SignInCode[] = [];
    const waits: number[] = [];
    const account = await signIn(connected.home, side, {
      onCode: (code) => shown.push(code),
      onWait: (remainingMs) => {
        waits.push(remainingMs);
        if (waits.length === 3) shown.forEach(approve(connected, side));
      },
    });
    expect(account).toMatchObject({ side, account: expect.stringMatching(/./) });
    expect(shown).toHaveLength(1);
    expect(shown[0]?.code).toMatch(codeForm);
    expect(shown[0]?.url).toContain(page);
    expect(waits.length).toBeGreaterThanOrEqual(3);
    expect(waits[0]).toBeGreaterThan(waits[1] ?? 0);
    const { credentials } = connected.home;
    expect(side === "plex" ? await credentials.plexToken() : await credentials.traktTokens()).toBeDefined();
  });

  test("is all that a status needs", async () => {
    const connected = await start();
    for (const side of ["plex", "trakt"] as const) {
      await signIn(connected.home, side, { onCode: approve(connected, side) });
    }
    expect(await readStatus(connected.home)).toMatchObject({ trakt: { signedIn: true }, problems: [], exitCode: 0 });
  });

  test("takes another account for another sign-in: what the former one read is not used", async () => {
    const connected = await start();
    const onCode = approve(connected, "trakt");
    await signIn(connected.home, "trakt", { onCode });
    const before = await connected.home.credentials.traktTokens();
    await signIn(connected.home, "trakt", { onCode });
    const after = await connected.home.credentials.traktTokens();
    expect(after?.lineage).not.toBe(before?.lineage);
    expect(after?.ancestor).toBeUndefined();
  });

  test("stores nothing when the code is refused or runs out", async () => {
    const connected = await start();
    const refused = signIn(connected.home, "trakt", { onCode: ({ code }) => connected.trakt.tokens.denyDevice(code) });
    await expect(refused).rejects.toMatchObject({ code: "sign-in-needed", exitCode: 5 });
    for (const side of ["plex", "trakt"] as const) {
      const forgotten = signIn(connected.home, side, { onCode: () => undefined });
      await expect(forgotten).rejects.toMatchObject({ code: "sign-in-needed", exitCode: 5 });
    }
    expect(await connected.home.credentials.plexToken()).toBeUndefined();
    expect(await connected.home.credentials.traktTokens()).toBeUndefined();
  });

  test.each(["plex", "trakt"] as const)("to %s can be stopped while it waits", async (side) => {
    const { home } = await start();
    const stop = new AbortController();
    const stopped = signIn(home, side, { signal: stop.signal, onCode: () => undefined, onWait: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "interrupted", message: "The sign-in was stopped." });
  });

  test.each([
    ["plex", { PAKT_PLEX_TOKEN: "token" }],
    ["trakt", { PAKT_TRAKT_ACCESS_TOKEN: "token" }],
  ] as const)("to %s is refused where the environment would win", async (side, env) => {
    const connected = await start(env);
    const late = signIn(connected.home, side, { onCode: approve(connected, side) });
    await expect(late).rejects.toThrow(Object.keys(env)[0]);
    await expect(signOut(connected.home, side)).rejects.toThrow(Object.keys(env)[0]);
  });

  test("waits for no run: it is told who is at work", async () => {
    const connected = await start();
    const { home } = connected;
    const lock = await home.locks.acquire("run", { clock: home.clock, waitMs: 0 });
    const late = signIn(home, "trakt", { onCode: approve(connected, "trakt") });
    await expect(late).rejects.toMatchObject({ code: "run-active" });
    expect(await home.credentials.traktTokens()).toBeUndefined();
    expect(lock).toHaveProperty("release");
  });
});

describe("the Trakt app", () => {
  test("is the built-in one where a person names none, and theirs with its secret where they do", async () => {
    const connected = await start({ PAKT_TRAKT_CLIENT_ID: "", PAKT_TRAKT_CLIENT_SECRET: "secret-of-another-app" });
    const { home, trakt } = connected;
    await expect(signIn(home, "trakt", { onCode: () => undefined })).rejects.toMatchObject({ code: "not-configured" });
    const builtIn = { ...home, product: { ...home.product, traktClientId: "built-in" } };
    await signIn(builtIn, "trakt", { onCode: approve(connected, "trakt") });
    const bodies = JSON.stringify(trakt.requests.map(({ body }) => body));
    expect(bodies).toContain('"client_id":"built-in"');
    expect(bodies).not.toContain("secret-of-another-app");
  });
});

describe("signOut", () => {
  test.each(["plex", "trakt"] as const)("forgets the sign-in to %s, here and there", async (side) => {
    const connected = await start();
    await signIn(connected.home, side, { onCode: approve(connected, side) });
    expect(await signOut(connected.home, side)).toEqual({ side, wasSignedIn: true, revoked: true });
    expect(await signOut(connected.home, side)).toEqual({ side, wasSignedIn: false, revoked: true });
    const { requests } = connected[side];
    expect(requests.some(({ path }) => path === (side === "plex" ? "/api/v2/users/signout" : "/oauth/revoke"))).toBe(
      true,
    );
  });

  test("forgets it here also where the service cannot be told, and says so", async () => {
    const connected = await start();
    await signIn(connected.home, "trakt", { onCode: approve(connected, "trakt") });
    connected.trakt.intercept(() => ({ kind: "reset" }));
    const ended = await signOut(connected.home, "trakt");
    expect(ended).toMatchObject({ wasSignedIn: true, revoked: expect.stringContaining("Trakt") });
    expect(await connected.home.credentials.traktTokens()).toBeUndefined();
  });

  test("leaves the other side's sign-in alone", async () => {
    const connected = await start();
    for (const side of ["plex", "trakt"] as const) {
      await signIn(connected.home, side, { onCode: approve(connected, side) });
    }
    const token = await connected.home.credentials.plexToken();
    await signOut(connected.home, "trakt");
    expect(await connected.home.credentials.plexToken()).toBe(token);
  });
});
