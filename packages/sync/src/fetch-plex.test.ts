import type { PlexLibrary } from "@pakt/plex-sdk";
import type { Fault, InMemoryPlex } from "@pakt/plex-sdk/testing";
import type { Item } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { fetchLibraries, selectLibraries } from "./fetch-plex.ts";
import type { LibrariesRead } from "./fetch-plex.ts";
import type { FetchRequest } from "./replica.ts";

const library = (key: string, title: string, type: string): PlexLibrary => ({
  key,
  title,
  type,
  uuid: `uuid-${key}`,
});

describe("selectLibraries", () => {
  const movies = library("1", "Movies", "movie");
  const shows = library("2", "Shows", "show");
  const photos = library("3", "Photos", "photo");

  test.each<[string, "all" | readonly string[], readonly PlexLibrary[], readonly string[]]>([
    ["all: every movie and show library", "all", [movies, shows], []],
    ["a key", ["2"], [shows], []],
    ["a uuid", ["uuid-1"], [movies], []],
    ["a title, whatever its case", ["mOVIES"], [movies], []],
    ["one library by two names, once", ["1", "Movies"], [movies], []],
    ["several, in the server's order", ["Shows", "1"], [movies, shows], []],
    ["what is not there is missing", ["1", "Attic"], [movies], ["Attic"]],
    ["what cannot be synced is missing", ["Photos"], [], ["Photos"]],
  ])("selects by %s", (_, choice, selected, missing) => {
    expect(selectLibraries([movies, shows, photos], choice)).toEqual({ selected, missing });
  });
});

function fetch(
  { parts: { server, probe, caches } }: StartedPlex,
  choice: "all" | readonly string[] = "all",
  request: Partial<FetchRequest> = {},
): Promise<LibrariesRead> {
  return fetchLibraries({ server, probe, cache: caches.quality }, choice, {
    fields: ["watched", "rating"],
    fresh: new Set(),
    ...request,
  });
}

/** A movie in library 1, and in library 2 a show with a rated season of one episode and an unrated one of two. */
function startFilled(options: Parameters<typeof startPlex>[0] = {}): StartedPlex {
  const started = startPlex(options);
  const { items } = started.plex;
  items.addMovie({ library: "1", ratingKey: "11", title: "Heat", guids: ["tmdb://949"] });
  items.addShow({ library: "2", ratingKey: "21", title: "Harbour", guids: ["tvdb://210"] });
  items.addSeason({ show: "21", ratingKey: "22", index: 1, userRating: 9 });
  items.addEpisode({ season: "22", ratingKey: "23", index: 1 });
  items.addSeason({ show: "21", ratingKey: "24", index: 2 });
  items.addEpisode({ season: "24", ratingKey: "25", index: 1 });
  items.addEpisode({ season: "24", ratingKey: "26", index: 2 });
  return started;
}

function seasonsOf(items: readonly Item[]): readonly unknown[] {
  return items.filter(({ type }) => type === "season").map(({ ref, season, rating }) => [ref, season, rating]);
}

function breakLibrary(plex: InMemoryPlex, keys: readonly string[], fault: Fault): void {
  plex.intercept(({ path, phase }) =>
    phase === "before" && keys.some((key) => path === `/library/sections/${key}/all`) ? fault : undefined,
  );
}

const UNAVAILABLE: Fault = { kind: "status", status: 503 };

describe("fetchLibraries", () => {
  test("reads every selected library, with shows before what belongs to them", async () => {
    const read = await fetch(startFilled());
    expect(read).not.toHaveProperty("problem");
    expect(read.libraries).toEqual(["library-1", "library-2"]);
    expect(read.items.map(({ type, ref, show }) => [type, ref, show?.title])).toEqual([
      ["movie", "in-memor/11", undefined],
      ["show", "in-memor/21", undefined],
      ["season", "in-memor/22", "Harbour"],
      ["season", "in-memor/24", "Harbour"],
      ["episode", "in-memor/23", "Harbour"],
      ["episode", "in-memor/25", "Harbour"],
      ["episode", "in-memor/26", "Harbour"],
    ]);
  });

  test("reads by the page and never by the item", async () => {
    const started = startFilled();
    for (let number = 0; number < 2500; number += 1) started.plex.items.addMovie({ library: "1" });
    started.plex.requests.clear();
    expect((await fetch(started, ["1"])).items).toHaveLength(2501);
    expect(started.plex.requests.map(({ path }) => path)).toEqual([
      "/identity",
      "/library/sections",
      ...Array.from({ length: 3 }, () => "/library/sections/1/all"),
    ]);
  });

  test("reads only the libraries that were chosen", async () => {
    const started = startFilled();
    const read = await fetch(started, ["Movies"]);
    expect(read.items.map(({ title }) => title)).toEqual(["Heat"]);
    expect(read.libraries).toEqual(["library-1"]);
  });

  test("lists only rated seasons, and knows the others from their episodes", async () => {
    const started = startFilled();
    const { items } = await fetch(started);
    expect(started.plex.requests.find(({ query }) => query["type"] === "3")?.query).toMatchObject({
      "season.userRating>>": "0",
    });
    expect(seasonsOf(items)).toEqual([
      ["in-memor/22", 1, { value: 9 }],
      ["in-memor/24", 2, undefined],
    ]);
  });

  test("knows the same seasons when the server does not heed the filter and lists all of them", async () => {
    const { items } = await fetch(startFilled({ ignoresFilters: true }));
    expect(seasonsOf(items)).toEqual([
      ["in-memor/22", 1, { value: 9 }],
      ["in-memor/24", 2, undefined],
    ]);
  });

  test("tells how far each list is", async () => {
    const progress: unknown[] = [];
    await fetch(startFilled(), ["1"], { onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([
      { what: "movies of Movies", done: 0, total: 1 },
      { what: "movies of Movies", done: 1 },
    ]);
  });
});

describe("fetchLibraries, when not all can be read", () => {
  test("a chosen library that is not on the server makes the read partial", async () => {
    const read = await fetch(startFilled(), ["1", "Attic"]);
    expect(read.problem).toEqual({ state: "partial", reason: 'the library "Attic" is not on the server' });
    expect(read.items).toHaveLength(1);
  });

  test.each([
    ["that fails", UNAVAILABLE],
    ["that is gone since", { kind: "status", status: 404 }],
    ["that gives half an answer", { kind: "half-json" }],
    ["that gives a web page", { kind: "html" }],
  ] as const)("a library %s leaves the others readable", async (_, fault) => {
    const started = startFilled();
    breakLibrary(started.plex, ["1"], fault);
    const read = await fetch(started);
    expect(read.problem).toMatchObject({
      state: "partial",
      reason: expect.stringContaining('the library "Movies": '),
    });
    expect(read.libraries).toEqual(["library-1", "library-2"]);
    expect(read.items.map(({ type }) => type)).toContain("episode");
  });

  test("a library of which rows are missing makes the read partial", async () => {
    const started = startFilled();
    started.plex.intercept(({ path, phase }) => {
      if (phase !== "after" || path !== "/library/sections/1/all") return undefined;
      return { kind: "json", transform: () => ({ MediaContainer: { size: 0, totalSize: 5, Metadata: [] } }) };
    });
    expect((await fetch(started)).problem).toMatchObject({ state: "partial" });
  });

  test("all libraries failing is a server that cannot be read", async () => {
    const started = startFilled();
    breakLibrary(started.plex, ["1", "2"], UNAVAILABLE);
    await expect(fetch(started)).rejects.toMatchObject({
      name: "PaktError",
      code: "plex-unreachable",
      message: expect.stringMatching(/"Movies": .*"Shows": /),
    });
  });

  test.each([
    ["/identity", UNAVAILABLE, "plex-unreachable"],
    ["/library/sections", UNAVAILABLE, "plex-unreachable"],
    ["/library/sections", { kind: "status", status: 401 }, "sign-in-needed"],
    ["/library/sections/1/all", { kind: "status", status: 401 }, "sign-in-needed"],
  ] as const)("%s failing ends the side: nothing of it can be used", async (path, fault, code) => {
    const started = startFilled();
    started.plex.intercept((request) => (request.phase === "before" && request.path === path ? fault : undefined));
    await expect(fetch(started)).rejects.toMatchObject({ name: "PaktError", code });
  });

  test("ends without an error of its own when it is aborted", async () => {
    await expect(fetch(startFilled(), "all", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("a server without libraries is empty, and read completely", async () => {
    const started = startPlex();
    started.plex.libraries.remove("1");
    started.plex.libraries.remove("2");
    const read = await fetch(started);
    expect(read).toMatchObject({ libraries: [], items: [] });
    expect(read).not.toHaveProperty("problem");
  });
});
