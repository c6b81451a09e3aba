import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

import { openHome } from "../src/home.ts";
import type { Home, OpenHomeOptions } from "../src/home.ts";
import { createFakeClock } from "./fake-clock.ts";

/** A folder of its own, removed when the test is over, with files in it. */
export async function makeFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pakt-sync-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A home in a folder of its own, removed when the test is over. Waiting takes no time in it. */
export async function openTestHome(
  options: Partial<OpenHomeOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Home> {
  const { files = {}, env = {}, ...rest } = options;
  const folder = await makeFolder(files);
  return openHome({
    userHome: folder,
    product: { name: "pakt-test", version: "1.0.0" },
    clock: createFakeClock(),
    ...rest,
    env: { PAKT_HOME: folder, ...env },
  });
}
