import { describe, expect, test } from "vitest";

import { differences } from "./support/differences.ts";
import { createHousehold } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const AT = "2026-01-01T10:00:00.000Z";
const onPlex = ({ plex }: Services): readonly string[] => plex.discover.watchlist.all().map(({ title }) => title);
const onTrakt = ({ trakt }: Services): readonly string[] =>
  trakt.account.watchlist().map(({ type, traktId }) => `${type} ${traktId}`);
const matches = ({ plex }: Services): readonly string[] =>
  plex.requests.filter(({ path }) => path.endsWith("/matches")).map(({ query }) => query["guid"] ?? "");

describe("a title on Trakt's list", () => {
  test("that no library holds is found in Plex's catalogue by an external id, and remembered", async () => {
    const services = await start();
    const household = createHousehold(services);
    const movie = household.movie("Film", { copies: 0, traktListed: AT });
    household.show("Show", { isInLibrary: false, traktListed: AT });
    await runSync(services);
    expect(onPlex(services).toSorted()).toEqual(["Film", "Show"]);
    expect(matches(services)).toHaveLength(2);
    services.trakt.account.unlist("movie", movie.traktId);
    await runSync(services);
    services.trakt.account.list("movie", movie.traktId, AT);
    await runSync(services);
    expect(onPlex(services).toSorted()).toEqual(["Film", "Show"]);
    expect(matches(services)).toHaveLength(2);
    expect(differences(services, household.placed)).toEqual([]);
  });

  test("that a library holds is not looked for: its file tells the key, and one read shows that it is right", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Film", { traktListed: AT });
    await runSync(services);
    expect(onPlex(services)).toEqual(["Film"]);
    expect(matches(services)).toEqual([]);
    const reads = services.plex.requests.filter(({ path }) => path.startsWith("/discover/library/metadata/"));
    expect(reads.map(({ path }) => path)).toEqual([`/discover/library/metadata/${movie.discoverKey}`]);
  });

  test("whose file tells the key of another title is put on no list, and listed", async () => {
    const services = await start();
    const household = createHousehold(services);
    const other = household.movie("Other", { copies: 0 });
    const movie = household.movie("Film", { copies: 0, traktListed: AT });
    services.plex.items.addMovie({
      library: "1",
      title: "Film",
      guid: `plex://movie/${other.discoverKey}`,
      guids: [`tmdb://${movie.traktId + 100_000}`],
    });
    const problem = { field: "watchlist", title: "Film (2000)", message: expect.stringContaining("two titles") };
    expect(await runSync(services)).toMatchObject({ exitCode: 0, unmatched: [problem] });
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      skipped: [{ title: "Film (2000)", reason: "not-found" }],
    });
    expect([onPlex(services), onTrakt(services)]).toEqual([[], [`movie ${movie.traktId}`]]);
  });

  test("that Plex does not know is listed, stays on Trakt, and is not asked for again by the next run", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Obscure", { copies: 0, isInDiscover: false, traktListed: AT });
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      unmatched: [{ field: "watchlist", title: "Obscure (2000)", message: expect.stringContaining("catalogue") }],
    });
    services.plex.requests.clear();
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      unmatched: [],
      skipped: [{ field: "watchlist", title: "Obscure (2000)", reason: "not-found" }],
    });
    expect(matches(services)).toEqual([]);
    expect(onTrakt(services)).toEqual([`movie ${movie.traktId}`]);
  });

  test("whose file tells a key that Plex's catalogue has not is found by its other ids", async () => {
    const services = await start();
    createHousehold(services);
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 11 }, title: "Film" });
    services.trakt.account.list("movie", 1, AT);
    services.plex.items.addMovie({
      library: "1",
      title: "Film",
      guid: "plex://movie/5d7768ba96b655001fdc0408",
      guids: ["tmdb://11"],
    });
    services.plex.discover.catalogue.add({ type: "movie", title: "Film", guids: ["tmdb://11"] });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, unmatched: [] });
    expect(onPlex(services)).toEqual(["Film"]);
  });

  test("that is a season or an episode is left alone", async () => {
    const services = await start();
    const show = createHousehold(services).show("Show");
    services.trakt.account.list("episode", show.episode(1, 1).traktId, AT);
    services.trakt.account.list("season", show.placed.traktId + 701, AT);
    const before = onTrakt(services);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, problems: [], unmatched: [] });
    expect(onTrakt(services)).toEqual(before);
    expect(onPlex(services)).toEqual([]);
  });
});

describe("a title on Plex's list", () => {
  test("that Trakt does not know is listed, stays on Plex, and is not asked for again by the next run", async () => {
    const services = await start();
    const key = services.plex.discover.catalogue.add({ type: "movie", title: "Obscure", guids: ["tmdb://999"] });
    services.plex.discover.watchlist.list(key);
    createHousehold(services);
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      unmatched: [{ field: "watchlist", title: "Obscure" }],
    });
    services.trakt.requests.clear();
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      skipped: [{ title: "Obscure", reason: "not-found" }],
    });
    expect(services.trakt.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(onPlex(services)).toEqual(["Obscure"]);
  });

  test("without any other id is listed, and stays on Plex", async () => {
    const services = await start();
    createHousehold(services);
    const key = services.plex.discover.catalogue.add({ type: "movie", title: "Nameless" });
    services.plex.discover.watchlist.list(key);
    for (let run = 0; run < 2; run += 1) expect(await runSync(services)).toMatchObject({ exitCode: 0, failed: [] });
    expect(onPlex(services)).toEqual(["Nameless"]);
    expect(services.trakt.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("that is gone from Plex's catalogue can still be taken off", async () => {
    const services = await start({ plex: { guidsInWatchlist: false } });
    const household = createHousehold(services);
    const movie = household.movie("Film", { copies: 0, plexListed: AT, traktListed: AT });
    household.movie("Other", { copies: 0, plexListed: AT, traktListed: AT });
    await runSync(services);
    services.plex.discover.catalogue.remove(movie.discoverKey ?? "");
    services.trakt.account.unlist("movie", movie.traktId);
    expect(await runSync(services)).toMatchObject({ exitCode: 0 });
    expect(onPlex(services)).toEqual(["Other"]);
  });
});

describe("a title that Plex's catalogue has twice", () => {
  test("is one title, and leaves Plex's list with both entries", async () => {
    const services = await start();
    const household = createHousehold(services);
    const movie = household.movie("Film", { plexListed: AT });
    household.movie("Other", { copies: 0, plexListed: AT, traktListed: AT });
    const guids = [`tmdb://${movie.traktId + 100_000}`];
    services.plex.discover.watchlist.list(
      services.plex.discover.catalogue.add({ type: "movie", title: "Film again", guids }),
    );
    expect(await runSync(services)).toMatchObject({ exitCode: 0, problems: [] });
    expect(onTrakt(services)).toContain(`movie ${movie.traktId}`);
    services.trakt.account.unlist("movie", movie.traktId);
    await runSync(services);
    expect(onPlex(services)).toEqual(["Other"]);
  });
});

describe("a movie and a show with the same TMDB number", () => {
  test("are two titles on either list", async () => {
    const services = await start();
    createHousehold(services);
    services.trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 605 }, title: "Film 605" });
    services.trakt.catalogue.addShow({ ids: { trakt: 2, tmdb: 605 }, title: "Show 605", seasons: [] });
    const movie = services.plex.discover.catalogue.add({ type: "movie", title: "Film 605", guids: ["tmdb://605"] });
    const show = services.plex.discover.catalogue.add({ type: "show", title: "Show 605", guids: ["tmdb://605"] });
    services.plex.discover.watchlist.list(movie);
    services.trakt.account.list("show", 2, AT);
    await runSync(services);
    expect(onPlex(services).toSorted()).toEqual(["Film 605", "Show 605"]);
    expect(onTrakt(services).toSorted()).toEqual(["movie 1", "show 2"]);
    // What was just put on Plex's list counts as there once a read has shown it.
    await runSync(services);
    services.plex.discover.watchlist.unlist(show);
    await runSync(services);
    expect(onPlex(services)).toEqual(["Film 605"]);
    expect(onTrakt(services)).toEqual(["movie 1"]);
  });
});
