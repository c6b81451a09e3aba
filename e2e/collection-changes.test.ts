import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { ADDED_AT, createHousehold } from "./support/household.ts";
import { BEST, BEST_ON_TRAKT, NOT_ANALYSED, ORDINARY, ORDINARY_ON_TRAKT } from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const EARLIER = "2024-01-01T00:00:00.000Z";
const ONLY = { only: ["collection"], listOperations: true } as const;
const added = (count: number) => ({ toTrakt: { added: count, updated: 0, removed: 0 } });

/** Three further runs, and the collection as it was before them. */
async function expectQuiet(services: Services): Promise<void> {
  const before = services.trakt.account.collection();
  services.trakt.requests.clear();
  for (let run = 0; run < 3; run += 1) {
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
  }
  expect(services.trakt.account.collection()).toEqual(before);
  expect(services.trakt.requests.filter(({ method }) => method === "POST")).toEqual([]);
}

describe("an entry of Trakt's collection", () => {
  test("is written again when the file improves, once, and keeps its date", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Film", { media: [ORDINARY] });
    await runSync(services);
    services.plex.items.replaceMedia(movie.ratingKeys[0] ?? "", [BEST]);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 0, fields: { collection: { toTrakt: { added: 0, updated: 1 } } } });
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: ADDED_AT, metadata: BEST_ON_TRAKT }]);
    await expectQuiet(services);
  });

  test("is written again when the server has looked into the file at last", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Film", { media: [NOT_ANALYSED] });
    await runSync(services);
    services.plex.items.replaceMedia(movie.ratingKeys[0] ?? "", [ORDINARY]);
    await runSync(services);
    expect(services.trakt.account.collection()).toMatchObject([{ metadata: ORDINARY_ON_TRAKT }]);
    await expectQuiet(services);
  });

  test("is corrected where another tool entered something else, and keeps its date", async () => {
    const services = await start();
    createHousehold(services).movie("Film", {
      media: [BEST],
      traktCollected: { at: EARLIER, metadata: { media_type: "digital", resolution: "sd_480p", audio: "mp3" } },
    });
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [{ action: "update", reason: "quality-differs" }] });
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: EARLIER, metadata: BEST_ON_TRAKT }]);
    await expectQuiet(services);
  });

  test("is left alone where a person entered a disc, also when the file improves", async () => {
    const services = await start();
    const disc = { media_type: "bluray", resolution: "hd_1080p" } as const;
    const movie = createHousehold(services).movie("Film", {
      media: [ORDINARY],
      traktCollected: { at: EARLIER, metadata: disc },
    });
    await expectQuiet(services);
    services.plex.items.replaceMedia(movie.ratingKeys[0] ?? "", [BEST]);
    await expectQuiet(services);
    expect(await runSync(services, { ...ONLY, resendDates: true })).toMatchObject({ operations: [] });
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: EARLIER, metadata: disc }]);
  });

  test("stays away when a person took it out on Trakt", async () => {
    const services = await start();
    const household = createHousehold(services);
    const [kept, out] = [household.movie("Kept"), household.movie("Out")];
    await runSync(services);
    services.trakt.account.uncollect("movie", out.traktId);
    await expectQuiet(services);
    expect(services.trakt.account.collection()).toMatchObject([{ traktId: kept.traktId }]);
  });

  test("of a title that is not in Plex is left alone", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Elsewhere", { copies: 0, traktCollected: { at: EARLIER } });
    await expectQuiet(services);
    expect(services.trakt.account.collection()).toMatchObject([{ traktId: movie.traktId, collectedAt: EARLIER }]);
  });

  test("stays when the file is deleted", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Film");
    await runSync(services);
    services.plex.items.remove(movie.ratingKeys[0] ?? "");
    const report = await runSync(services, { listOperations: true });
    expect(report).toMatchObject({ exitCode: 0, operations: [], kept: [{ reason: "removed-on-plex" }] });
    await expectQuiet(services);
    expect(services.trakt.account.collection()).toMatchObject([{ traktId: movie.traktId }]);
  });

  test("has the dates of Plex when a person asks for that, and only then", async () => {
    const services = await start();
    createHousehold(services).movie("Film", {
      media: [ORDINARY],
      traktCollected: { at: EARLIER, metadata: ORDINARY_ON_TRAKT },
    });
    await runSync(services);
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: EARLIER }]);
    const resent = await runSync(services, { ...ONLY, resendDates: true });
    expect(resent).toMatchObject({ exitCode: 0, operations: [{ action: "update", reason: "resent-date" }] });
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: ADDED_AT, metadata: ORDINARY_ON_TRAKT }]);
    expect(await runSync(services, { ...ONLY, resendDates: true })).toMatchObject({ operations: [] });
    await expectQuiet(services);
  });
});

describe("where removals of the collection are carried over", () => {
  async function startWithMovies(count: number): Promise<{ services: Services; keys: readonly string[] }> {
    const services = await start();
    const household = createHousehold(services);
    const movies = Array.from({ length: count }, (_, index) => household.movie(`Film ${index}`));
    const config = { version: 1, fields: { collection: { removals: "propagate" } } };
    await writeFile(join(services.home, "config.json"), JSON.stringify(config));
    expect(await runSync(services)).toMatchObject({ fields: { collection: added(count) } });
    return { services, keys: movies.flatMap(({ ratingKeys }) => ratingKeys) };
  }

  test("the entry of a deleted file goes too", async () => {
    const { services, keys } = await startWithMovies(3);
    services.plex.items.remove(keys[1] ?? "");
    expect(await runSync(services)).toMatchObject({
      exitCode: 0,
      fields: { collection: { toTrakt: { removed: 1 } } },
    });
    expect(services.trakt.account.collection()).toHaveLength(2);
    await expectQuiet(services);
  });

  test("many are held, with the flag that lets them through", async () => {
    const { services, keys } = await startWithMovies(20);
    for (const key of keys.slice(0, 11)) services.plex.items.remove(key);
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 4, fields: { collection: { toTrakt: { removed: 0 } } } });
    expect(report.held[0]).toMatchObject({ reason: "too-many-removals", flag: "--allow-removals collection=11" });
    expect(await runSync(services, { allowRemovals: { collection: 11 } })).toMatchObject({ exitCode: 0, held: [] });
    expect(services.trakt.account.collection()).toHaveLength(9);
  });

  test("nothing goes with a library that is gone", async () => {
    const { services } = await startWithMovies(3);
    services.plex.libraries.remove("1");
    const report = await runSync(services);
    expect(report).toMatchObject({ exitCode: 4, fields: { collection: { toTrakt: { removed: 0 } } } });
    expect(services.trakt.account.collection()).toHaveLength(3);
  });
});
