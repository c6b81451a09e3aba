import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services, ServicesOptions } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const UPGRADE = "https://trakt.tv/vip";
const dayOf = (index: number): string => new Date(Date.UTC(2018, 0, 1 + index)).toISOString();
const posts = ({ trakt }: Services): readonly (number | undefined)[] =>
  trakt.requests.filter(({ method }) => method === "POST").map(({ status }) => status);
const listedNames = ({ trakt }: Services, { placed }: Household): readonly string[] => {
  const listed = new Set(trakt.account.watchlist().map(({ type, traktId }) => `${type} ${traktId}`));
  return placed.filter(({ type, traktId }) => listed.has(`${type} ${traktId}`)).map(({ name }) => name);
};

/** An account whose watchlist holds some titles of its limit, all of them on Plex too, and as many more that are on Plex alone. */
async function startListed(
  held: number,
  more: number,
  trakt: ServicesOptions["trakt"],
): Promise<{ services: Services; household: Household }> {
  const services = await start({ trakt });
  const household = createHousehold(services);
  for (let index = 0; index < held; index += 1) {
    const at = dayOf(index);
    household.movie(`Old ${index}`, { copies: 0, plexListed: at, traktListed: at });
  }
  for (let index = 0; index < more; index += 1) {
    household.movie(`New ${index}`, { copies: 0, plexListed: dayOf(1000 + index) });
  }
  return { services, household };
}

const FREE = { settings: { limits: { watchlist: 250 } } };
const newest = (count: number, of: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `New ${of - count + index}`);

describe("a free account with a limit of 250 on its watchlist", () => {
  test("is filled up with the newest, and the rest is listed and not sent", async () => {
    const { services, household } = await startListed(240, 30, FREE);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, fields: { watchlist: { toTrakt: { added: 10 } } }, failed: [] });
    expect(report.refused).toHaveLength(20);
    expect(report.refused[0]).toMatchObject({
      field: "watchlist",
      reason: "account-limit",
      message: expect.stringMatching(/limit of 250 .*https:\/\/trakt\.tv\/vip/),
    });
    expect(listedNames(services, household).slice(240)).toEqual(newest(10, 30));
    expect(report.warnings).toEqual([
      expect.stringMatching(/watchlist .* 250 .* 20 titles .*https:\/\/trakt\.tv\/vip/),
    ]);
    expect(posts(services)).toEqual([201]);
  });

  test("is sent nothing for them by the next run, and nothing is taken off Plex", async () => {
    const { services } = await startListed(240, 30, FREE);
    await runSync(services);
    services.trakt.requests.clear();
    const again = await runSync(services, { listOperations: true });
    expect(again).toMatchObject({ exitCode: 0, operations: [] });
    expect(again.refused).toHaveLength(20);
    expect(posts(services)).toEqual([]);
    expect(services.plex.discover.watchlist.all()).toHaveLength(270);
  });

  test("is sent nothing when it is full", async () => {
    const { services } = await startListed(250, 5, FREE);
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [], warnings: [expect.stringContaining(UPGRADE)] });
    expect(report.refused.map(({ message }) => message)).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining(UPGRADE)),
    );
    expect(posts(services)).toEqual([]);
  });

  test("is sent all of it once it is a VIP", async () => {
    const { services, household } = await startListed(240, 30, FREE);
    await runSync(services);
    services.trakt.account.changeSettings({ vip: true });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, refused: [] });
    expect(listedNames(services, household)).toHaveLength(270);
  });

  test("has room again when a person takes titles off", async () => {
    const { services, household } = await startListed(250, 5, FREE);
    await runSync(services);
    for (const { traktId } of household.placed.slice(0, 2)) services.trakt.account.unlist("movie", traktId);
    const report = await runSync(services);
    expect(report).toMatchObject({
      exitCode: 0,
      fields: { watchlist: { toTrakt: { added: 2 }, toPlex: { removed: 2 } } },
    });
    expect(report.refused).toHaveLength(3);
    expect(listedNames(services, household).slice(248)).toEqual(newest(2, 5));
  });

  test("keeps no room for a title that Trakt does not know", async () => {
    const { services, household } = await startListed(249, 2, FREE);
    const unknown = services.plex.discover.catalogue.add({ type: "movie", title: "Obscure", guids: ["tmdb://999"] });
    services.plex.discover.watchlist.list(unknown);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, unmatched: [{ title: "Obscure" }] });
    await runSync(services);
    expect(listedNames(services, household).slice(249)).toEqual(["New 1"]);
  });

  test("counts what pakt has no part in, too: seasons and episodes on the list", async () => {
    const { services, household } = await startListed(240, 0, FREE);
    const show = household.show("Show");
    for (let index = 1; index <= 9; index += 1) {
      services.trakt.account.list("episode", show.placed.traktId + 100 + index, dayOf(index));
    }
    household.movie("New 0", { copies: 0, plexListed: dayOf(1000) });
    household.movie("New 1", { copies: 0, plexListed: dayOf(1001) });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, refused: [{ title: "New 0" }] });
    expect(listedNames(services, household).slice(240)).toEqual(["New 1"]);
    expect(posts(services)).toEqual([201]);
  });
});

describe("a free account with a limit on its collection", () => {
  test("counts its episodes one by one, and takes what came in last", async () => {
    const services = await start({ trakt: { settings: { limits: { collection: 10 } } } });
    const household = createHousehold(services);
    const show = household.show("Show");
    for (let number = 1; number <= 8; number += 1) {
      const traktCollected = { at: dayOf(number), metadata: { media_type: "digital" as const } };
      show.episode(1, number, { addedAt: dayOf(number), ...(number <= 6 ? { traktCollected } : {}) });
    }
    const movies = [1, 2, 3, 4].map((index) => household.movie(`Film ${index}`, { addedAt: dayOf(100 + index) }));
    const report = await runSync(services);
    expect(report).toMatchObject({
      exitCode: 0,
      failed: [],
      fields: { collection: { toTrakt: { added: 4, updated: 6 } } },
    });
    expect(report.refused.map(({ title }) => title)).toEqual(["Show S01E07", "Show S01E08"]);
    const collected = services.trakt.account.collection();
    expect(collected.filter(({ type }) => type === "movie").map(({ traktId }) => traktId)).toEqual(
      movies.map(({ traktId }) => traktId).toReversed(),
    );
    expect(collected).toHaveLength(10);
    expect(posts(services).every((status) => status === 201)).toBe(true);
  });
});
