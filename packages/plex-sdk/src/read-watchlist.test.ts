import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { fakeClock } from "../test/client-options.ts";
import { NOW, useInMemoryPlex } from "../test/start-plex.ts";
import type { PageProgress, PlexDiscover, RequestEvent, WatchlistOptions } from "./index.ts";
import type { Fault, InMemoryPlex } from "./testing/index.ts";

const start = useInMemoryPlex();

/** Lists so many movies, each a second after the one before, and gives their keys, newest first. */
function listMovies(plex: InMemoryPlex, count: number): readonly string[] {
  for (let number = 0; number < count; number += 1) listMovie(plex, number);
  return plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey);
}

function listMovie(plex: InMemoryPlex, at: number): void {
  plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie" }), 1_700_000_000 + at);
}

async function readKeys(discover: PlexDiscover, options: WatchlistOptions = {}): Promise<readonly string[]> {
  const answer = await discover.watchlist(options);
  return answer.state === "read" ? answer.items.map(({ ratingKey }) => ratingKey) : [];
}

/** The page at `place` (from 0) of a read, with another body. */
function changePage(place: number, transform: (body: Body) => unknown): (request: Intercepted) => Fault | undefined {
  return ({ count, phase }) =>
    phase === "after" && count === place + 1
      ? { kind: "json", transform: (body) => transform(body as Body) } // The in-memory Discover's own body.
      : undefined;
}

interface Intercepted {
  readonly count: number;
  readonly phase: "before" | "after";
}

interface Body {
  readonly MediaContainer: { readonly Metadata?: readonly Record<string, unknown>[]; readonly [name: string]: unknown };
}

describe("watchlist", () => {
  it("lists movies and shows, newest first, with ids and dates, in one request", async () => {
    const { plex, discover } = start();
    const { catalogue, watchlist } = plex.discover;
    const movie = catalogue.add({
      type: "movie",
      title: "The Matrix",
      year: 1999,
      guids: ["imdb://tt0133093", "tmdb://603"],
    });
    const show = catalogue.add({ type: "show", title: "Pilots", guids: ["tvdb://5"] });
    watchlist.list(movie, 1_712_345_678);
    watchlist.list(show);

    const answer = await discover.watchlist();

    expect(answer).toEqual({
      state: "read",
      etag: expect.stringMatching(/^W\/"/) as string,
      items: [
        {
          type: "show",
          ratingKey: show,
          guid: `plex://show/${show}`,
          guids: ["tvdb://5"],
          title: "Pilots",
          watchlistedAt: NOW / 1000,
        },
        {
          type: "movie",
          ratingKey: movie,
          guid: `plex://movie/${movie}`,
          guids: ["imdb://tt0133093", "tmdb://603"],
          title: "The Matrix",
          year: 1999,
          watchlistedAt: 1_712_345_678,
        },
      ],
    });
    expect(plex.requests).toMatchObject([
      {
        method: "GET",
        path: "/library/sections/watchlist/all",
        query: { sort: "watchlistedAt:desc", includeGuids: "1" },
        headers: {
          accept: "application/json",
          "x-plex-client-identifier": "pakt-7f1c",
          "x-plex-token": plex.token,
          "x-plex-container-start": "0",
          "x-plex-container-size": "300",
        },
      },
    ]);
    expect(Object.keys(plex.requests[0]?.query ?? {})).toEqual(["sort", "includeGuids"]);
    expect(plex.requests[0]?.headers).not.toHaveProperty("if-none-match");
    expect(plex.violations).toEqual([]);
  });

  it("keeps a title that came without ids or a date", async () => {
    const { plex, discover } = start({ guidsInWatchlist: false, watchlistedAtInLists: false });
    const { catalogue, watchlist } = plex.discover;
    watchlist.list(catalogue.add({ type: "movie", title: "The Matrix", guids: ["tmdb://603"] }));

    await expect(discover.watchlist()).resolves.toMatchObject({
      items: [{ title: "The Matrix", guids: [], watchlistedAt: undefined }],
    });
  });

  it("takes a date of 0 for none", async () => {
    const { plex, discover } = start();
    plex.discover.watchlist.list(plex.discover.catalogue.add({ type: "movie" }), 0);

    await expect(discover.watchlist()).resolves.toMatchObject({ items: [{ watchlistedAt: undefined }] });
  });

  it("is empty when Plex says that it holds nothing", async () => {
    const { discover } = start();

    await expect(discover.watchlist()).resolves.toMatchObject({ state: "read", items: [] });
  });

  it("leaves out rows of other types, and counts them for the proof", async () => {
    const { plex, discover } = start();
    const [newest] = listMovies(plex, 3);
    plex.intercept(
      changePage(0, ({ MediaContainer }) => ({
        MediaContainer: {
          ...MediaContainer,
          Metadata: MediaContainer.Metadata?.map((row, place) => (place === 0 ? row : { ...row, type: "clip" })),
        },
      })),
    );

    await expect(readKeys(discover)).resolves.toEqual([newest]);
  });

  it("reports each page", async () => {
    const { plex, discover } = start();
    listMovies(plex, 5);
    const pages: PageProgress[] = [];

    await discover.watchlist({ size: 2, onPage: (page) => pages.push(page) });

    expect(pages).toEqual([
      { start: 0, rows: 2, totalSize: 5 },
      { start: 2, rows: 2, totalSize: 5 },
      { start: 4, rows: 1, totalSize: 5 },
    ]);
  });

  it("stops when told to", async () => {
    const { plex, discover } = start();
    listMovies(plex, 5);
    const stop = new AbortController();

    const reading = discover.watchlist({ size: 2, signal: stop.signal, onPage: () => stop.abort() });

    await expect(reading).rejects.toMatchObject({ code: "aborted" });
  });

  it("gives every title once and in order, whatever the pages, in as many requests as pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        async (count, size, cap) => {
          const { plex, discover } = start({ discoverPageSize: cap });
          const keys = listMovies(plex, count);

          await expect(readKeys(discover, { size })).resolves.toEqual(keys);
          expect(plex.requests).toHaveLength(Math.max(1, Math.ceil(count / Math.min(size, cap))));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a watchlist that changes while it is read", () => {
  it.each<[string, (plex: InMemoryPlex, keys: readonly string[]) => void]>([
    ["grows", (plex) => listMovie(plex, 99)],
    ["shrinks", (plex, keys) => plex.discover.watchlist.unlist(keys[4] ?? "")],
    [
      "swaps one for another",
      (plex, keys) => {
        plex.discover.watchlist.unlist(keys[4] ?? "");
        listMovie(plex, 99);
      },
    ],
  ])("and %s is read a second time, and is then as it is", async (_, change) => {
    const { plex, discover } = start();
    const keys = listMovies(plex, 6);
    plex.intercept(({ count, phase }) => {
      if (count === 2 && phase === "before") change(plex, keys);
      return undefined;
    });

    const read = await readKeys(discover, { size: 2 });

    expect(read).toEqual(plex.discover.watchlist.all().map(({ ratingKey }) => ratingKey));
    expect(read).not.toEqual(keys);
    expect(plex.requests.filter(({ headers }) => headers["x-plex-container-start"] === "0")).toHaveLength(2);
  });

  it("is given as it was at one moment, or not at all", async () => {
    const act = fc.record({ count: fc.integer({ min: 1, max: 8 }), unlist: fc.boolean(), place: fc.nat() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.array(act, { maxLength: 4 }), async (size, acts) => {
        const { plex, discover } = start();
        listMovies(plex, 12);
        const now = (): string =>
          plex.discover.watchlist
            .all()
            .map(({ ratingKey }) => ratingKey)
            .join();
        const moments = [now()];
        plex.intercept(({ count, phase }) => {
          for (const [number, { unlist, place }] of acts.filter((one) => one.count === count).entries()) {
            if (phase === "after") continue;
            const listed = plex.discover.watchlist.all();
            const chosen = listed[place % Math.max(1, listed.length)];
            if (unlist && chosen !== undefined) plex.discover.watchlist.unlist(chosen.ratingKey);
            else listMovie(plex, 100 * count + number);
            moments.push(now());
          }
          return undefined;
        });

        const read = await readKeys(discover, { size }).then(
          (keys) => keys.join(),
          (error: unknown) => error,
        );

        expect([...moments, expect.objectContaining({ code: "incomplete" })]).toContainEqual(read);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a watchlist that is not proven complete", () => {
  it.each<[string, Body["MediaContainer"]]>([
    ["says neither rows nor how many", { size: 0 }],
    ["has rows and does not say how many", { Metadata: [{ type: "movie", ratingKey: "a".repeat(24) }] }],
    ["announces titles and has none", { totalSize: 142, offset: 0 }],
    [
      "has more rows than it announces",
      { totalSize: 0, offset: 0, Metadata: [{ type: "movie", ratingKey: "a".repeat(24) }] },
    ],
    [
      "repeats a row",
      {
        totalSize: 2,
        offset: 0,
        Metadata: [
          { type: "movie", ratingKey: "a".repeat(24) },
          { type: "movie", ratingKey: "a".repeat(24) },
        ],
      },
    ],
  ])("because it %s is incomplete", async (_, MediaContainer) => {
    const { plex, discover } = start();
    plex.intercept(({ phase }) =>
      phase === "after" ? { kind: "json", transform: () => ({ MediaContainer }) } : undefined,
    );

    await expect(discover.watchlist()).rejects.toMatchObject({ code: "incomplete" });
  });

  it("because a page before the end is empty is incomplete", async () => {
    const { plex, discover } = start();
    listMovies(plex, 6);
    plex.intercept(({ phase, count }) =>
      phase === "after" && count % 3 === 2
        ? { kind: "json", transform: () => ({ MediaContainer: { offset: 2, totalSize: 6 } }) }
        : undefined,
    );

    await expect(discover.watchlist({ size: 2 })).rejects.toMatchObject({ code: "incomplete" });
  });

  it("because the server sends the first page for every page is incomplete", async () => {
    const { plex, discover } = start();
    listMovies(plex, 4);
    const first: unknown[] = [];
    plex.intercept(({ phase }) =>
      phase === "after"
        ? {
            kind: "json",
            transform: (body) => {
              first.push(body);
              return first[0];
            },
          }
        : undefined,
    );

    await expect(discover.watchlist({ size: 2 })).rejects.toMatchObject({ code: "incomplete" });
  });

  it("because page two does not come is an error, not a short list", async () => {
    const { plex, discover } = start({}, { retry: { attempts: 2 } });
    listMovies(plex, 4);
    plex.intercept(({ count }) => (count > 1 ? { kind: "status", status: 502 } : undefined));

    await expect(discover.watchlist({ size: 2 })).rejects.toMatchObject({ code: "server-error" });
  });
});

describe("the etag", () => {
  it("costs one request while nothing changes, however long the list is", async () => {
    const { plex, discover } = start();
    listMovies(plex, 6);
    const first = await discover.watchlist({ size: 2 });
    const etag = first.state === "read" ? first.etag : undefined;
    plex.requests.clear();

    await expect(discover.watchlist({ size: 2, etag })).resolves.toEqual({ state: "not-modified" });
    expect(plex.requests).toMatchObject([{ status: 304, headers: { "if-none-match": etag } }]);
    expect(plex.violations).toEqual([]);
  });

  it("reports a 304 as an answer and not as an error", async () => {
    const events: RequestEvent[] = [];
    const { discover } = start({}, { onRequest: (event) => events.push(event) });
    const first = await discover.watchlist();

    await discover.watchlist({ etag: first.state === "read" ? first.etag : undefined });

    const event = { method: "GET", path: "/library/sections/watchlist/all", attempt: 1, durationMs: 0 };
    expect(events).toEqual([
      { ...event, status: 200 },
      { ...event, status: 304 },
    ]);
  });

  it.each<[string, (plex: InMemoryPlex, keys: readonly string[]) => void]>([
    ["a new title", (plex) => listMovie(plex, 99)],
    ["a title gone from the last page", (plex, keys) => plex.discover.watchlist.unlist(keys.at(-1) ?? "")],
    [
      "one gone from the last page and a new one",
      (plex, keys) => {
        plex.discover.watchlist.unlist(keys.at(-1) ?? "");
        listMovie(plex, 99);
      },
    ],
  ])("shows %s by the first page alone", async (_, change) => {
    const { plex, discover } = start();
    const keys = listMovies(plex, 6);
    const first = await discover.watchlist({ size: 2 });
    change(plex, keys);

    const second = await discover.watchlist({ size: 2, etag: first.state === "read" ? first.etag : undefined });

    expect(second).toMatchObject({
      state: "read",
      items: plex.discover.watchlist.all().map(({ ratingKey }) => ({ ratingKey })),
    });
  });

  it("is asked with once: a list that changes under the read is walked again without it", async () => {
    const { plex, discover } = start();
    const keys = listMovies(plex, 4);
    const before = await discover.watchlist({ size: 2 });
    const etag = before.state === "read" ? before.etag : undefined;
    const lost = keys[3] ?? "";
    plex.discover.watchlist.unlist(lost);
    plex.requests.clear();
    plex.intercept(({ count, phase }) => {
      // Back to the list of the etag while it is being read.
      if (count === 4 && phase === "before") plex.discover.watchlist.list(lost, 1_700_000_000);
      return undefined;
    });

    const after = await discover.watchlist({ size: 2, etag });

    expect(after).toMatchObject({ state: "read", etag, items: keys.map((ratingKey) => ({ ratingKey })) });
    expect(plex.requests.map(({ headers }) => headers["if-none-match"])).toEqual([
      etag,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("is left out when Plex sends none", async () => {
    const { plex, discover } = start();
    plex.intercept(({ phase }) =>
      phase === "after"
        ? { kind: "status", status: 200, contentType: "application/json", body: '{"MediaContainer":{"totalSize":0}}' }
        : undefined,
    );

    await expect(discover.watchlist()).resolves.toEqual({ state: "read", items: [] });
  });

  it("does not hide a failure: what is no 304 is told as ever, and 5xx are tried again with it", async () => {
    const clock = fakeClock();
    const { plex, discover } = start({}, { clock });
    plex.intercept(({ count }) => (count === 1 ? { kind: "status", status: 503 } : undefined));

    await expect(discover.watchlist({ etag: 'W/"old"' })).resolves.toMatchObject({ state: "read" });
    expect(plex.requests.map(({ headers }) => headers["if-none-match"])).toEqual(['W/"old"', 'W/"old"']);
  });
});
