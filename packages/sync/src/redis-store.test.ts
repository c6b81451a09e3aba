import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { openRedis } from "../test/open-redis.ts";
import { makeFolder, openTestHome } from "../test/open-test-home.ts";
import { describeWithRedis, startRedis } from "../test/start-redis.ts";
import type { TestRedis } from "../test/start-redis.ts";
import { examineHome } from "./examine-home.ts";
import { chooseLibraries } from "./libraries.ts";
import { openTrakt } from "./open-trakt.ts";
import { readState } from "./state.ts";
import { sync } from "./sync.ts";

let redis: TestRedis;
let database = 0;
/** A home with a state of its own on Redis, and its address. */
async function open(): Promise<ConnectedHome & { readonly url: string }> {
  database += 1;
  const url = `redis://127.0.0.1:${redis.port}/${database}`;
  const connected = await openConnectedHome({ env: { PAKT_STORAGE_URL: url } });
  onTestFinished(() => connected.home.close());
  return { ...connected, url };
}

describeWithRedis("a home with its state on Redis", () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  test("keeps the configuration in its folder", async () => {
    const { home, url } = await open();
    await chooseLibraries(home, ["Movies"]);
    expect(await readdir(home.folder)).toEqual(["config.json"]);
    expect(await readFile(join(home.folder, "config.json"), "utf8")).toContain('"libraries"');
    expect(await (await openRedis(url)).send("KEYS", "*")).toEqual(["pakt:state:client-identifier"]);
  });

  test("needs no folder at all: a run has its state there, and its doctor says so", async () => {
    database += 1;
    const url = `redis://127.0.0.1:${redis.port}/${database}`;
    const folder = join(await makeFolder({ file: "" }), "file", "pakt");
    const env = { PAKT_STORAGE_URL: url, PAKT_HOME: folder, PAKT_LOG_LEVEL: "off" };
    const { home } = await openConnectedHome({ env });
    onTestFinished(() => home.close());
    expect(await sync(home)).toMatchObject({ exitCode: 0, warnings: [] });
    expect((await examineHome(home)).message).toBe(`pakt:state at ${url} can be read and written: no run yet.`);
  });

  test("takes no state out of its folder", async () => {
    const { home } = await open();
    await writeFile(join(home.folder, "credentials.json"), "not read");
    expect(await home.credentials.plexToken()).toBeDefined();
  });

  test("keeps refreshed tokens on Redis, and refreshes under a lock there", async () => {
    const { home, trakt, url } = await open();
    const connection = await openRedis(url);
    trakt.tokens.expire();
    let lockedBy: unknown;
    trakt.intercept(({ path, phase }) => {
      if (path === "/oauth/token" && phase === "after") lockedBy = connection.send("GET", "pakt:lock:tokens");
      return undefined;
    });
    await (await openTrakt(home)).trakt.users.settings({ extended: "browsing" });
    expect(JSON.parse(String(await lockedBy))).toMatchObject({ pid: process.pid });
    expect(await connection.send("EXISTS", "pakt:lock:tokens")).toBe(0);
    const tokens = await home.credentials.traktTokens();
    expect(await connection.send("GET", "pakt:credentials.json")).toContain(tokens?.accessToken);
    expect(await readdir(home.folder)).toEqual([]);
  });

  test("names a broken value by its key and its server, and leaves it as it is", async () => {
    const { home, url } = await open();
    await home.storage.setItemRaw("state:default:state.json", "{");
    await expect(readState(home)).rejects.toMatchObject({
      code: "state-corrupt",
      message: `pakt:state:default:state.json at ${url}, line 1: this is not valid JSON.`,
    });
    expect(await home.storage.getItemRaw("state:default:state.json")).toBe("{");
  });

  test("can be closed twice", async () => {
    const { home } = await open();
    await home.close();
    await expect(home.close()).resolves.toBeUndefined();
  });

  test("is refused for a server of another kind, before anything is written", async () => {
    const opening = openTestHome({ env: { PAKT_STORAGE_URL: "memcached://nas.local" } });
    await expect(opening).rejects.toMatchObject({ code: "usage", exitCode: 2 });
  });
});

test("a home in a folder can be closed too", async () => {
  await expect((await openTestHome()).close()).resolves.toBeUndefined();
});
