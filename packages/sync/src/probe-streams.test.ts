import type { PlexLibrary } from "@pakt/plex-sdk";
import type { Fault } from "@pakt/plex-sdk/testing";
import { describe, expect, test } from "vitest";

import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { probeStreams } from "./probe-streams.ts";

const movies: PlexLibrary = { key: "1", title: "Movies", type: "movie" };
const shows: PlexLibrary = { key: "2", title: "Shows", type: "show" };

function startFilled(options: Parameters<typeof startPlex>[0] = {}): StartedPlex {
  const started = startPlex(options);
  started.plex.items.addMovie({ library: "1" });
  const show = started.plex.items.addShow({ library: "2" });
  started.plex.items.addEpisode({ show, parentIndex: 1, index: 1 });
  return started;
}

function probe({ parts }: StartedPlex, library = movies, signal?: AbortSignal): Promise<boolean | undefined> {
  return probeStreams(parts.probe, library, signal);
}

describe("probeStreams", () => {
  test.each([
    [movies, "/library/sections/1/all", "1"],
    [shows, "/library/sections/2/all", "4"],
  ])("asks for one short page of a library's files with their streams", async (library, path, type) => {
    const started = startFilled();
    expect(await probe(started, library)).toBe(true);
    expect(started.plex.requests).toMatchObject([
      { path, query: { type, includeElements: "Stream" }, headers: { "x-plex-container-size": "20" } },
    ]);
  });

  test("one file that was not analysed does not speak for the server", async () => {
    const started = startFilled();
    started.plex.items.addMovie({ library: "1", media: [{ parts: [{ file: "/media/new.mkv" }] }] });
    expect(await probe(started)).toBe(true);
  });

  test("a server that does not listen gives none", async () => {
    expect(await probe(startFilled({ streamsInLists: "ignored" }))).toBe(false);
  });

  test("a server that fails when it is asked gives none, and is asked once", async () => {
    const started = startFilled({ streamsInLists: "error-500" });
    expect(await probe(started)).toBe(false);
    expect(started.plex.requests).toHaveLength(1);
  });

  test.each([
    ["without any item", startPlex()],
    ["without any file", startWithoutFile()],
  ])("a library %s does not tell", async (_, started) => {
    expect(await probe(started)).toBeUndefined();
  });

  test.each<[string, Fault]>([
    ["is starting up", { kind: "status", status: 503 }],
    ["does not know the library any more", { kind: "status", status: 404 }],
    ["cuts the connection", { kind: "reset" }],
    ["gives a web page", { kind: "html" }],
  ])("a server that %s does not tell", async (_, fault) => {
    const started = startFilled();
    started.plex.intercept(({ phase }) => (phase === "before" ? fault : undefined));
    expect(await probe(started)).toBeUndefined();
  });

  test("a token that is refused ends the read", async () => {
    const started = startFilled();
    started.plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 401 } : undefined));
    await expect(probe(started)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("ends when it is aborted", async () => {
    await expect(probe(startFilled(), movies, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
  });
});

function startWithoutFile(): StartedPlex {
  const started = startPlex();
  started.plex.items.addMovie({ library: "1", media: [] });
  return started;
}
