import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";

/**
 * `describe` for tests that need a Redis server: left out where there is none. `PAKT_TEST_REDIS=required`, as in CI, makes them fail there
 * instead.
 */
export const describeWithRedis =
  process.env["PAKT_TEST_REDIS"] === "required" || spawnSync("redis-server", ["--version"]).status === 0
    ? describe
    : describe.skip;

/** A Redis of this test's own. */
export interface TestRedis {
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it, and removes what it wrote. */
  close(): Promise<void>;
}

/** Starts a Redis on a loopback port that keeps nothing; `settings` go to its command line. Fails where there is no redis-server. */
export async function startRedis(...settings: readonly string[]): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "pakt-redis-"));
  const port = await freePort();
  const address = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const child = spawn("redis-server", [...address, "--save", "", "--appendonly", "no", ...settings], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  const ready = new Promise<void>((resolve, reject) => {
    child.once("error", (cause) => {
      reject(
        new Error("These tests need redis-server: apt-get install redis-server, or brew install redis.", { cause }),
      );
    });
    child.once("exit", (code) => reject(new Error(`redis-server ended with ${code}.`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Ready to accept connections")) resolve();
    });
  });
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await ready.catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    port,
    process: child,
    close: async () => {
      process.off("exit", kill);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }
      await remove();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
