import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { BEST, BEST_ON_TRAKT, ORDINARY, ORDINARY_ON_TRAKT } from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services, ServicesOptions } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const isByIds = ({ path }: { readonly path: string }): boolean => path.startsWith("/library/metadata/");
const readsByIds = ({ plex }: Services): readonly number[] =>
  plex.requests.filter(isByIds).map(({ path }) => path.split(",").length);
const metadataOf = ({ trakt }: Services): readonly unknown[] =>
  trakt.account.collection().map(({ metadata }) => metadata);

/** A hundred and fifty movies and twenty episodes, the first and the last movie and the first episode in the best quality. */
async function startWith(
  streamsInLists: "yes" | "ignored" | "error-500",
  plex: ServicesOptions["plex"] = {},
): Promise<Services> {
  const services = await start({ plex: { ...plex, streamsInLists } });
  const household = createHousehold(services);
  const show = household.show("Show");
  for (let index = 0; index < 150; index += 1) {
    household.movie(`Film ${index}`, { media: [index === 0 || index === 149 ? BEST : ORDINARY] });
    if (index < 20) show.episode(1, index + 1, { media: [index === 0 ? BEST : ORDINARY] });
  }
  return services;
}

const EXPECTED = [
  BEST_ON_TRAKT,
  ...Array.from({ length: 148 }, () => ORDINARY_ON_TRAKT),
  BEST_ON_TRAKT,
  BEST_ON_TRAKT,
  ...Array.from({ length: 19 }, () => ORDINARY_ON_TRAKT),
];

describe("a server that gives no streams in its lists", () => {
  test.each(["ignored", "error-500"] as const)(
    "is asked for them by the hundred, and only once (it answers: %s)",
    async (streamsInLists) => {
      const services = await startWith(streamsInLists);
      expect(await runSync(services)).toMatchObject({ exitCode: 0, incomplete: [] });
      expect(metadataOf(services)).toEqual(EXPECTED);
      expect(readsByIds(services)).toEqual([100, 50, 20]);
      const probes = services.plex.requests.filter(({ query }) => "includeElements" in query);
      // Of movies, and of episodes.
      expect(probes).toHaveLength(2);
      services.plex.requests.clear();
      expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
      expect(
        services.plex.requests.filter((request) => isByIds(request) || "includeElements" in request.query),
      ).toEqual([]);
    },
  );

  test("is told from one that does, which is not asked by ids at all", async () => {
    const services = await startWith("yes");
    await runSync(services);
    expect(metadataOf(services)).toEqual(EXPECTED);
    expect(readsByIds(services)).toEqual([]);
  });
});

describe("a server that writes in its own way", () => {
  test.each([
    ["numbers as text", { numbersAsText: true }],
    ["what rows share on the list alone", { hoistsCommonAttributes: true }],
    ["forty rows a page at most", { maxPageSize: 40 }],
    ["filters dropped", { ignoresFilters: true }],
  ])("is understood, and its files are told apart as well the next time (%s)", async (_, plex) => {
    const services = await startWith("yes", plex);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, incomplete: [] });
    expect(metadataOf(services)).toEqual(EXPECTED);
    services.plex.requests.clear();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(readsByIds(services)).toEqual([]);
  });
});

describe("files whose streams cannot be read", () => {
  /** Lets the reads by ids go wrong. */
  function failByIds({ plex }: Services, isBroken: (count: number) => boolean): void {
    let reads = 0;
    plex.intercept((request) => {
      if (!isByIds(request) || request.phase !== "before") return undefined;
      reads += 1;
      return isBroken(reads) ? { kind: "status", status: 500 } : undefined;
    });
  }

  test("are entered as far as the list tells, and completed by the next run", async () => {
    const services = await startWith("ignored");
    failByIds(services, () => true);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, failed: [] });
    expect(metadataOf(services)[0]).toEqual({ media_type: "digital", resolution: "uhd_4k", audio_channels: "7.1" });
    expect(services.trakt.account.collection()).toHaveLength(170);
    services.plex.intercept();
    await runSync(services);
    expect(metadataOf(services)).toEqual(EXPECTED);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  });

  test("erase nothing of what is entered already", async () => {
    const services = await start({ plex: { streamsInLists: "ignored" } });
    createHousehold(services).movie("Film", {
      media: [BEST],
      traktCollected: { at: "2025-01-01T00:00:00.000Z", metadata: BEST_ON_TRAKT },
    });
    failByIds(services, () => true);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    services.plex.intercept();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(metadataOf(services)).toEqual([BEST_ON_TRAKT]);
  });

  test("of one batch of several do not keep the others from being known", async () => {
    const services = await startWith("ignored");
    services.plex.intercept(({ phase, path }) =>
      // The server stumbles over one of them, each time.
      phase === "before" && isByIds({ path }) && path.split(",").length === 100
        ? { kind: "status", status: 500 }
        : undefined,
    );
    await runSync(services);
    expect(metadataOf(services).slice(100)).toEqual(EXPECTED.slice(100));
  });
});
