import { PlexError } from "@pakt/plex-sdk";
import type { PlexItem, PlexMedia, PlexMovie } from "@pakt/plex-sdk";
import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { createPlexFiles } from "./plex-files.ts";
import { createPlexQualityCache } from "./plex-quality-cache.ts";
import type { KnownFiles } from "./known-files.ts";

const streams = [
  { streamType: 1, codec: "hevc", width: 3840, height: 2160, colorTrc: "smpte2084" },
  { streamType: 2, codec: "aac", channels: 2, default: true },
];
/** A version in 4K; with its streams it is known to have HDR10. */
const version = (id: string, withStreams = false): PlexMedia => ({
  id,
  videoResolution: "4k",
  width: 3840,
  height: 2160,
  audioCodec: "aac",
  audioChannels: 2,
  parts: [{ id, file: `/media/${id}.mkv`, size: 9, ...(withStreams ? { streams } : {}) }],
});
const movie = (ratingKey: string, media: readonly PlexMedia[] = [version(ratingKey)]): PlexMovie => ({
  type: "movie",
  ratingKey,
  guids: [],
  title: "",
  media,
  addedAt: 1_767_384_600,
});
const whole = { resolution: "4k", hdr: "hdr10", audio: "aac", channels: "2.0" };
const asListed = { resolution: "4k", audio: "aac", channels: "2.0", unknown: expect.arrayContaining(["hdr"]) };

/** A server with these items, and what it was asked for. */
function serverOf(items: readonly PlexItem[], fail?: (request: number) => Error | undefined) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    itemsByIds: (keys: readonly string[]) => {
      asked.push(keys);
      const error = fail?.(asked.length);
      if (error !== undefined) return Promise.reject(error);
      return Promise.resolve(items.filter(({ ratingKey }) => keys.includes(ratingKey)));
    },
  };
}

/** A library's files, as a first run meets them; `again` opens what that run has saved. */
async function open() {
  const cache = createPlexQualityCache(createStorage(), "default");
  const known = await cache.open("attic", "1");
  const again = async (): Promise<KnownFiles> => {
    await known.save();
    return cache.open("attic", "1");
  };
  return { known, again };
}

describe("createPlexFiles", () => {
  test("takes a row that has its streams as it is, and asks for nothing", async () => {
    const server = serverOf([]);
    const { known, again } = await open();
    const files = createPlexFiles(server, known);
    expect(files.collected(movie("1", [version("1", true)]))).toEqual({
      at: "2026-01-02T20:10:00.000Z",
      quality: whole,
      score: expect.any(Number),
    });
    await files.finish(undefined);
    expect(server.asked).toEqual([]);
    expect(createPlexFiles(server, await again()).collected(movie("1"))?.quality).toEqual(whole);
  });

  test("completes rows without streams by one request for a hundred of them", async () => {
    const keys = Array.from({ length: 201 }, (_, index) => String(index + 1));
    const server = serverOf(keys.map((key) => movie(key, [version(key, true)])));
    const files = createPlexFiles(server, (await open()).known);
    const entries = keys.map((key) => files.collected(movie(key)));
    expect(entries[0]?.quality).toEqual(asListed);
    await files.finish(undefined);
    expect(server.asked.map((batch) => batch.length)).toEqual([100, 100, 1]);
    expect(new Set(entries.map((entry) => JSON.stringify(entry?.quality)))).toEqual(
      new Set([JSON.stringify(entries[0]?.quality)]),
    );
    expect(entries[200]?.quality).toEqual(whole);
  });

  test("remembers what a batch told of the file that the batch had, and not of the one that was listed", async () => {
    const { known, again } = await open();
    const other = { ...version("1", true), videoResolution: "1080", width: 1920, height: 1080 };
    const files = createPlexFiles(serverOf([movie("1", [other])]), known);
    const entry = files.collected(movie("1"));
    await files.finish(undefined);
    expect(entry?.quality).toMatchObject({ resolution: "1080p" });
    const server = serverOf([movie("1", [version("1", true)])]);
    const next = createPlexFiles(server, await again());
    const back = next.collected(movie("1"));
    await next.finish(undefined);
    expect(server.asked).toEqual([["1"]]);
    expect(back?.quality).toEqual(whole);
  });

  test("completes the score with the quality: the best copy speaks for a title", async () => {
    const { known } = await open();
    const files = createPlexFiles(serverOf([movie("1", [version("1", true)])]), known);
    const entry = files.collected(movie("1"));
    const before = entry?.score ?? 0;
    await files.finish(undefined);
    expect(entry?.score).toBeGreaterThan(before);
  });

  test("asks for a file once, in whichever run", async () => {
    const server = serverOf([movie("1", [version("1", true)])]);
    const { known, again } = await open();
    const first = createPlexFiles(server, known);
    first.collected(movie("1"));
    await first.finish(undefined);
    const second = createPlexFiles(server, await again());
    expect(second.collected(movie("1"))?.quality).toEqual(whole);
    await second.finish(undefined);
    expect(server.asked).toEqual([["1"]]);
  });

  test("does not ask each run for a file that the server has not analysed, until it has", async () => {
    const unanalysed: PlexMedia = { id: "1", parts: [{ id: "1", file: "/media/1.mkv", size: 9 }] };
    const server = serverOf([movie("1", [unanalysed])]);
    const { known, again } = await open();
    const first = createPlexFiles(server, known);
    first.collected(movie("1", [unanalysed]));
    await first.finish(undefined);
    const later = await again();
    const second = createPlexFiles(server, later);
    expect(second.collected(movie("1", [unanalysed]))?.quality).toMatchObject({ unknown: expect.anything() });
    await second.finish(undefined);
    expect(server.asked).toHaveLength(1);
    const analysed = createPlexFiles(server, later);
    analysed.collected(movie("1"));
    await analysed.finish(undefined);
    expect(server.asked).toHaveLength(2);
  });

  test("asks anew for a rating key that has become another item's", async () => {
    const server = serverOf([movie("1", [version("77", true)])]);
    const { known, again } = await open();
    known.set("1", "former", { quality: { resolution: "480p" }, score: 1 });
    const files = createPlexFiles(server, await again());
    const entry = files.collected(movie("1", [version("77")]));
    expect(entry?.quality).toEqual(asListed);
    await files.finish(undefined);
    expect(entry?.quality).toEqual(whole);
  });

  test("knows nothing of an item without a file, and asks for nothing", async () => {
    const server = serverOf([]);
    const files = createPlexFiles(server, (await open()).known);
    expect(files.collected(movie("1", []))).toBeUndefined();
    await files.finish(undefined);
    expect(server.asked).toEqual([]);
  });

  test("leaves an item that the server leaves out as its row told it, and asks for it next time", async () => {
    const server = serverOf([movie("2", [version("2", true)])]);
    const { known, again } = await open();
    const files = createPlexFiles(server, known);
    const entries = ["1", "2"].map((key) => files.collected(movie(key)));
    await files.finish(undefined);
    expect(entries.map((entry) => entry?.quality)).toEqual([asListed, whole]);
    const next = createPlexFiles(server, await again());
    for (const key of ["1", "2"]) next.collected(movie(key));
    await next.finish(undefined);
    expect(server.asked).toEqual([["1", "2"], ["1"]]);
  });

  test.each<[string, PlexItem]>([
    ["lost its file", movie("1", [])],
    ["became a show", { type: "show", ratingKey: "1", guids: [], title: "" }],
  ])("leaves an item that since %s as its row told it", async (_, item) => {
    const files = createPlexFiles(serverOf([item]), (await open()).known);
    const entry = files.collected(movie("1"));
    await files.finish(undefined);
    expect(entry?.quality).toEqual(asListed);
  });

  test("keeps what it has read when a request fails, and leaves the rest for the next run", async () => {
    const keys = Array.from({ length: 250 }, (_, index) => String(index + 1));
    const server = serverOf(
      keys.map((key) => movie(key, [version(key, true)])),
      (request) => (request === 2 ? new PlexError({ code: "unavailable" }) : undefined),
    );
    const { known, again } = await open();
    const files = createPlexFiles(server, known);
    const entries = keys.map((key) => files.collected(movie(key)));
    await files.finish(undefined);
    expect(entries[99]?.quality).toEqual(whole);
    expect(entries[100]?.quality).toEqual(asListed);
    const next = createPlexFiles(server, await again());
    for (const key of keys) next.collected(movie(key));
    await next.finish(undefined);
    expect(server.asked.map((batch) => batch.length)).toEqual([100, 100, 100, 50]);
  });

  test.each<[string, Error]>([
    ["a token that is refused", new PlexError({ code: "unauthorized" })],
    ["an aborted run", new PlexError({ code: "aborted" })],
    ["a bug", new TypeError("a bug")],
  ])("passes %s on", async (_, error) => {
    const files = createPlexFiles(
      serverOf([], () => error),
      (await open()).known,
    );
    files.collected(movie("1"));
    await expect(files.finish(undefined)).rejects.toBe(error);
  });
});
