import { describe, expect, test } from "vitest";
import { createHousehold } from "../../test/household.ts";
import type { Household } from "../../test/household.ts";
import { paginate } from "../paginate.ts";

const at = "2026-01-02T20:10:33.000Z";
const later = "2026-02-02T20:10:33.000Z";
const now = "2026-11-22T10:00:00.000Z";
const page = { page: 1, limit: 250 };
const file = { media_type: "digital", resolution: "hd_1080p", audio: "dts_ma", audio_channels: "5.1" } as const;
const unset = { media_type: null, resolution: null, hdr: null, audio: null, audio_channels: null };

function collected({ service }: Household): unknown[] {
  return service.account
    .collection()
    .map(({ type, traktId, collectedAt, metadata }) => [`${type} ${traktId}`, collectedAt, metadata]);
}

describe("collecting", () => {
  test("stores what is said of a movie, and of flat and nested episodes with what stands above them", async () => {
    const household = createHousehold();
    const answer = await household.trakt.sync.addCollection({
      movies: [{ ids: { tmdb: 949 }, collected_at: at, ...file, "3d": true }],
      shows: [
        {
          ids: { tvdb: 210 },
          collected_at: at,
          media_type: "digital",
          resolution: "sd_480p",
          seasons: [{ number: 1, resolution: "hd_720p", episodes: [{ number: 1, hdr: "hlg" }, { number: 9 }] }],
        },
        { ids: { tvdb: 999 } },
      ],
      episodes: [{ ids: { tvdb: 402 }, collected_at: "released" }],
    });
    expect(answer).toMatchObject({
      added: { movies: 1, episodes: 2 },
      updated: { movies: 0, episodes: 0 },
      existing: { movies: 0, episodes: 0 },
      notFound: {
        shows: [{ ids: { tvdb: 210 }, seasons: [{ number: 1, episodes: [{ number: 9 }] }] }, { ids: { tvdb: 999 } }],
      },
    });
    expect(collected(household)).toEqual([
      ["movie 1", at, { ...file, "3d": true }],
      ["episode 1002", "2020-01-01T00:00:00.000Z", {}],
      ["episode 1001", at, { media_type: "digital", resolution: "hd_720p", hdr: "hlg" }],
    ]);
  });

  test("by a show without seasons takes every episode, by a season its own", async () => {
    const { trakt } = createHousehold();
    await expect(trakt.sync.addCollection({ seasons: [{ ids: { tvdb: 301 } }] })).resolves.toMatchObject({
      added: { episodes: 2 },
    });
    await expect(trakt.sync.addCollection({ shows: [{ ids: { trakt: 10 } }] })).resolves.toMatchObject({
      added: { episodes: 1 },
    });
  });

  test.each<[string, object, object]>([
    ["the same again", { collected_at: at, ...file }, { existing: { movies: 1 }, updated: { movies: 0 } }],
    ["3d that is false where none was said", { collected_at: at, ...file, "3d": false }, { existing: { movies: 1 } }],
    ["another date", { collected_at: later, ...file }, { existing: { movies: 0 }, updated: { movies: 1 } }],
    ["a better file", { collected_at: at, ...file, resolution: "uhd_4k" }, { updated: { movies: 1 } }],
    ["less metadata", { collected_at: at, media_type: "digital" }, { updated: { movies: 1 } }],
    ["no date: it becomes now", file, { updated: { movies: 1 } }],
  ])("tells what was there: %s", async (_, said, counts) => {
    const { service, trakt } = createHousehold();
    service.account.collect("movie", 1, { at, metadata: file });
    const answer = await trakt.sync.addCollection({ movies: [{ ids: { trakt: 1 }, ...said }] });
    expect(answer).toMatchObject({ added: { movies: 0, episodes: 0 }, ...counts });
    expect(service.account.collection()).toHaveLength(1);
  });

  test("overwrites the date and all metadata", async () => {
    const household = createHousehold();
    household.service.account.collect("movie", 1, { at, metadata: file });
    await household.trakt.sync.addCollection({ movies: [{ ids: { trakt: 1 }, hdr: "hdr10" }] });
    expect(collected(household)).toEqual([["movie 1", now, { hdr: "hdr10" }]]);
  });

  test("counts a title that stands twice in a body once as added", async () => {
    const { trakt } = createHousehold({ service: { settings: { limits: { collection: 1 } } } });
    const movie = { ids: { trakt: 1 }, collected_at: at } as const;
    await expect(trakt.sync.addCollection({ movies: [movie, movie] })).resolves.toMatchObject({
      added: { movies: 1 },
      existing: { movies: 1 },
    });
  });
});

describe("removing from the collection", () => {
  test("takes the title, or all episodes of a show, and tells what was not there", async () => {
    const household = createHousehold();
    const { account } = household.service;
    account.collect("movie", 1, { at });
    account.collect("movie", 2, { at });
    account.collect("episode", 1000, { at });
    account.collect("episode", 1002, { at });
    const answer = await household.trakt.sync.removeCollection({
      movies: [{ ids: { trakt: 1 } }, { ids: { trakt: 77 } }],
      shows: [{ ids: { slug: "harbour" } }],
    });
    expect(answer).toMatchObject({
      deleted: { movies: 1, episodes: 2 },
      notFound: { movies: [{ ids: { trakt: 77 } }] },
    });
    expect(collected(household)).toEqual([["movie 2", at, {}]]);
  });

  test("again removes nothing", async () => {
    const { trakt } = createHousehold();
    const body = { episodes: [{ ids: { trakt: 1000 } }] };
    await expect(trakt.sync.removeCollection(body)).resolves.toMatchObject({ deleted: { movies: 0, episodes: 0 } });
  });
});

describe("reading the collection", () => {
  const fill = (): Household => {
    const household = createHousehold();
    const { account } = household.service;
    account.collect("movie", 2, { at: later });
    account.collect("movie", 1, { at, metadata: { ...file, "3d": true } });
    account.collect("episode", 1002, { at: later, metadata: file });
    account.collect("episode", 1000, { at });
    account.collect("episode", 1001, { at });
    return household;
  };

  test("leaves metadata out when it is not asked for", async () => {
    const { trakt } = fill();
    const movies = await trakt.sync.collectionMovies()(page);
    const shows = await trakt.sync.collectionShows()(page);
    expect(movies).toMatchObject({ limit: 250, pageCount: 1, itemCount: 2 });
    expect(JSON.stringify([movies, shows])).not.toContain("metadata");
  });

  test("shows movies with all keys of their metadata", async () => {
    const { trakt } = fill();
    const { rows } = await trakt.sync.collectionMovies({ extended: "metadata" })(page);
    const movie = (title: string, year: number): object => ({ movie: expect.objectContaining({ title, year }) });
    expect(rows).toEqual([
      { collected_at: at, updated_at: now, ...movie("Heat", 1995), metadata: { ...unset, ...file, "3d": true } },
      { collected_at: later, updated_at: now, ...movie("The Matrix", 1999), metadata: { ...unset, "3d": null } },
    ]);
  });

  test("shows episodes by show, season and number", async () => {
    const { trakt } = fill();
    const { rows } = await trakt.sync.collectionShows({ extended: "metadata" })(page);
    const nothing = { ...unset, "3d": false };
    expect(rows).toEqual([
      {
        last_collected_at: later,
        last_updated_at: now,
        show: expect.objectContaining({ title: "Harbour" }),
        seasons: [
          { number: 0, episodes: [{ number: 1, collected_at: at, metadata: nothing }] },
          {
            number: 1,
            episodes: [
              { number: 1, collected_at: at, metadata: nothing },
              { number: 2, collected_at: later, metadata: { ...nothing, ...file } },
            ],
          },
        ],
      },
    ]);
  });

  test("tells dates alone in maps that announce nothing", async () => {
    const { trakt } = fill();
    const movies = await trakt.sync.collectionMoviesMinimal()(page);
    const episodes = await trakt.sync.collectionEpisodesMinimal()({ page: 2, limit: 2 });
    expect([movies, episodes]).toEqual([
      {
        page: 1,
        rows: [
          { trakt: 1, collected_at: at },
          { trakt: 2, collected_at: later },
        ],
      },
      { page: 2, rows: [{ trakt: 1002, collected_at: later }] },
    ]);
  });

  test("cuts pages of a hundred when no limit is sent, and of 250 at most", async () => {
    const { service, trakt } = createHousehold();
    for (let id = 100; id < 700; id += 1) {
      service.catalogue.addMovie({ ids: { trakt: id }, title: `Movie ${id}` });
      service.account.collect("movie", id, { at });
    }
    const last = await trakt.sync.collectionMovies()({ page: 3, limit: 1000 });
    let rows = 0;
    for await (const part of paginate(trakt.sync.collectionMovies({ extended: "metadata" }), {
      key: ({ movie }) => String(movie.ids.trakt),
    })) {
      rows += part.length;
    }
    expect([last.rows.length, last.limit, last.itemCount, rows]).toEqual([100, 250, 600, 600]);
    expect(service.requests).toHaveLength(4);
  });
});
