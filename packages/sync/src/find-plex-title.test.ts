import type { Id, Target } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { startPlex } from "../test/start-plex.ts";
import type { StartedPlex } from "../test/start-plex.ts";
import { findPlexTitle } from "./find-plex-title.ts";

const MATRIX = "5d7700000000000000000001";
const WIRE = "5d7700000000000000000002";

const target = (type: Target["type"], ...ids: readonly Id[]): Target => ({ type, ids, title: "", by: "ids" });

function start(): StartedPlex {
  const started = startPlex();
  const { catalogue } = started.plex.discover;
  catalogue.add({ type: "movie", ratingKey: MATRIX, guids: ["tmdb://603", "imdb://tt0133093"] });
  catalogue.add({ type: "show", ratingKey: WIRE, guids: ["tvdb://79126", "tmdb://1438"] });
  return started;
}

function answer({ parts: { discover, caches } }: StartedPlex, wanted: Target, gone: readonly string[] = []) {
  return findPlexTitle({ discover, cache: caches.watchlist }, wanted, new Set(gone));
}

async function find(...question: Parameters<typeof answer>): Promise<string | undefined> {
  const found = await answer(...question);
  return "key" in found ? found.key : undefined;
}

/** The ids by which Plex was asked since the last call, and the keys of titles that were read. */
function asked({ plex: { requests } }: StartedPlex): readonly (string | undefined)[] {
  const guids = requests.map(({ query, path }) => query["guid"] ?? path.split("/").at(-1));
  requests.clear();
  return guids;
}

describe("findPlexTitle", () => {
  test("takes the key that a library knows once the title has an id that is asked for, and remembers it", async () => {
    const started = start();
    const wanted = target("movie", "tmdb:603", `plex:${MATRIX}`);
    expect(await find(started, wanted)).toBe(MATRIX);
    expect(asked(started)).toEqual([MATRIX]);
    expect(await find(started, wanted)).toBe(MATRIX);
    expect(asked(started)).toEqual([]);
  });

  test("asks for nothing where the title's ids were read before", async () => {
    const started = start();
    await started.parts.caches.watchlist.writeIds({ [MATRIX]: ["imdb://tt0133093"] });
    expect(await find(started, target("movie", "tmdb:5", "imdb:tt0133093", `plex:${MATRIX}`))).toBe(MATRIX);
    expect(asked(started)).toEqual([]);
  });

  test("takes the key that a library knows where the title has no other id", async () => {
    const started = start();
    expect(await find(started, target("movie", `plex:${MATRIX}`))).toBe(MATRIX);
    expect(asked(started)).toEqual([]);
  });

  test.each([
    ["another movie", target("movie", "tmdb:604", `plex:${MATRIX}`), MATRIX],
    ["a show", target("movie", "tmdb:1438", `plex:${WIRE}`), WIRE],
  ])("finds nothing where the key that a library knows is %s's, and says so", async (_, wanted, key) => {
    const started = start();
    expect(await answer(started, wanted)).toEqual({
      unmatched:
        "the library and the title's ids name two titles of Plex's catalogue; nothing is written before they agree",
    });
    expect(asked(started)).toEqual([key]);
  });

  test.each([
    ["has no ids", []],
    ["has ids of other kinds only", ["tvdb://5"]],
  ])("asks by the ids where the title of the library's key %s", async (_, guids) => {
    const started = start();
    const own = started.plex.discover.catalogue.add({ type: "movie", ratingKey: "5d7700000000000000000009", guids });
    expect(await find(started, target("movie", "tmdb:603", `plex:${own}`))).toBe(MATRIX);
    expect(asked(started)).toEqual([own, "tmdb://603"]);
    expect(await find(started, target("movie", "tmdb:999", `plex:${own}`))).toBeUndefined();
  });

  test("asks by the ids where Plex does not have the key that a library knows", async () => {
    const started = start();
    const former = "5d77000000000000000000ff";
    expect(await find(started, target("movie", `plex:${former}`, "tmdb:603"))).toBe(MATRIX);
    expect(asked(started)).toEqual([former, "tmdb://603"]);
  });

  test("takes no number for a key: that is a server's, and means nothing to Plex's catalogue", async () => {
    const started = start();
    expect(await find(started, target("movie", "plex:501", "tmdb:603"))).toBe(MATRIX);
    expect(asked(started)).toEqual(["tmdb://603"]);
  });

  test.each<[string, Target, string | undefined, readonly string[]]>([
    ["by TMDB's id before others", target("movie", "imdb:tt0133093", "trakt:481", "tmdb:603"), MATRIX, ["tmdb://603"]],
    [
      "by the next id where Plex does not know the first",
      target("show", "tmdb:5", "tvdb:79126"),
      WIRE,
      ["tmdb://5", "tvdb://79126"],
    ],
    ["not by an id of another type of title", target("show", "tmdb:603"), undefined, ["tmdb://603"]],
    ["not at all by an id of Trakt's", target("movie", "trakt:481"), undefined, []],
    ["not at all for a season", target("season", "tmdb:1438"), undefined, []],
    ["not at all for an episode", target("episode", "tmdb:1438"), undefined, []],
  ])("finds a title %s", async (_, wanted, key, guids) => {
    const started = start();
    expect(await find(started, wanted)).toBe(key);
    expect(asked(started)).toEqual(guids);
  });

  test("remembers what it found, and keeps what it remembers", async () => {
    const started = start();
    await find(started, target("movie", "tmdb:603"));
    await find(started, target("show", "tmdb:1438"));
    asked(started);
    expect(await find(started, target("movie", "tmdb:603"))).toBe(MATRIX);
    expect(await find(started, target("show", "tmdb:1438"))).toBe(WIRE);
    expect(asked(started)).toEqual([]);
  });

  test("does not remember what Plex did not have: it may have it later", async () => {
    const started = start();
    const wanted = target("movie", "tmdb:605");
    expect(await find(started, wanted)).toBeUndefined();
    const key = "5d7700000000000000000005";
    started.plex.discover.catalogue.add({ type: "movie", ratingKey: key, guids: ["tmdb://605"] });
    expect(await find(started, wanted)).toBe(key);
  });

  test("finds by another id what is not there under the key that a library knows", async () => {
    const started = start();
    const former = "5d77000000000000000000ff";
    expect(await find(started, target("movie", `plex:${former}`, "tmdb:603"), [former])).toBe(MATRIX);
    expect(asked(started)).toEqual(["tmdb://603"]);
  });

  test("asks again where what it remembers is gone, and remembers the new key", async () => {
    const started = start();
    const wanted = target("movie", "tmdb:603");
    await find(started, wanted);
    started.plex.discover.catalogue.remove(MATRIX);
    const key = "5d7700000000000000000007";
    started.plex.discover.catalogue.add({ type: "movie", ratingKey: key, guids: ["tmdb://603"] });
    expect(await find(started, wanted, [MATRIX])).toBe(key);
    asked(started);
    expect(await find(started, wanted)).toBe(key);
    expect(asked(started)).toEqual([]);
  });

  test("gives no key that is known to be gone, whoever says it", async () => {
    const started = start();
    const wanted = target("movie", `plex:${MATRIX}`, "tmdb:603", "imdb:tt0133093");
    expect(await find(started, wanted, [MATRIX])).toBeUndefined();
  });

  test("throws when Plex cannot be asked", async () => {
    const started = start();
    started.plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 503 } : undefined));
    await expect(find(started, target("movie", "tmdb:603"))).rejects.toMatchObject({
      code: "unavailable",
      mayHaveHappened: false,
    });
  });
});
