import { createStorage } from "unstorage";
import type { Storage } from "unstorage";
import { describe, expect, test } from "vitest";

import { createFakeClock } from "../test/fake-clock.ts";
import { credentialsFile, openCredentials } from "./credentials.ts";
import type { CredentialStore } from "./credentials.ts";
import type { Environment } from "./environment.ts";
import { createRedactor } from "./redactor.ts";

function open(
  storage: Storage,
  environment: Environment = {},
  { clock = createFakeClock(), redactor = createRedactor() } = {},
): CredentialStore {
  const file = credentialsFile("credentials.json");
  return openCredentials({ storage, file, profile: "default", environment, clock, redactor });
}

const env = { traktAccessToken: "env-access", traktRefreshToken: "env-refresh" };
const refreshed = { accessToken: "new-access", refreshToken: "new-refresh", expiresAt: 1_800_000_000_000 };

describe("openCredentials", () => {
  test("seeds Trakt's tokens from the environment", async () => {
    const store = open(createStorage(), env);
    expect(await store.traktTokens()).toMatchObject({ accessToken: "env-access", refreshToken: "env-refresh" });
  });

  test("what descends from the environment's tokens wins for as long as the environment still holds them", async () => {
    const storage = createStorage();
    await open(storage, env).writeTraktTokens(refreshed);
    expect(await open(storage, env).traktTokens()).toMatchObject(refreshed);
  });

  test("other tokens in the environment win over what descends from earlier ones", async () => {
    const storage = createStorage();
    await open(storage, env).writeTraktTokens(refreshed);
    const later = open(storage, { traktAccessToken: "later" });
    expect(await later.traktTokens()).toMatchObject({ accessToken: "later" });
  });

  test("keeps the lineage of tokens through every refresh, and never the ancestor itself", async () => {
    const storage = createStorage();
    const store = open(storage, env);
    const before = await store.traktTokens();
    await store.writeTraktTokens(refreshed);
    expect((await store.traktTokens())?.lineage).toBe(before?.lineage);
    expect(JSON.stringify(await storage.getItemRaw("credentials.json"))).not.toContain("env-");
  });

  test("uses a stored sign-in where the environment says nothing", async () => {
    const storage = createStorage();
    await open(storage).writeTraktTokens(refreshed);
    expect(await open(storage).traktTokens()).toMatchObject(refreshed);
  });

  test("shows no secret of a file that has another shape", async () => {
    const storage = createStorage();
    await storage.setItemRaw(
      "credentials.json",
      '{ "version": 1, "profiles": { "default": { "plex": "plex-secret" } } }',
    );
    await expect(open(storage).plexToken()).rejects.toMatchObject({
      code: "credentials-invalid",
      message: "credentials.json, line 1: expected an object (profiles.default.plex).",
    });
  });

  test("names the line of a broken file and leaves it as it is", async () => {
    const storage = createStorage();
    await storage.setItemRaw("credentials.json", '{\n  "version": 1,\n  "profiles": {');
    await expect(open(storage).traktTokens()).rejects.toMatchObject({
      code: "credentials-invalid",
      message: "credentials.json, line 3: this is not valid JSON.",
      advice:
        "Mend the line, or move the file away and sign in again: pakt login. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to new tokens.",
    });
    await expect(open(storage).writeTraktTokens(refreshed)).rejects.toMatchObject({ code: "credentials-invalid" });
    expect(await storage.getItemRaw("credentials.json")).toBe('{\n  "version": 1,\n  "profiles": {');
  });

  test("lets its redactor know every secret that it reads or writes", async () => {
    const storage = createStorage();
    const writing = createRedactor();
    const writer = open(storage, {}, { redactor: writing });
    await writer.signIn({ plex: "plex-secret", server: "server-secret" });
    await writer.writeTraktTokens(refreshed);
    const reading = createRedactor();
    await open(storage, {}, { redactor: reading }).plexToken();
    const text = "plex-secret server-secret new-access new-refresh";
    expect([writing.text(text), reading.text(text)]).toEqual(["… … … …", "… … … …"]);
  });
});

describe("how old tokens are", () => {
  const DAY_MS = 24 * 3_600_000;

  test("is told of a sign-in, through every refresh", async () => {
    const clock = createFakeClock();
    const start = clock.now();
    const store = open(createStorage(), {}, { clock });
    expect([await store.tokenAge("plex"), await store.tokenAge("trakt")]).toEqual([undefined, undefined]);
    await store.signIn({ plex: "plex-secret" });
    await store.signIn({ trakt: { ...refreshed, obtainedAt: start - 400, expiresAt: start + 7 * DAY_MS } });
    clock.advance(DAY_MS);
    await store.signIn({ plex: "plex-secret", server: "server-secret" });
    clock.advance(-DAY_MS);
    expect(await store.tokenAge("plex")).toEqual({ source: "sign-in", signedInAt: start });
    expect(await store.tokenAge("trakt")).toEqual({
      source: "sign-in",
      signedInAt: start,
      expiresAt: start + 7 * DAY_MS,
    });
    await store.writeTraktTokens({ ...refreshed, obtainedAt: start + 4 * DAY_MS, expiresAt: start + 11 * DAY_MS });
    expect(await store.tokenAge("trakt")).toEqual({
      source: "sign-in",
      signedInAt: start,
      renewedAt: start + 4 * DAY_MS,
      expiresAt: start + 11 * DAY_MS,
    });
  });

  test("is told of the environment's as far as anybody knows", async () => {
    const store = open(createStorage(), { ...env, plexToken: "env-plex" });
    expect([await store.tokenAge("plex"), await store.tokenAge("trakt")]).toEqual([
      { source: "environment" },
      { source: "environment" },
    ]);
    await store.writeTraktTokens({ ...refreshed, obtainedAt: 1_700_000_000_000 });
    expect(await store.tokenAge("trakt")).toEqual({
      source: "environment",
      renewedAt: 1_700_000_000_000,
      expiresAt: 1_800_000_000_000,
    });
  });
});
