import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { createPlexQualityCache } from "./plex-quality-cache.ts";
import type { FileQuality } from "./known-files.ts";

const good: FileQuality = { quality: { resolution: "1080p" }, score: 10 };
const better: FileQuality = { quality: { resolution: "4k", unknown: ["hdr"] }, score: 20 };
const FILES = "cache:default:plex-quality-attic-1.json";
const PROBE = "cache:default:plex-streams-attic.json";

function start() {
  const storage = createStorage();
  const cache = createPlexQualityCache(storage, "default");
  return { storage, cache, open: () => cache.open("attic", "1") };
}

/** Two files of library 1, saved. */
async function startSaved() {
  const started = start();
  const files = await started.open();
  files.set("1", "print-1", good);
  files.set("2", "print-2", better);
  await files.save();
  return started;
}

describe("a library's files", () => {
  test("are none before the first run", async () => {
    const files = await start().open();
    expect(files.isEmpty).toBe(true);
    expect(files.find("1", "print-1")).toBeUndefined();
  });

  test("are known in the next run", async () => {
    const { open } = await startSaved();
    const files = await open();
    expect(files.isEmpty).toBe(false);
    expect(files.find("1", "print-1")).toEqual(good);
    expect(files.find("2", "print-2")).toEqual(better);
  });

  test("are known in the same run, whatever the last one had in their place", async () => {
    const { open } = await startSaved();
    const files = await open();
    files.set("2", "print-3", better);
    expect(files.find("2", "print-3")).toEqual(better);
    expect(files.find("1", "print-1")).toEqual(good);
    expect(files.find("1", "print-1")).toEqual(good);
    files.set("3", "print-4", good);
    expect(files.find("3", "print-4")).toEqual(good);
  });

  test("are unknown when the item has other files, or the key another item", async () => {
    const files = await (await startSaved()).open();
    expect(files.find("1", "print-2")).toBeUndefined();
  });

  test("are of one library of one server", async () => {
    const { cache } = await startSaved();
    expect((await cache.open("attic", "2")).isEmpty).toBe(true);
    expect((await cache.open("cellar", "1")).isEmpty).toBe(true);
  });

  test("are forgotten when they were not asked for: the items are gone", async () => {
    const { open, storage } = await startSaved();
    const files = await open();
    files.find("2", "print-2");
    await files.save();
    expect(JSON.parse((await storage.getItemRaw<string>(FILES)) ?? "")).toEqual({
      version: 1,
      qualities: [better],
      files: { "2": ["print-2", 0] },
    });
  });

  test("hold each quality once", async () => {
    const { open, storage } = start();
    const files = await open();
    for (const key of ["1", "2", "3"]) files.set(key, `print-${key}`, { ...good });
    await files.save();
    expect(JSON.parse((await storage.getItemRaw<string>(FILES)) ?? "")).toMatchObject({ qualities: [good] });
  });

  test("are not written when nothing changed", async () => {
    const { open, storage } = await startSaved();
    const files = await open();
    files.find("1", "print-1");
    files.find("2", "print-2");
    await storage.removeItem(FILES);
    await files.save();
    expect(await storage.getItemRaw(FILES)).toBeNull();
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "5"],
    ["nothing", "null"],
    ["of another version", '{"version":0,"qualities":[],"files":{}}'],
    ["without its files", '{"version":1,"qualities":[]}'],
    ["with qualities that are none", '{"version":1,"qualities":[null],"files":{"1":["print-1",0]}}'],
    ["with qualities that are empty", '{"version":1,"qualities":[{}],"files":{"1":["print-1",0]}}'],
    ["with qualities that are no list", '{"version":1,"qualities":5,"files":{"1":["print-1",0]}}'],
    ["with files that are none", '{"version":1,"qualities":[],"files":null}'],
  ])("count as never read where the cache is %s", async (_, text) => {
    const { open, storage } = start();
    await storage.setItemRaw(FILES, text);
    const files = await open();
    expect(files.isEmpty).toBe(true);
    expect(files.find("1", "print-1")).toBeUndefined();
    files.set("1", "print-1", good);
    await files.save();
    expect((await open()).find("1", "print-1")).toEqual(good);
  });

  test("a place that there is not is no quality", async () => {
    const { open, storage } = start();
    await storage.setItemRaw(FILES, '{"version":1,"qualities":[],"files":{"1":["print-1",7],"2":null,"3":"print-3"}}');
    const files = await open();
    expect(["1", "2", "3"].map((key) => files.find(key, `print-${key}`))).toEqual([undefined, undefined, undefined]);
  });
});

describe("whether a server gives streams in lists", () => {
  const version = "1.43.4";

  test.each([true, false])("is remembered: %s", async (givesStreams) => {
    const { cache } = start();
    expect(await cache.givesStreams({ server: "attic", version, type: "movie" })).toBeUndefined();
    await cache.setGivesStreams({ server: "attic", version, type: "movie" }, givesStreams);
    expect(await cache.givesStreams({ server: "attic", version, type: "movie" })).toBe(givesStreams);
  });

  test("is remembered by the type of item", async () => {
    const { cache } = start();
    await cache.setGivesStreams({ server: "attic", version, type: "movie" }, true);
    expect(await cache.givesStreams({ server: "attic", version, type: "episode" })).toBeUndefined();
    await cache.setGivesStreams({ server: "attic", version, type: "episode" }, false);
    expect(await cache.givesStreams({ server: "attic", version, type: "movie" })).toBe(true);
    expect(await cache.givesStreams({ server: "attic", version, type: "episode" })).toBe(false);
  });

  test.each([
    ["another server", { server: "cellar", version }],
    ["another version of it", { server: "attic", version: "1.44.0" }],
  ])("is not known of %s", async (_, other) => {
    const { cache } = start();
    await cache.setGivesStreams({ server: "attic", version, type: "movie" }, true);
    expect(await cache.givesStreams({ ...other, type: "movie" })).toBeUndefined();
    await cache.setGivesStreams({ ...other, type: "episode" }, true);
    expect(await cache.givesStreams({ ...other, type: "movie" })).toBeUndefined();
  });

  test("is known of two servers at once", async () => {
    const { cache } = start();
    const ofMovies = { version, type: "movie" } as const;
    await cache.setGivesStreams({ server: "attic", ...ofMovies }, true);
    await cache.setGivesStreams({ server: "cellar", ...ofMovies }, false);
    expect(await cache.givesStreams({ server: "attic", ...ofMovies })).toBe(true);
    expect(await cache.givesStreams({ server: "cellar", ...ofMovies })).toBe(false);
  });

  test.each(["{", "null", "[]", '{"server":"attic"}', '{"server":"attic","version":"1.43.4","types":null}'])(
    "is not known where the cache says %s",
    async (text) => {
      const { cache, storage } = start();
      await storage.setItemRaw(PROBE, text);
      expect(await cache.givesStreams({ server: "attic", version, type: "movie" })).toBeUndefined();
    },
  );
});
