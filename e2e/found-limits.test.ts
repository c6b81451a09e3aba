import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import type { Household } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services, ServicesOptions } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const UPGRADE = "https://trakt.tv/vip";
const DAY = 86_400_000;
const dayOf = (index: number): string => new Date(Date.UTC(2018, 0, 1 + index)).toISOString();
const posts = ({ trakt }: Services): readonly (number | undefined)[] =>
  trakt.requests.filter(({ method }) => method === "POST").map(({ status }) => status);
const newest = (count: number, of: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `Film ${of - count + index}`);
const collected = ({ trakt }: Services, { placed }: Household): readonly string[] => {
  const held = new Set(trakt.account.collection().map(({ traktId }) => traktId));
  return placed.filter(({ traktId }) => held.has(traktId)).map(({ name }) => name);
};

interface Scene {
  readonly services: Services;
  readonly household: Household;
  /** A run, with what it sent to Trakt. */
  run(): Promise<{
    readonly report: Awaited<ReturnType<typeof runSync>>;
    readonly posts: readonly (number | undefined)[];
  }>;
  skip(milliseconds: number): void;
}

/** An account that does not say that it may hold so many, and as many films in Plex, the newest last. */
async function startFull(films: number, collection: number, trakt: ServicesOptions["trakt"] = {}): Promise<Scene> {
  let now = Date.now();
  const services = await start({
    now: () => now,
    trakt: { shownLimits: "partial", settings: { limits: { collection } }, ...trakt },
  });
  const household = createHousehold(services);
  for (let index = 0; index < films; index += 1) household.movie(`Film ${index}`, { addedAt: dayOf(index) });
  return {
    services,
    household,
    run: async () => {
      services.trakt.requests.clear();
      const report = await runSync(services, { listOperations: true });
      return { report, posts: posts(services) };
    },
    skip: (milliseconds) => {
      now += milliseconds;
    },
  };
}

describe("an account that does not say how much it may hold", () => {
  // Trakt's settings leave the collection out of their limits, or tell none at all; what counts is only found out by writing.
  const cases = (["partial", "absent"] as const).flatMap((shownLimits) =>
    [true, false].map((limitStoresPart) => ({ shownLimits, limitStoresPart })),
  );
  test.each(cases)(
    "is filled with the newest until it is full, to the last place ($shownLimits, part stored: $limitStoresPart)",
    async ({ shownLimits, limitStoresPart }) => {
      const scene = await startFull(1200, 700, { shownLimits, limitStoresPart });
      scene.household.movie("Rated", { addedAt: dayOf(2000), plexRating: { value: 8, at: dayOf(1) } });
      const { report, posts: sent } = await scene.run();
      expect(report).toMatchObject({
        exitCode: 0,
        failed: [],
        unknown: [],
        fields: { collection: { toTrakt: { added: 700 } }, rating: { toTrakt: { added: 1 } } },
        warnings: [
          `The collection of this Trakt account may hold 700 and holds 700: 501 titles do not fit. More with Trakt VIP: ${UPGRADE}`,
        ],
      });
      expect(report.refused).toHaveLength(501);
      expect(report.refused[0]?.message).toMatch(/hold 700\. https:\/\/trakt\.tv\/vip$/);
      expect(sent.filter((status) => status === 420)).toHaveLength(1);
      expect(collected(scene.services, scene.household)).toEqual([...newest(699, 1200), "Rated"]);
    },
  );

  test.each([true, false])(
    "is filled to the last place of its watchlist, and the rest stays on Plex (part stored: %s)",
    async (limitStoresPart) => {
      const services = await start({
        trakt: { shownLimits: "absent", limitStoresPart, settings: { limits: { watchlist: 300 } } },
      });
      const household = createHousehold(services);
      for (let index = 0; index < 600; index += 1) {
        household.movie(`New ${index}`, { copies: 0, plexListed: dayOf(index) });
      }
      expect(await runSync(services)).toMatchObject({
        exitCode: 0,
        failed: [],
        unknown: [],
        fields: { watchlist: { toTrakt: { added: 300 }, toPlex: { removed: 0 } } },
        refused: { length: 300 },
      });
      await runSync(services);
      expect(services.plex.discover.watchlist.all()).toHaveLength(600);
      const listed = new Set(services.trakt.account.watchlist().map(({ traktId }) => traktId));
      expect(household.placed.filter(({ traktId }) => listed.has(traktId)).map(({ name }) => name)).toEqual(
        Array.from({ length: 300 }, (_, index) => `New ${300 + index}`),
      );
    },
  );

  test("has room for less than one batch: that much is filled in the same run", async () => {
    const scene = await startFull(20, 10);
    await writeFile(
      join(scene.services.home, "config.json"),
      JSON.stringify({ version: 1, batches: { collection: 4 } }),
    );
    expect((await scene.run()).posts).toEqual([201, 201, 420, 201]);
    expect(collected(scene.services, scene.household)).toEqual(newest(10, 20));
  });

  test("is sent nothing by the next run, which knows the limit and costs one request", async () => {
    const scene = await startFull(6, 3);
    await scene.run();
    scene.skip(2 * DAY);
    const { report, posts: sent } = await scene.run();
    expect(report).toMatchObject({
      exitCode: 0,
      operations: [],
      requests: { trakt: 1 },
      warnings: [expect.stringMatching(/collection .* may hold 3 and holds 3: 3 titles do not fit.*vip$/)],
    });
    expect(sent).toEqual([]);
  });

  test("has room again when a person takes titles out: the newest come in, and no more than fit", async () => {
    const scene = await startFull(6, 3);
    await scene.run();
    scene.services.trakt.account.uncollect("movie", scene.household.placed[3]?.traktId ?? 0);
    scene.skip(2 * DAY);
    expect((await scene.run()).posts).toEqual([201]);
    expect(collected(scene.services, scene.household)).toEqual(["Film 2", "Film 4", "Film 5"]);
  });

  test("is sent all of it once it is a VIP", async () => {
    const scene = await startFull(6, 3);
    await scene.run();
    scene.services.trakt.account.changeSettings({ vip: true });
    scene.skip(2 * DAY);
    expect((await scene.run()).report).toMatchObject({
      refused: [],
      fields: { collection: { toTrakt: { added: 3 } } },
    });
  });

  test("is asked again after a month whether it still holds no more", async () => {
    const scene = await startFull(6, 3);
    await scene.run();
    scene.services.trakt.account.changeSettings({ limits: { collection: 5 } });
    scene.skip(29 * DAY);
    expect((await scene.run()).posts).toEqual([]);
    scene.skip(DAY);
    expect((await scene.run()).posts).toEqual([420, 201]);
    expect(collected(scene.services, scene.household)).toEqual(newest(5, 6));
  });
});

describe("an account that is full and does not even then say at how many", () => {
  test("is left alone for a week, and as long as it holds as much", async () => {
    const scene = await startFull(6, 3, { tellsLimit: false, limitStoresPart: true });
    const { report, posts: sent } = await scene.run();
    expect(sent).toEqual([420]);
    expect(report.warnings).toEqual([
      `The collection of this Trakt account is full with 3: 3 titles do not fit. More with Trakt VIP: ${UPGRADE}`,
    ]);
    expect(collected(scene.services, scene.household)).toEqual(newest(3, 6));
    scene.skip(2 * DAY);
    const next = await scene.run();
    expect(next).toMatchObject({ report: { exitCode: 0, operations: [], requests: { trakt: 1 } }, posts: [] });
    expect(next.report.warnings).toEqual(report.warnings);
    scene.skip(5 * DAY);
    expect((await scene.run()).posts).toEqual([420]);
  });

  test("is tried again as soon as it holds less", async () => {
    const scene = await startFull(6, 3, { tellsLimit: false, limitStoresPart: true });
    await scene.run();
    scene.services.trakt.account.uncollect("movie", scene.household.placed[4]?.traktId ?? 0);
    scene.skip(2 * DAY);
    await scene.run();
    expect(collected(scene.services, scene.household)).toEqual(["Film 2", "Film 3", "Film 5"]);
  });
});
