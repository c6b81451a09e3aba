import { createStorage } from "unstorage";
import type { Storage } from "unstorage";
import { describe, expect, test } from "vitest";

import { credentialsFile, openCredentials } from "./credentials.ts";
import type { CredentialStore } from "./credentials.ts";
import type { Environment } from "./environment.ts";

function open(storage: Storage, environment: Environment = {}): CredentialStore {
  return openCredentials({ storage, file: credentialsFile("credentials.json"), profile: "default", environment });
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
        "Mend the line, or move the file away and set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to new tokens.",
    });
    await expect(open(storage).writeTraktTokens(refreshed)).rejects.toMatchObject({ code: "credentials-invalid" });
    expect(await storage.getItemRaw("credentials.json")).toBe('{\n  "version": 1,\n  "profiles": {');
  });
});
