import type { PlexLibrary, PlexMedia } from "@pakt/plex-sdk";
import type { Fault } from "@pakt/plex-sdk/testing";
import { FIELDS } from "@pakt/sync-core";
import type { Collected, Field } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { createPlexItemReader } from "./plex-items.ts";
import { readPlexLibrary } from "./read-plex-library.ts";

const movies: PlexLibrary = { key: "1", title: "Movies", type: "movie", uuid: "one" };
const shows: PlexLibrary = { key: "2", title: "Shows", type: "show", uuid: "two" };
const ORDINARY = { resolution: "1080p", audio: "aac", channels: "2.0" };

/** Reads a library as a run would; gives what is collected, by ref. */
async function read(
  { parts: { server, probe, caches } }: StartedPlex,
  library: PlexLibrary,
  options: { readonly fields?: readonly Field[]; readonly version?: string; readonly signal?: AbortSignal } = {},
): Promise<Readonly<Record<string, Collected["quality"] | undefined>>> {
  const { fields = FIELDS, version = "1", signal } = options;
  const reader = createPlexItemReader((ratingKey) => ratingKey);
  const context = { server, probe, cache: caches.quality, identity: { machineIdentifier: "attic", version } };
  await readPlexLibrary(context, library, reader, { fields, fresh: new Set(), signal });
  return Object.fromEntries(reader.items().map(({ ref, collection }) => [ref, collection?.quality]));
}

/** Movies 11 and 12; show 21 with season 22 and episodes 23 and 24. */
function startFilled(options: Parameters<typeof startPlex>[0] = {}): StartedPlex {
  const started = startPlex(options);
  const { items } = started.plex;
  for (const ratingKey of ["11", "12"]) items.addMovie({ library: "1", ratingKey });
  items.addShow({ library: "2", ratingKey: "21" });
  items.addSeason({ show: "21", ratingKey: "22", index: 1 });
  for (const [at, ratingKey] of ["23", "24"].entries()) items.addEpisode({ season: "22", ratingKey, index: at + 1 });
  return started;
}

/** What was asked for since the last call: `type`, `type+streams`, or the keys of items. */
function asked({ plex: { requests } }: StartedPlex): readonly string[] {
  const all = requests.map(({ path, query }) => {
    const streams = query["includeElements"] === undefined ? "" : "+streams";
    return query["type"] === undefined ? path.replace("/library/metadata/", "") : `${query["type"]}${streams}`;
  });
  requests.clear();
  return all;
}

describe("readPlexLibrary", () => {
  test("asks a library that it never read for the streams of its files in the lists, once it knows that it gets them", async () => {
    const started = startFilled();
    expect(await read(started, movies)).toEqual({ "11": ORDINARY, "12": ORDINARY });
    expect(asked(started)).toEqual(["1+streams", "1+streams"]);
    expect(await read(started, shows)).toEqual({ "21": undefined, "22": undefined, "23": ORDINARY, "24": ORDINARY });
    expect(asked(started)).toEqual(["4+streams", "2", "3", "4+streams"]);
  });

  test("takes half as many rows a page with streams", async () => {
    const started = startFilled();
    await read(started, shows);
    const sizes = started.plex.requests.map(({ headers }) => headers["x-plex-container-size"]);
    expect(sizes).toEqual(["20", "1000", "1000", "500"]);
  });

  test("asks for no streams in the next run, and knows the same", async () => {
    const started = startFilled();
    const first = await read(started, movies);
    asked(started);
    expect(await read(started, movies)).toEqual(first);
    expect(asked(started)).toEqual(["1"]);
  });

  test("reads only what is new in the next run, in one request", async () => {
    const started = startFilled();
    await read(started, movies);
    started.plex.items.addMovie({ library: "1", ratingKey: "13" });
    const version: PlexMedia = { videoResolution: "720", parts: [{ streams: [{ streamType: 1, height: 720 }] }] };
    started.plex.items.replaceMedia("12", [version]);
    asked(started);
    expect(await read(started, movies)).toMatchObject({ "11": ORDINARY, "12": { resolution: "720p" }, "13": ORDINARY });
    expect(asked(started)).toEqual(["1", expect.stringMatching(/^(12,13|13,12)$/)]);
    await read(started, movies);
    expect(asked(started)).toEqual(["1"]);
  });

  test("reads a rating key anew that now stands for another item", async () => {
    const started = startFilled();
    await read(started, movies);
    started.plex.items.remove("12");
    started.plex.items.addMovie({
      library: "1",
      ratingKey: "12",
      media: [{ videoResolution: "480", parts: [{ file: "/media/other.mkv" }] }],
    });
    asked(started);
    expect(await read(started, movies)).toMatchObject({ "12": { resolution: "480p" } });
    expect(asked(started)).toEqual(["1", "12"]);
  });

  test.each([
    ["does not listen", "ignored"],
    ["fails when it is asked for streams", "error-500"],
  ] as const)(
    "reads streams by the batch from a server that %s, and tries no second time",
    async (_, streamsInLists) => {
      const started = startFilled({ streamsInLists });
      expect(await read(started, movies)).toEqual({ "11": ORDINARY, "12": ORDINARY });
      expect(asked(started)).toEqual(["1+streams", "1", "11,12"]);
      started.plex.libraries.add({ key: "3", title: "More", type: "movie" });
      started.plex.items.addMovie({ library: "3", ratingKey: "31" });
      expect(await read(started, { key: "3", title: "More", type: "movie" })).toEqual({ "31": ORDINARY });
      expect(asked(started)).toEqual(["1", "31"]);
    },
  );

  test("tries again when the server has another version", async () => {
    const started = startFilled({ streamsInLists: "ignored" });
    await read(started, movies);
    asked(started);
    await read(started, shows, { version: "2" });
    expect(asked(started)[0]).toBe("4+streams");
  });

  test("knows nothing about episodes from a server that gives streams for movies", async () => {
    const started = startFilled();
    await read(started, movies);
    breakStreams(started, "2", { kind: "status", status: 500 });
    asked(started);
    expect(await read(started, shows)).toMatchObject({ "23": ORDINARY, "24": ORDINARY });
    expect(asked(started)).toEqual(["4+streams", "2", "3", "4", "23,24"]);
  });

  test("a server that gives a few rows with streams, and fails with many, is asked for none in the next run", async () => {
    const started = startFilled();
    let isProbed = false;
    breakStreams(started, "1", { kind: "status", status: 500 }, () => {
      if (isProbed) return true;
      isProbed = true;
      return false;
    });
    await expect(read(started, movies)).rejects.toMatchObject({ code: "server-error" });
    asked(started);
    expect(await read(started, movies)).toEqual({ "11": ORDINARY, "12": ORDINARY });
    expect(asked(started)).toEqual(["1", "11,12"]);
  });

  test("a server that is away for a while is not thought to give no streams", async () => {
    const started = startFilled();
    await read(started, shows);
    started.plex.items.addMovie({ library: "1" });
    let count = 0;
    started.plex.intercept(({ phase }) => {
      count += phase === "before" ? 1 : 0;
      return phase === "before" && count > 1 ? { kind: "status", status: 503 } : undefined;
    });
    await expect(read(started, movies)).rejects.toMatchObject({ code: "unavailable" });
    started.plex.intercept();
    asked(started);
    await read(started, movies);
    expect(asked(started)).toEqual(["1+streams"]);
  });

  test("an empty library tells nothing of the server", async () => {
    const started = startPlex();
    expect(await read(started, movies)).toEqual({});
    expect(asked(started)).toEqual(["1+streams", "1"]);
    started.plex.items.addMovie({ library: "1", ratingKey: "11" });
    expect(await read(started, movies)).toEqual({ "11": ORDINARY });
    expect(asked(started)).toEqual(["1+streams", "1+streams"]);
  });

  test("tells two libraries apart that have the same uuid", async () => {
    const started = startFilled();
    const twin: PlexLibrary = { ...movies, key: "3" };
    started.plex.libraries.add({ key: "3", title: "Movies", type: "movie" });
    started.plex.items.addMovie({ library: "3", ratingKey: "31" });
    for (const library of [movies, twin]) await read(started, library);
    asked(started);
    for (const library of [movies, twin]) await read(started, library);
    expect(asked(started)).toEqual(["1", "1"]);
  });

  test("what is known of a library that was taken away does no harm to another", async () => {
    const started = startFilled();
    await read(started, movies);
    started.plex.libraries.remove("1");
    started.plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    started.plex.items.addMovie({
      library: "1",
      ratingKey: "12",
      media: [{ videoResolution: "720", parts: [{ file: "/media/new.mkv" }] }],
    });
    expect(await read(started, movies)).toMatchObject({ "12": { resolution: "720p" } });
  });

  test("asks for no streams when the collection is not synced, and knows of no files", async () => {
    const started = startFilled();
    expect(await read(started, movies, { fields: ["watched", "rating"] })).toEqual({
      "11": undefined,
      "12": undefined,
    });
    expect(asked(started)).toEqual(["1"]);
  });

  test("remembers nothing of a library that it could not read to its end", async () => {
    const started = startFilled();
    started.plex.intercept(({ path, phase, count }) =>
      phase === "before" && count === 3 && path.endsWith("/all") ? { kind: "status", status: 404 } : undefined,
    );
    await expect(read(started, shows)).rejects.toMatchObject({ code: "not-found" });
    started.plex.intercept();
    asked(started);
    await read(started, shows);
    expect(asked(started)).toEqual(["2", "3", "4+streams"]);
  });

  test("ends when it is aborted, in whatever it reads", async () => {
    const started = startFilled({ streamsInLists: "ignored" });
    await expect(read(started, movies, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    const stop = new AbortController();
    started.plex.intercept(({ path }) => {
      if (path === "/library/sections/1/all") stop.abort();
      return undefined;
    });
    await expect(read(started, movies, { signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
  });
});

/** Lets lists of a library with streams go wrong. */
function breakStreams({ plex }: StartedPlex, library: string, fault: Fault, isMeant = (): boolean => true): void {
  plex.intercept(({ path, phase }) => {
    const isList = phase === "before" && path === `/library/sections/${library}/all`;
    const withStreams = plex.requests.at(-1)?.query["includeElements"] !== undefined;
    return isList && withStreams && isMeant() ? fault : undefined;
  });
}
