import { chmod, mkdtemp, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { describeDriver } from "../test/describe-driver.ts";
import { fileDriver } from "./file-driver.ts";

const folderOf = (): Promise<string> => mkdtemp(join(tmpdir(), "pakt-files-"));

describeDriver("fileDriver", async () => fileDriver(await folderOf()));

describe("fileDriver", () => {
  test("keeps a key as a file that only its owner can read", async () => {
    const folder = await folderOf();
    const storage = createStorage({ driver: fileDriver(folder) });
    await storage.setItemRaw("state:default:state.json", "{}");
    const path = join(folder, "state", "default", "state.json");
    expect(await readFile(path, "utf8")).toBe("{}");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, "state"))).mode & 0o777).toBe(0o700);
  });

  test.each([
    [
      "a file stands where a folder should be",
      "state.json:deeper.json",
      /deeper\.json cannot be written: a file stands where a folder should be\.$/,
    ],
    ["a folder stands in its place", "cache", /cache cannot be written: a folder stands in its place\.$/],
  ])("says so when %s", async (_, key, message) => {
    const storage = createStorage({ driver: fileDriver(await folderOf()) });
    await storage.setItemRaw("state.json", "{}");
    await storage.setItemRaw("cache:a.json", "{}");
    await expect(storage.setItemRaw(key, "{}")).rejects.toMatchObject({
      code: "home-unusable",
      message: expect.stringMatching(message),
    });
    expect(await storage.getItemRaw("state.json")).toBe("{}");
  });

  test("leaves the old content and no rest of the new one when a write fails", async () => {
    const folder = await folderOf();
    const storage = createStorage({ driver: fileDriver(folder) });
    await storage.setItemRaw("state.json", "old");
    // A value that cannot be written fails after the temporary file was made.
    await expect(storage.setItemRaw("state.json", Symbol("no text"))).rejects.toThrow(TypeError);
    expect(await readdir(folder)).toEqual(["state.json"]);
    expect(await readFile(join(folder, "state.json"), "utf8")).toBe("old");
    await chmod(folder, 0o700);
  });
});
