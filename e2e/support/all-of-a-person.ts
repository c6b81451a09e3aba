import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { ThreePeople, Who } from "./three-people.ts";

/** The files of a home by name, with what is in them. */
export async function readHome(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)));
}

/** What one of them has on both sides, and remembers of it. */
export async function allOf(people: ThreePeople, who: Who): Promise<unknown> {
  const files = [...(await readHome(people.home))].filter(([file]) => file.slice(people.home.length).includes(who));
  const credentials = (await people.readSecrets())[who];
  const onPlex = [1, 2, 3, 4, 5, 6].map((movie) => people.onPlex(who, movie));
  const { account } = people.trakt[who];
  return {
    files,
    credentials,
    onPlex,
    onTrakt: [account.plays(), account.ratings(), account.collection(), account.watchlist()],
  };
}
