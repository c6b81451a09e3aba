import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { lockServer } from "./server-lock.ts";
import { readServerMemory, writeServerMemory } from "./server-memory.ts";

describe("a server's memory", () => {
  test("is empty at first, and read back as it was written, in a file of the owner alone", async () => {
    const home = await openTestHome();
    expect(await readServerMemory(home)).toEqual({ version: 1, sessions: [], keys: [] });
    const memory = { version: 1, sessions: [], keys: [], password: { salt: "s", hash: "h" } } as const;
    await writeServerMemory(home, { ...memory, sessions: [], keys: [] });
    expect(await readServerMemory(home)).toEqual(memory);
    expect((await stat(join(home.folder, "server.json"))).mode & 0o777).toBe(0o600);
  });

  test("that is broken is named with its line, and left as it is", async () => {
    const home = await openTestHome();
    const path = join(home.folder, "server.json");
    await writeFile(path, '{\n  "version": 2\n}');
    await expect(readServerMemory(home)).rejects.toMatchObject({
      code: "state-corrupt",
      message: `${path}, line 2: expected 1 (version).`,
    });
    expect(await readFile(path, "utf8")).toBe('{\n  "version": 2\n}');
  });
});

describe("lockServer", () => {
  test("lets one server serve a home, names it to the next, and lets that one in when the first has ended", async () => {
    const home = await openTestHome();
    const lock = await lockServer(home);
    await expect(lockServer(home)).rejects.toMatchObject({
      code: "server-active",
      exitCode: 1,
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await lock.release();
    await (await lockServer(home)).release();
  });
});
