import { describe, expect, it } from "vitest";

import { useInMemoryPlex } from "../test/start-plex.ts";
import type { ExternalId } from "./index.ts";
import type { Interceptor } from "./testing/index.ts";

const start = useInMemoryPlex();

const tmdb: ExternalId = { namespace: "tmdb", value: "603" };
const KEY = "5d776b59ad5437001f79c6f8";
const OTHER = "5d776b59ad5437001f79c6f9";

/** Lets `matches` answer these rows. */
function answering(rows: readonly object[]): Interceptor {
  return ({ path, phase }) =>
    phase === "after" && path.endsWith("/matches")
      ? { kind: "json", transform: () => ({ MediaContainer: { size: rows.length, Metadata: rows } }) }
      : undefined;
}

function row(fields: { ratingKey?: string; type?: string; guids?: readonly string[] } = {}): object {
  const { ratingKey = KEY, type = "movie", guids } = fields;
  const Guid = guids === undefined ? {} : { Guid: guids.map((id) => ({ id })) };
  return { type, ratingKey, guid: `plex://${type}/${ratingKey}`, title: "The Matrix", year: 1999, ...Guid };
}

describe("match", () => {
  it.each<["movie" | "show", string, ExternalId, string]>([
    ["movie", "1", tmdb, "tmdb://603"],
    ["show", "2", { namespace: "tvdb", value: "121361" }, "tvdb://121361"],
    ["movie", "1", { namespace: "imdb", value: "tt0133093" }, "imdb://tt0133093"],
  ])("finds a %s by its id, in one request", async (type, number, id, guid) => {
    const { plex, discover } = start();
    const ratingKey = plex.discover.catalogue.add({ type, title: "The Matrix", year: 1999, guids: [guid] });
    plex.discover.catalogue.add({ type: type === "movie" ? "show" : "movie", guids: [guid] });

    await expect(discover.match({ type, id })).resolves.toEqual({
      type,
      ratingKey,
      guid: `plex://${type}/${ratingKey}`,
      guids: [guid],
      title: "The Matrix",
      year: 1999,
    });
    expect(plex.requests).toMatchObject([
      { method: "GET", path: "/library/metadata/matches", query: { type: number, guid }, status: 200 },
    ]);
    expect(Object.keys(plex.requests[0]?.query ?? {})).toEqual(["type", "guid"]);
    expect(plex.violations).toEqual([]);
  });

  it("encodes the id", async () => {
    const urls: string[] = [];
    const { discover } = start(
      {},
      {
        fetch: (input) => {
          urls.push(new Request(input).url);
          return Promise.resolve(Response.json({ MediaContainer: {} }));
        },
      },
    );

    await discover.match({ type: "movie", id: tmdb });

    expect(urls).toEqual(["https://discover.provider.plex.tv/library/metadata/matches?type=1&guid=tmdb%3A%2F%2F603"]);
  });

  it("is undefined when Plex has no such title, be it told by an empty list or by 404", async () => {
    const { plex, discover } = start();

    await expect(discover.match({ type: "movie", id: tmdb })).resolves.toBeUndefined();
    plex.intercept(() => ({ kind: "status", status: 404 }));
    await expect(discover.match({ type: "movie", id: tmdb })).resolves.toBeUndefined();
  });

  it.each<[string, readonly object[]]>([
    ["has another id of the service", [row({ guids: ["tmdb://604", "imdb://tt0133093"] })]],
    ["has ids, and none of the service", [row({ guids: ["imdb://tt0133093"] })]],
    ["is of the other type", [row({ type: "show", guids: ["tmdb://603"] })]],
    ["is one of two with the id", [row({ guids: ["tmdb://603"] }), row({ ratingKey: OTHER, guids: ["tmdb://603"] })]],
    ["is one of two without ids", [row(), row({ ratingKey: OTHER })]],
  ])("is undefined for a title that %s, and asks no further", async (_, rows) => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: KEY, guids: ["tmdb://603"] });
    plex.intercept(answering(rows));

    await expect(discover.match({ type: "movie", id: tmdb })).resolves.toBeUndefined();
    expect(plex.requests).toHaveLength(1);
  });

  it.each<[string, readonly object[]]>([
    ["with more ids than one of the service", [row({ guids: ["tmdb://604", "tmdb://603"] })]],
    ["among others", [row({ ratingKey: OTHER, guids: ["tmdb://604"] }), row({ guids: ["tmdb://603"] })]],
    ["beside one without ids", [row({ ratingKey: OTHER }), row({ guids: ["tmdb://603"] })]],
    ["that is listed twice", [row({ guids: ["tmdb://603"] }), row({ guids: ["tmdb://603"] })]],
  ])("finds the title %s", async (_, rows) => {
    const { plex, discover } = start();
    plex.intercept(answering(rows));

    await expect(discover.match({ type: "movie", id: tmdb })).resolves.toMatchObject({ ratingKey: KEY });
    expect(plex.requests).toHaveLength(1);
  });

  it.each<[string, readonly string[], string | undefined]>([
    ["takes it when it has the id", ["imdb://tt0133093", "tmdb://603"], KEY],
    ["leaves it when it has another", ["tmdb://604"], undefined],
    ["leaves it when it has none", [], undefined],
  ])("reads a title that came without ids once, and %s", async (_, guids, found) => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: KEY, guids });
    plex.intercept(answering([row(), row({ ratingKey: OTHER, guids: ["tmdb://604"] })]));

    const match = await discover.match({ type: "movie", id: tmdb });

    expect(match?.ratingKey).toBe(found);
    expect(plex.requests.map(({ path }) => path)).toEqual(["/library/metadata/matches", `/library/metadata/${KEY}`]);
  });

  it("finds a title by Plex's own id without a search, and only if the type is right", async () => {
    const { plex, discover } = start();
    plex.discover.catalogue.add({ type: "movie", ratingKey: KEY });
    const id: ExternalId = { namespace: "plex", value: KEY };

    await expect(discover.match({ type: "movie", id })).resolves.toMatchObject({ ratingKey: KEY });
    await expect(discover.match({ type: "show", id })).resolves.toBeUndefined();
    expect(plex.requests.map(({ path }) => path)).toEqual([`/library/metadata/${KEY}`, `/library/metadata/${KEY}`]);
  });

  it.each<[ExternalId]>([
    [{ namespace: "tmdb", value: "0" }],
    [{ namespace: "tmdb", value: "the-matrix" }],
    [{ namespace: "imdb", value: "603" }],
    [{ namespace: "plex", value: "501" }],
  ])("does not ask for %o, which is no id", async (id) => {
    const { plex, discover } = start();

    await expect(discover.match({ type: "movie", id })).resolves.toBeUndefined();
    expect(plex.requests).toEqual([]);
  });
});
