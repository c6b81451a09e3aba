import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Lints one file as if it stood at that path of the workspace. */
async function lint(path: string, source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pakt-lint-"));
  try {
    await copyFile(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
    return await new Promise((resolve) => {
      execFile(join(root, "node_modules", ".bin", "oxlint"), ["--format=unix", path], { cwd: folder }, (_, stdout) =>
        resolve(stdout),
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("the import rule", () => {
  test.each([
    ["the core imports a package", "packages/sync-core/src/a.ts", 'import { z } from "zod";\nexport const a = z;\n'],
    ["the core imports an SDK", "packages/sync-core/src/a.ts", 'export { createTrakt } from "@pakt/trakt-sdk";\n'],
    ["the core reads a file", "packages/sync-core/src/a.ts", 'export { readFile } from "node:fs/promises";\n'],
    ["an SDK imports the other", "packages/plex-sdk/src/a.ts", 'export { createTrakt } from "@pakt/trakt-sdk";\n'],
    ["an SDK imports the core", "packages/trakt-sdk/src/a.ts", 'export type { Item } from "@pakt/sync-core";\n'],
    ["an SDK reads a file", "packages/trakt-sdk/src/a.ts", 'export { readFile } from "node:fs/promises";\n'],
    ["an SDK uses msw outside testing", "packages/trakt-sdk/src/a.ts", 'export { http } from "msw";\n'],
    [
      "a package reaches into another",
      "packages/sync/src/a.ts",
      'export { plan } from "../../sync-core/src/plan.ts";\n',
    ],
    [
      "a file of an SDK other than http.ts imports ofetch",
      "packages/plex-sdk/src/a.ts",
      'export { ofetch } from "ofetch";\n',
    ],
    [
      "a file of sync other than redis-connection.ts imports ioredis",
      "packages/sync/src/a.ts",
      'export { Redis } from "ioredis";\n',
    ],
    [
      "sync uses a driver that it has not made itself",
      "packages/sync/src/a.ts",
      'export { default as a } from "unstorage/drivers/redis";\n',
    ],
    [
      "redis-connection.ts stores",
      "packages/sync/src/redis-connection.ts",
      'export { createStorage } from "unstorage";\n',
    ],
    ["sync imports ofetch", "packages/sync/src/a.ts", 'export { ofetch } from "ofetch";\n'],
    ["sync imports an app", "packages/sync/src/a.ts", 'export { runCli } from "@pakt/cli";\n'],
    ["the contract imports sync", "packages/contract/src/a.ts", 'export { sync } from "@pakt/sync";\n'],
    ["the contract carries all of zod", "packages/contract/src/a.ts", 'export { z } from "zod";\n'],
    ["the server imports the core", "apps/server/src/a.ts", 'export { plan } from "@pakt/sync-core";\n'],
    ["the server speaks HTTP to a service", "apps/server/src/a.ts", 'export { createTrakt } from "@pakt/trakt-sdk";\n'],
    ["sync imports the server", "packages/sync/src/a.ts", 'export { serve } from "@pakt/server";\n'],
    ["the command line imports the core", "apps/cli/src/a.ts", 'export { plan } from "@pakt/sync-core";\n'],
    [
      "the command line speaks HTTP to a service",
      "apps/cli/src/a.ts",
      'export { createTrakt } from "@pakt/trakt-sdk";\n',
    ],
  ])("fails when %s", async (_, path, source) => {
    expect(await lint(path, source)).toContain("no-restricted-imports");
  });

  test.each([
    ["async", "export async function a(): Promise<void> {}\n", "no-async-await"],
    ["the time", "export const a = (): number => Date.now();\n", "no-restricted-globals"],
    ["chance", "export const a = (): number => Math.random();\n", "no-restricted-properties"],
    ["the network", 'export const a = (): unknown => fetch("");\n', "no-restricted-globals"],
    ["the environment", "export const a = (): unknown => process.env;\n", "no-restricted-globals"],
  ])("fails when the core has %s", async (_, source, rule) => {
    expect(await lint("packages/sync-core/src/a.ts", source)).toContain(rule);
  });

  test("lets each package import what it may", async () => {
    expect(await lint("packages/sync-core/src/a.ts", 'export { b } from "./b.ts";\n')).not.toContain("no-restricted");
    expect(await lint("packages/plex-sdk/src/http.ts", 'export { ofetch } from "ofetch";\n')).not.toContain(
      "no-restricted",
    );
    expect(await lint("packages/sync/src/a.ts", 'export { plan } from "@pakt/sync-core";\n')).not.toContain(
      "no-restricted",
    );
    expect(await lint("packages/sync/src/redis-connection.ts", 'export { Redis } from "ioredis";\n')).not.toContain(
      "no-restricted",
    );
    expect(await lint("apps/cli/src/a.ts", 'export { sync } from "@pakt/sync";\n')).not.toContain("no-restricted");
    expect(await lint("apps/server/src/a.ts", 'export { serve } from "h3";\n')).not.toContain("no-restricted");
    expect(await lint("packages/contract/src/a.ts", 'export { z } from "zod/mini";\n')).not.toContain("no-restricted");
  });
});
