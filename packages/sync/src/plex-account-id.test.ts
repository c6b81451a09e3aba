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
      clock,
    });
  return { plex, storage, clock, readerFor };
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

  test("is not known when plex.tv refuses a token of which it has named the account, and asked for again", async () => {
    const { plex, storage, readerFor } = start();
    const id = await readerFor(plex.token)(undefined);
    await storage.removeItem("cache:default:plex-account.json");
    plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 401 } : undefined));
    expect(await readerFor(plex.token)(undefined)).toBeUndefined();
    plex.intercept();
    expect(await readerFor(plex.token)(undefined)).toBe(id);
  });

  test.each([400, 403, 404, 420, 422, 423, 426, 429, 500, 503, 520])(
    "is unknown, and nothing remembered, when plex.tv answers %d to a token that it has not seen before",
    async (status) => {
      const { plex, storage, readerFor } = start();
      plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status } : undefined));
      expect(await readerFor("server-token")(undefined)).toBeUndefined();
      expect(await storage.getKeys()).toEqual([]);
      plex.intercept();
      expect(await readerFor("server-token")(undefined)).toMatch(/^token:/);
    },
  );

  test("that a token is no account's is asked for again after a day, and by a clock that was set back", async () => {
    const { plex, clock, readerFor } = start();
    const ask = readerFor("server-token");
    await ask(undefined);
    clock.advance(24 * 3_600_000 - 1);
    await ask(undefined);
    expect(plex.requests).toHaveLength(1);
    clock.advance(1);
    await ask(undefined);
    expect(plex.requests).toHaveLength(2);
    clock.advance(-48 * 3_600_000);
    await ask(undefined);
    expect(plex.requests).toHaveLength(3);
  });

  test("is asked for again when what was remembered is broken", async () => {
    const { plex, storage, readerFor } = start();
    await storage.setItemRaw("cache:default:plex-account.json", "{");
    expect(await readerFor(plex.token)(undefined)).toEqual(expect.any(String));
  });
});
