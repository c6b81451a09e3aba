import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { makeFolder as makeTestFolder } from "../test/open-test-home.ts";
import { makeFolder } from "./make-folder.ts";

describe("makeFolder", () => {
  test("makes what is missing, for its owner alone, and is content with what is there", async () => {
    const path = join(await makeTestFolder(), "a", "b", "c");
    await makeFolder(path);
    await makeFolder(path);
    const { mode } = await stat(path);
    expect((mode & 0o777).toString(8)).toBe("700");
  });

  test("several at once do not mind one another", async () => {
    const path = join(await makeTestFolder(), "a", "b");
    await Promise.all(Array.from({ length: 10 }, (_, index) => makeFolder(join(path, String(index % 2)))));
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  test.each(["a file", join("a file", "below")])("fails where %s stands in the way", async (name) => {
    const folder = await makeTestFolder();
    await writeFile(join(folder, "a file"), "");
    await expect(makeFolder(join(folder, name))).rejects.toHaveProperty("code");
  });

  test("ends where the system makes no folders", async () => {
    await expect(makeFolder("/proc/pakt/home")).rejects.toHaveProperty("code");
  });
});
