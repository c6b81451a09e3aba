import { createPlexAccount } from "@pakt/plex-sdk";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { startPlex } from "../test/start-plex.ts";
import { toFetch } from "../test/to-fetch.ts";
import { createAccountIdReader } from "./plex-account-id.ts";
import type { ReadAccountId } from "./plex-account-id.ts";

function start() {
  const { plex, clock } = startPlex({ serverToken: "server-token" });
  const storage = createStorage();
  const readerFor = (token: string): ReadAccountId =>
    createAccountIdReader({
      account: createPlexAccount({
        token,
        plexTvUrl: "http://plex.test",
        clientIdentifier: "pakt-test",
        product: "pakt",
        version: "1.0.0",
        fetch: toFetch(plex.handlers),
        clock,
        random: () => 0,
      }),
      storage,
      profile: "default",
      token,
    });
  return { plex, storage, readerFor };
}

describe("the account behind a token", () => {
  test("is asked for once, and remembered for that token only", async () => {
    const { plex, readerFor } = start();
    const first = await readerFor(plex.token)(undefined);
    expect(first).toEqual(expect.any(String));
    expect(await readerFor(plex.token)(undefined)).toBe(first);
    expect(plex.requests.map(({ path }) => path)).toEqual(["/api/v2/user"]);
    expect(await readerFor("server-token")(undefined)).not.toBe(first);
  });

  test("is the token itself when plex.tv does not know it, never shown whole", async () => {
    const { plex, readerFor } = start();
    const id = await readerFor("server-token")(undefined);
    expect(id).toMatch(/^token:[0-9a-f]{16}$/);
    expect(await readerFor("server-token")(undefined)).toBe(id);
    expect(plex.requests).toHaveLength(1);
  });

  test("is unknown while plex.tv does not answer, and asked for again", async () => {
    const { plex, readerFor } = start();
    plex.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    expect(await readerFor(plex.token)(undefined)).toBeUndefined();
    plex.intercept();
    expect(await readerFor(plex.token)(undefined)).toEqual(expect.any(String));
  });

  test("is asked for again when what was remembered is broken", async () => {
    const { plex, storage, readerFor } = start();
    await storage.setItemRaw("cache:default:plex-account.json", "{");
    expect(await readerFor(plex.token)(undefined)).toEqual(expect.any(String));
  });
});
