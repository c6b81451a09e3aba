import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const services = (): Promise<Services> => start({ plex: { dropsWatched: true }, trakt: { dropsWatched: true } });
const WISHED = { plexListed: "2026-01-01T10:00:00.000Z", traktListed: "2026-01-01T10:00:00.000Z" };
const LONG_AGO = { at: "2019-05-01T20:00:00.000Z" };

const onPlex = ({ plex }: Services): readonly string[] => plex.discover.watchlist.all().map(({ title }) => title);
const countOnTrakt = ({ trakt }: Services): number => trakt.account.watchlist().length;

/** The watchlist's writes of one run. */
async function writesOf(running: Services): Promise<readonly string[]> {
  const report = await runSync(running, { listOperations: true });
  expect(report.exitCode).toBe(0);
  const ofList = (report.operations ?? []).filter(({ field }) => field === "watchlist");
  return ofList.map(({ action, side, reason }) => `${action} ${side} ${reason}`);
}

describe("a wish to see again what was seen long ago", () => {
  test.each(["plexSeen", "traktSeen"] as const)("outlives the first sync, which marks it (%s)", async (seen) => {
    const running = await services();
    createHousehold(running).movie("Film", { ...WISHED, [seen]: LONG_AGO });
    const side = seen === "plexSeen" ? "trakt" : "plex";
    expect(await writesOf(running)).toEqual([]);
    expect([onPlex(running).length, countOnTrakt(running)]).toEqual(side === "plex" ? [0, 1] : [1, 0]);
    expect(await writesOf(running)).toEqual([`add ${side} dropped-by-own-mark`]);
    expect([onPlex(running), countOnTrakt(running)]).toEqual([["Film"], 1]);
    for (let run = 0; run < 3; run += 1) expect(await writesOf(running)).toEqual([]);
  });

  test("outlives the arrival of its file, which pakt marks in Plex", async () => {
    const running = await services();
    const movie = createHousehold(running).movie("Film", { copies: 0, ...WISHED, traktSeen: LONG_AGO });
    // Listed after it was seen on Trakt.
    running.trakt.account.list("movie", movie.traktId, WISHED.traktListed);
    await runSync(running);
    running.plex.items.addMovie({
      library: "1",
      title: "Film",
      guid: `plex://movie/${movie.discoverKey}`,
      guids: [`tmdb://${movie.traktId + 100_000}`],
    });
    expect(await writesOf(running)).toEqual([]);
    expect(onPlex(running)).toEqual([]);
    expect(await writesOf(running)).toEqual(["add plex dropped-by-own-mark"]);
    expect([onPlex(running), countOnTrakt(running)]).toEqual([["Film"], 1]);
    expect(await writesOf(running)).toEqual([]);
  });
});

describe("a show of which one episode was seen", () => {
  test("stays on Plex's list when Trakt drops it for our play, until a person takes it off", async () => {
    const running = await services();
    const household = createHousehold(running);
    household.movie("Other", { copies: 0, ...WISHED });
    const show = household.show("Show", WISHED);
    const [first] = [1, 2, 3].map((number) => show.episode(1, number));
    await runSync(running);
    running.plex.person.view(first?.ratingKeys[0] ?? "", Date.now() / 1000);
    await runSync(running);
    for (let run = 0; run < 2; run += 1) {
      expect(await runSync(running)).toMatchObject({
        exitCode: 0,
        kept: [{ field: "watchlist", title: "Show (2010)", reason: "started-watching" }],
      });
    }
    expect([onPlex(running).toSorted(), countOnTrakt(running)]).toEqual([["Other", "Show"], 1]);
    running.plex.discover.watchlist.unlist(show.placed.discoverKey ?? "");
    expect(await runSync(running)).toMatchObject({ exitCode: 0, kept: [] });
    expect([onPlex(running), countOnTrakt(running)]).toEqual([["Other"], 1]);
  });
});
