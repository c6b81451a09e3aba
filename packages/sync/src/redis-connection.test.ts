import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

import { openRedis } from "../test/open-redis.ts";
import { describeWithRedis, startRedis } from "../test/start-redis.ts";
import type { TestRedis } from "../test/start-redis.ts";
import { parseStorageUrl } from "./redis-address.ts";
import { connectToRedis } from "./redis-connection.ts";

const SECRET = "hunter2-c2VjcmV0";
let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis("--requirepass", SECRET);
});
afterAll(() => redis.close());

/** What connecting ends with, in the words that a person gets. */
async function failure(url: string, timeoutMs: number): Promise<unknown> {
  try {
    await (await connectToRedis(parseStorageUrl(url), timeoutMs)).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A server that takes connections and says nothing. */
async function listenSilently(): Promise<Server> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describeWithRedis("a connection", () => {
  test("signs in and works on the database that is named", async () => {
    const first = await openRedis(`redis://default:${SECRET}@127.0.0.1:${redis.port}`);
    const third = await openRedis(`redis://:${SECRET}@127.0.0.1:${redis.port}/3`);
    await third.send("SET", "a", "1");
    expect([await third.send("GET", "a"), await first.send("GET", "a")]).toEqual(["1", null]);
  });

  test("that the server ended while nothing was under way is made anew, on the same database", async () => {
    const url = `redis://:${SECRET}@127.0.0.1:${redis.port}/4`;
    const [idle, other] = [await openRedis(url), await openRedis(url)];
    await idle.send("SET", "b", "2");
    await other.send("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await expect.poll(() => idle.send("GET", "b").catch(() => undefined)).toBe("2");
  });
});

describeWithRedis("a server that cannot be used", () => {
  test.each([
    ["asks for a password", (port: number) => `redis://127.0.0.1:${port}`, /: it asks for a password\.$/],
    [
      "takes another password",
      (port: number) => `redis://:${SECRET}-wrong@127.0.0.1:${port}`,
      /: it does not accept the user name or the password\.$/,
    ],
    [
      "does not know the user",
      (port: number) => `redis://someone:${SECRET}@127.0.0.1:${port}`,
      /: it does not accept the user name or the password\.$/,
    ],
    ["has no such database", (port: number) => `redis://:${SECRET}@127.0.0.1:${port}/99`, /: it has no database 99\.$/],
    [
      "is asked in a way it does not speak",
      (port: number) => `rediss://:${SECRET}@127.0.0.1:${port}`,
      /^The state at rediss:\/\/127\.0\.0\.1:\d+\/0 cannot be used: .+\.$/,
    ],
    [
      "is not there",
      () => `redis://:${SECRET}@127.0.0.1:1`,
      /^The state at redis:\/\/127\.0\.0\.1:1\/0 cannot be used: nothing answers there\.$/,
    ],
    ["has a name that nobody knows", () => `redis://:${SECRET}@nowhere.invalid`, /: this host name is not known\.$/],
  ])("because it %s is named in one sentence, without the password", async (_, urlOf, message) => {
    const error = await failure(urlOf(redis.port), 1000);
    expect(error).toMatchObject({ code: "home-unusable", exitCode: 1, message: expect.stringMatching(message) });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  test("because it says nothing is given up after the time that it has", async () => {
    const server = await listenSilently();
    expect(await failure(`redis://:${SECRET}@127.0.0.1:${portOf(server)}`, 100)).toMatchObject({
      code: "home-unusable",
      message: expect.stringMatching(/: no answer came in time\.$/),
    });
  });

  test("because it went away in the middle is named, and so is a command that it refuses, without what was sent", async () => {
    const own = await startRedis("--maxmemory", "1kb", "--maxmemory-policy", "noeviction");
    onTestFinished(() => own.close());
    const connection = await openRedis(`redis://127.0.0.1:${own.port}`);
    const full: unknown = await connection.send("SET", "a", SECRET.repeat(100)).catch((error: unknown) => error);
    expect(full).toMatchObject({ code: "home-unusable", message: expect.stringMatching(/: its memory is full\.$/) });
    expect(inspect(full, { depth: 20, showHidden: true })).not.toContain(SECRET);
    await own.close();
    await expect(connection.send("GET", "a")).rejects.toMatchObject({ code: "home-unusable" });
  });
});
