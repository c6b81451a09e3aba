import { chmod, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { makeFolder } from "../test/open-test-home.ts";
import { adviceToOwn, chownCommand, closeToOthers, examineSecretFile, judgeSecretFile } from "./file-modes.ts";

const me = { user: 1000, group: 1001 };

describe("judgeSecretFile", () => {
  test.each([
    ["one's own, closed", { owner: 1000, mode: 0o600 }],
    ["one's own, closed even to writing", { owner: 1000, mode: 0o400 }],
    ["another's, given to a group on purpose", { owner: 0, mode: 0o640 }],
    ["what a container mounts", { owner: 0, mode: 0o444, path: "/run/secrets/trakt" }],
  ])("says nothing of %s", (_, file) => {
    expect(judgeSecretFile({ path: "/data/.env", ...file }, me)).toEqual([]);
  });

  test.each([
    ["read by all", { owner: 1000, mode: 0o644 }, "644", "chmod 600 /data/.env"],
    ["read by a group", { owner: 1000, mode: 0o660 }, "660", "chmod 600 /data/.env"],
    [
      "another's, read by all",
      { owner: 0, mode: 0o604 },
      "604",
      "sudo chown -R 1000:1001 /data/.env && sudo chmod 600 /data/.env",
    ],
  ])("gives the command for a file that is %s", (_, file, mode, advice) => {
    expect(judgeSecretFile({ path: "/data/.env", ...file }, me)).toEqual([
      { message: `/data/.env holds secrets, and its mode (${mode}) lets others read it.`, advice },
    ]);
  });

  test("gives a command that a shell takes, whatever the path", () => {
    const [warning] = judgeSecretFile({ path: "/my files/it's", owner: 1000, mode: 0o644 }, me);
    expect(warning?.advice).toBe(String.raw`chmod 600 '/my files/it'\''s'`);
  });
});

describe("examineSecretFile", () => {
  test("looks at the file, and changes nothing", async () => {
    const path = join(await makeFolder({ secret: "s" }), "secret");
    await chmod(path, 0o644);
    expect(await examineSecretFile(path)).toEqual([
      { message: `${path} holds secrets, and its mode (644) lets others read it.`, advice: `chmod 600 ${path}` },
    ]);
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect(await examineSecretFile(join(path, "nothing"))).toEqual([]);
  });
});

describe("closeToOthers", () => {
  test("closes what is open, and has nothing to say then", async () => {
    const folder = join(await makeFolder(), "home");
    await mkdir(folder, { mode: 0o755 });
    expect(await closeToOthers(folder, 0o700)).toEqual([]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test("has commands for a file that is another user's", () => {
    expect(chownCommand("/data/my home", me)).toBe("sudo chown -R 1000:1001 '/data/my home'");
    expect(adviceToOwn("/data/pakt", { isMissing: true })).toMatch(
      /^Make it this user's: `sudo mkdir -p \/data\/pakt && sudo chown -R \d+:\d+ \/data\/pakt`$/,
    );
  });
});
