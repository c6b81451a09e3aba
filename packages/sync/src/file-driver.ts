import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { defineDriver } from "unstorage";
import type { Driver } from "unstorage";

import { writeAtomically } from "./atomic-file.ts";
import { toHomeError, toHomeReadError } from "./home-failure.ts";

/**
 * An unstorage driver of one file a key, written atomically. The drivers that unstorage 1 brings write in place: a crash in the
 * middle of a write would leave half a file.
 */
export const fileDriver: (folder: string) => Driver = defineDriver((folder: string) => {
  const pathOf = (key: string): string => join(folder, ...key.split(":"));
  return {
    name: "pakt-files",
    options: folder,
    hasItem: async (key) => (await statOrUndefined(pathOf(key))) !== undefined,
    getItem: (key) => readOrNull(pathOf(key)),
    setItem: async (key, value) => {
      try {
        await writeAtomically(pathOf(key), value);
      } catch (error) {
        throw toHomeError(error, pathOf(key));
      }
    },
    removeItem: async (key) => {
      try {
        await rm(pathOf(key), { force: true });
      } catch (error) {
        throw toHomeError(error, pathOf(key));
      }
    },
    getKeys: (base) => listKeys(folder, base),
    clear: (base) => rm(pathOf(base), { recursive: true, force: true }),
  };
});

async function statOrUndefined(path: string): Promise<object | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw toHomeReadError(error, path);
  }
}

async function listKeys(folder: string, base: string): Promise<string[]> {
  const root = join(folder, ...base.split(":").filter((part) => part !== ""));
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(".tmp"))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join(":"));
  } catch (error) {
    if (isMissing(error)) return [];
    throw toHomeReadError(error, root);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
