import type { ServerMemory } from "@pakt/sync";
import { describe, expect, test } from "vitest";

import { createServerStore } from "../server-store.ts";
import { createAccessDesk } from "./access-desk.ts";
import type { AccessDesk } from "./access-desk.ts";

const DAY = 24 * 3_600_000;
const PASSWORD = "correct horse battery";

/** A desk with a clock that is set by hand, and what it wrote. */
function open(write: (memory: ServerMemory) => Promise<void> = () => Promise.resolve()) {
  let now = Date.parse("2026-06-10T12:00:00Z");
  const written: ServerMemory[] = [];
  const store = createServerStore({ version: 1, sessions: [], keys: [] }, async (memory) => {
    await write(memory);
    written.push(memory);
  });
  const desk = createAccessDesk(store, () => now);
  return { desk, store, written, pass: (ms: number) => (now += ms) };
}

function setUp(desk: AccessDesk): Promise<string> {
  return desk.setUp(desk.openSetUp() ?? "", PASSWORD, "a");
}

const kindOf = (desk: AccessDesk, session: string): string => desk.identify({ session, key: undefined }).kind;

describe("the desk of who may call", () => {
  test("keeps nothing by which anyone could come in", async () => {
    const { desk, written } = open();
    const token = desk.openSetUp() ?? "";
    const session = await desk.setUp(token, PASSWORD, "a");
    const { secret } = await desk.makeKey({ name: "script", scope: "read" });
    const kept = JSON.stringify(written);
    expect([token, PASSWORD, session, secret].filter((text) => text === "" || kept.includes(text))).toEqual([]);
    expect(desk.openSetUp()).toBeUndefined();
  });

  test("a session that is used goes on; one that is not ends after thirty days", async () => {
    const { desk, pass, store } = open();
    const session = await setUp(desk);
    pass(20 * DAY);
    expect(kindOf(desk, session)).toBe("session");
    await store.settled();
    pass(20 * DAY);
    expect(kindOf(desk, session)).toBe("session");
    await store.settled();
    pass(31 * DAY);
    expect(kindOf(desk, session)).toBe("nobody");
  });

  test("writes down that a session is used once an hour at most, also where that fails", async () => {
    let isFull = false;
    let tries = 0;
    const { desk, pass, store } = open(() => {
      tries += 1;
      return isFull ? Promise.reject(new Error("the disk is full")) : Promise.resolve();
    });
    const session = await setUp(desk);
    tries = 0;
    isFull = true;
    pass(2 * 3_600_000);
    const kinds = Array.from({ length: 500 }, () => kindOf(desk, session));
    await store.settled();
    expect(new Set(kinds)).toEqual(new Set(["session"]));
    expect(tries).toBe(1);
  });

  test("a set-up that could not be stored leaves the token good", async () => {
    let isFull = true;
    const { desk } = open(() => (isFull ? Promise.reject(new Error("the disk is full")) : Promise.resolve()));
    const token = desk.openSetUp() ?? "";
    await expect(desk.setUp(token, PASSWORD, "a")).rejects.toThrow("the disk is full");
    isFull = false;
    expect(kindOf(desk, await desk.setUp(token, PASSWORD, "a"))).toBe("session");
  });

  test("an address that guesses is turned away for a quarter of an hour; others are not, until there are too many", async () => {
    const { desk, pass } = open();
    await setUp(desk);
    const guess = (address: string) => desk.signIn("wrong password", address).catch((error: unknown) => error);
    await Promise.all(Array.from({ length: 5 }, () => guess("b")));
    expect(await guess("b")).toMatchObject({ parts: { status: 429, headers: { "retry-after": "900" } } });
    expect(await guess("c")).toMatchObject({ parts: { status: 401 } });
    pass(15 * 60_000);
    expect(kindOf(desk, await desk.signIn(PASSWORD, "b"))).toBe("session");
  });
});
