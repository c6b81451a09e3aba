import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import type { Placed } from "./support/household.ts";
import { runSync, runUndo } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();

/** A film that was seen three times, and another once; the person has just cleared the first in Plex. */
async function withCleared(): Promise<{ readonly services: Services; readonly film: Placed }> {
  const services = await start();
  await writeFile(
    join(services.home, "config.json"),
    JSON.stringify({ version: 1, fields: { watched: { removals: "propagate" } } }),
  );
  const household = createHousehold(services);
  const at = "2026-01-03T20:00:00.000Z";
  const film = household.movie("Film", { plexSeen: { at, plays: 3 }, traktSeen: { at, plays: 3 } });
  household.movie("Other", { plexSeen: { at }, traktSeen: { at, plays: 2 } });
  await runSync(services);
  services.plex.person.unview(film.ratingKeys[0] ?? "");
  services.trakt.requests.clear();
  return { services, film };
}

const playsOf = ({ trakt }: Services, { traktId }: Placed): readonly string[] =>
  trakt.account
    .plays()
    .flatMap((play) => (play.traktId === traktId ? play.watchedAt : []))
    .toSorted();

const historyReads = ({ trakt }: Services): number =>
  trakt.requests.filter(({ method, path }) => method === "GET" && path === "/sync/history").length;

describe("a removal of all plays of a title", () => {
  test("is taken back play by play, each at its time, for one read of the history", async () => {
    const { services, film } = await withCleared();
    const before = playsOf(services, film);
    expect(before).toHaveLength(3);
    const { run } = await runSync(services);
    expect([playsOf(services, film), historyReads(services)]).toEqual([[], 1]);
    const report = await runUndo(services, run);
    expect(report).toMatchObject({ exitCode: 0, skipped: [] });
    expect(playsOf(services, film)).toEqual(before);
    for (let times = 0; times < 2; times += 1) {
      expect((await runSync(services, { listOperations: true })).operations).toEqual([]);
    }
  });

  test("reads no history in a dry run, and none where no plays are removed", async () => {
    const { services } = await withCleared();
    await runSync(services, { dryRun: true });
    await runSync(services, { only: ["rating"] });
    expect(historyReads(services)).toBe(0);
  });

  test("is not made while the history cannot be read, and is met again", async () => {
    const { services, film } = await withCleared();
    services.trakt.intercept(({ method, path }) =>
      method === "GET" && path === "/sync/history" ? { kind: "reset" } : undefined,
    );
    const first = await runSync(services);
    expect(first).toMatchObject({ exitCode: 3, failed: [{ field: "watched", reason: "plays-not-read" }] });
    expect(playsOf(services, film)).toHaveLength(3);
    services.trakt.intercept();
    expect((await runSync(services)).fields.watched?.toTrakt.removed).toBe(1);
    expect(playsOf(services, film)).toEqual([]);
  });

  test("that was taken back in part is taken back to its end by a second undo", async () => {
    const { services, film } = await withCleared();
    const before = playsOf(services, film);
    const { run } = await runSync(services);
    let sent = 0;
    services.trakt.intercept(({ method, path, phase }) => {
      if (method !== "POST" || path !== "/sync/history" || phase !== "before") return undefined;
      sent += 1;
      return { kind: "reset" };
    });
    await runUndo(services, run);
    expect(sent).toBeGreaterThan(0);
    services.trakt.intercept();
    await runUndo(services, run);
    expect(playsOf(services, film)).toEqual(before);
  });
});
