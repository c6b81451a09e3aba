import { readFileSync, statSync } from "node:fs";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { makeFolder } from "../test/open-test-home.ts";
import { createLogFile, namesOfLog } from "./log-file.ts";

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe("createLogFile", () => {
  test("makes its folder and itself with the first line, for the owner alone", async () => {
    const home = await makeFolder();
    const file = createLogFile(join(home, "logs", "sync.log"));
    expect(await readdir(home)).toEqual([]);
    file.append("one");
    file.append("two");
    expect(readFileSync(file.path, "utf8")).toBe("one\ntwo\n");
    expect([modeOf(join(home, "logs")), modeOf(file.path)]).toEqual([0o700, 0o600]);
  });

  test("closes a log that was open to others", async () => {
    const home = await makeFolder({ "sync.log": "old\n" });
    const path = join(home, "sync.log");
    await chmod(path, 0o644);
    createLogFile(path).append("new");
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["old\nnew\n", 0o600]);
  });

  test("sets a log aside that is long, and keeps four of them", async () => {
    const home = await makeFolder();
    const path = join(home, "sync.log");
    const file = createLogFile(path, { maxBytes: 10 });
    for (let line = 1; line <= 12; line += 1) file.append(`line ${line}`);
    expect((await readdir(home)).toSorted()).toEqual(namesOfLog("sync.log").toSorted());
    const kept = namesOfLog(path).map((name) => readFileSync(name, "utf8"));
    expect(kept).toEqual(["line 12\n", "line 11\n", "line 10\n", "line 9\n", "line 8\n"]);
    expect(namesOfLog(path).map(modeOf)).toEqual(Array.from({ length: 5 }, () => 0o600));
  });

  test("goes on with what an earlier process left, and sets that aside when it is long", async () => {
    const home = await makeFolder({ "sync.log": "12345678\n" });
    const path = join(home, "sync.log");
    createLogFile(path, { maxBytes: 10 }).append("new");
    expect([readFileSync(path, "utf8"), readFileSync(`${path}.1`, "utf8")]).toEqual(["new\n", "12345678\n"]);
  });

  test("writes a line that is longer than a log may be", async () => {
    const path = join(await makeFolder(), "sync.log");
    createLogFile(path, { maxBytes: 3 }).append("longer than three");
    expect(readFileSync(path, "utf8")).toBe("longer than three\n");
  });

  test("throws what the file system says, and works again when that is mended", async () => {
    const home = await makeFolder();
    await writeFile(join(home, "logs"), "a file");
    const file = createLogFile(join(home, "logs", "sync.log"));
    expect(() => file.append("line")).toThrow(/EEXIST|ENOTDIR/);
    const other = createLogFile(join(home, "folder"));
    await mkdir(other.path);
    expect(() => other.append("line")).toThrow("EISDIR");
  });
});
