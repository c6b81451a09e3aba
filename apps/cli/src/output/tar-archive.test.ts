import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTar } from "./tar-archive.ts";

describe("createTar", () => {
  const files = [
    { name: "about.json", text: "{}\n" },
    { name: "runs/20260102T201000Z-1f3c.json", text: "ä".repeat(300) },
    { name: "empty.log", text: "" },
    { name: "block.log", text: "x".repeat(512) },
  ];

  test("makes what tar lists and unpacks, byte by byte", () => {
    const folder = mkdtempSync(join(tmpdir(), "pakt-tar-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "a.tar");
    writeFileSync(path, createTar(files, Date.parse("2026-01-02T20:10:00.000Z")));
    const listed = execFileSync("tar", ["-tvf", path], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } });
    expect(listed.trimEnd().split("\n")).toEqual(
      files.map(({ name, text }) =>
        expect.stringMatching(new RegExp(`^-rw-------.* ${Buffer.byteLength(text)} .*${name.replaceAll(".", "\\.")}$`)),
      ),
    );
    for (const { name, text } of files) {
      expect(execFileSync("tar", ["-xOf", path, name], { encoding: "utf8" })).toBe(text);
    }
  });

  test("is whole blocks, with two empty ones at the end", () => {
    const archive = createTar(files, 0);
    expect(archive.length % 512).toBe(0);
    expect(archive.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  });
});
