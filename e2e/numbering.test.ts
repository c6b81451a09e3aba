import type { PlexMedia } from "@pakt/plex-sdk";
import { afterEach, describe, expect, test } from "vitest";

import { BEST, BEST_ON_TRAKT, ORDINARY, ORDINARY_ON_TRAKT } from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

const AT = Date.parse("2026-05-01T20:00:00.000Z") / 1000;

/** A show of two episodes; Trakt's ids of them are 101 and 102, TVDB's 5001 and 5002. */
async function start(): Promise<Services> {
  const services = await startServices();
  open.push(services);
  services.plex.libraries.add({ key: "1", title: "Shows", type: "show" });
  services.trakt.catalogue.addShow({
    ids: { trakt: 100, tvdb: 500, tmdb: 700 },
    title: "Firefly",
    year: 2002,
    seasons: [
      {
        number: 1,
        ids: { trakt: 110 },
        episodes: [
          { number: 1, title: "The Train Job", ids: { trakt: 101, tvdb: 5001 } },
          { number: 2, title: "Serenity", ids: { trakt: 102, tvdb: 5002 } },
        ],
      },
    ],
  });
  return services;
}

const plays = ({ trakt }: Services): readonly number[] => trakt.account.plays().map(({ traktId }) => traktId);
const seasonReads = ({ trakt }: Services): number =>
  trakt.requests.filter(({ path }) => path.endsWith("/seasons")).length;

describe("a show in another order", () => {
  test("goes by ids when the person chose the order, and Trakt's list of its seasons is read once", async () => {
    const services = await start();
    const show = services.plex.items.addShow({
      library: "1",
      title: "Firefly",
      guids: ["tvdb://500"],
      showOrdering: "dvd",
    });
    // On the DVD the pilot comes first: Plex's first episode is Trakt's second.
    const pilot = services.plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: 1,
      title: "Serenity",
      guids: ["tvdb://5002"],
      viewCount: 1,
      lastViewedAt: AT,
    });
    const train = services.plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: 2,
      title: "The Train Job",
      guids: ["tvdb://5001"],
    });
    services.trakt.account.watch("episode", 101, "2026-05-02T20:00:00.000Z");
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, problems: [] });
    expect(plays(services).toSorted((a, b) => a - b)).toEqual([101, 102]);
    expect(services.plex.items.get(train)?.viewCount).toBe(1);
    expect(services.plex.items.get(pilot)?.viewCount).toBe(1);
    expect(seasonReads(services)).toBe(1);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [] });
    expect(seasonReads(services)).toBe(1);
  });

  test("has each file entered under its own episode, whatever Plex's number of it, once", async () => {
    const services = await start();
    const show = services.plex.items.addShow({
      library: "1",
      title: "Firefly",
      guids: ["tvdb://500"],
      showOrdering: "dvd",
    });
    const episode = (index: number, guid: string, media: PlexMedia): unknown =>
      services.plex.items.addEpisode({ show, parentIndex: 1, index, guids: [guid], media: [media] });
    episode(1, "tvdb://5002", BEST);
    episode(2, "tvdb://5001", ORDINARY);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, problems: [] });
    expect(services.trakt.account.collection()).toMatchObject([
      { traktId: 101, metadata: ORDINARY_ON_TRAKT },
      { traktId: 102, metadata: BEST_ON_TRAKT },
    ]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [], problems: [] });
    services.trakt.requests.clear();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [], problems: [] });
    expect(services.trakt.requests.map(({ path }) => path)).toEqual(["/sync/last_activities"]);
  });

  test("goes by ids when ids and numbers disagree", async () => {
    const services = await start();
    const show = services.plex.items.addShow({ library: "1", title: "Firefly", guids: ["tvdb://500"] });
    services.plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: 1,
      title: "Serenity",
      guids: ["tvdb://5002"],
      viewCount: 1,
      lastViewedAt: AT,
      userRating: 8,
      lastRatedAt: AT,
    });
    // The rating names the episode by its ids: Trakt's number of it is two.
    services.trakt.account.rate("episode", 102, 8, "2026-05-01T20:00:00.000Z");
    expect(await runSync(services)).toMatchObject({ exitCode: 0, problems: [] });
    expect(plays(services)).toEqual([102]);
  });

  test("is left alone, and listed, while Trakt's list of its seasons cannot be read", async () => {
    const services = await start();
    const show = services.plex.items.addShow({
      library: "1",
      title: "Firefly",
      guids: ["tvdb://500"],
      showOrdering: "absolute",
    });
    services.plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: 1,
      title: "Serenity",
      guids: ["tvdb://5002"],
      viewCount: 1,
      lastViewedAt: AT,
    });
    services.trakt.intercept(({ path, phase }) =>
      phase === "before" && path.startsWith("/s") && !path.startsWith("/sync")
        ? { kind: "status", status: 404, body: {} }
        : undefined,
    );
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ operations: [], problems: [{ title: "Firefly", reason: "ordering-differs" }] });
    services.trakt.intercept();
    await runSync(services);
    expect(plays(services)).toEqual([102]);
  });
});

describe("legacy agents", () => {
  test("a movie and a show known by old guids only are matched by the ids in them", async () => {
    const services = await start();
    services.plex.libraries.add({ key: "2", title: "Movies", type: "movie", agent: "com.plexapp.agents.imdb" });
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, imdb: "tt0113277", tmdb: 949 }, title: "Heat", year: 1995 });
    services.plex.items.addMovie({
      library: "2",
      title: "Heat",
      guid: "com.plexapp.agents.imdb://tt0113277?lang=en",
      viewCount: 1,
      lastViewedAt: AT,
    });
    const show = services.plex.items.addShow({
      library: "1",
      title: "Firefly",
      guid: "com.plexapp.agents.thetvdb://500?lang=en",
    });
    services.plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: 2,
      title: "Serenity",
      guid: "com.plexapp.agents.thetvdb://500/1/2?lang=en",
      viewCount: 1,
      lastViewedAt: AT,
    });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, problems: [], unmatched: [] });
    expect(plays(services).toSorted((a, b) => a - b)).toEqual([1, 102]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [] });
  });

  test("two copies of one movie, one of an old agent and one of the new, are one title", async () => {
    const services = await start();
    services.plex.libraries.add({ key: "2", title: "Movies", type: "movie" });
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, imdb: "tt0113277", tmdb: 949 }, title: "Heat", year: 1995 });
    services.trakt.account.watch("movie", 1, "2026-05-02T20:00:00.000Z");
    const old = services.plex.items.addMovie({
      library: "2",
      title: "Heat",
      guid: "com.plexapp.agents.imdb://tt0113277?lang=en",
    });
    const modern = services.plex.items.addMovie({ library: "2", title: "Heat", guids: ["tmdb://949"] });
    await runSync(services);
    expect([old, modern].map((key) => services.plex.items.get(key)?.viewCount)).toEqual([1, 1]);
    expect(plays(services)).toEqual([1]);
  });
});
