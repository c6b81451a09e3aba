import type { Report } from "@pakt/sync";
import { afterEach, describe, expect, test } from "vitest";

import { createHousehold } from "./support/household.ts";
import { runSync } from "./support/run-in-process.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

const MINUTE = 60_000;
const EVENING = Date.parse("2026-11-20T20:00:00.000Z");

interface Clocks {
  /** How far they are ahead of right time, in milliseconds. */
  plex: number;
  machine: number;
  /** Right time, which is Trakt's. */
  now: number;
}

interface Stage {
  readonly services: Services;
  readonly clocks: Clocks;
  readonly run: () => Promise<Report>;
}

async function start(wrong: Partial<Clocks>): Promise<Stage> {
  const clocks = { plex: 0, machine: 0, now: EVENING, ...wrong };
  const services = await startServices({
    plex: { now: () => clocks.now + clocks.plex },
    trakt: { now: () => clocks.now, tokenLifetimeMs: 1e12 },
  });
  open.push(services);
  const clock = { now: () => clocks.now + clocks.machine, sleep: () => Promise.resolve() };
  return { services, clocks, run: () => runSync(services, { clock }) };
}

const playsOf = ({ trakt }: Services): readonly string[] => trakt.account.plays().map(({ watchedAt }) => watchedAt);

describe("a Plex server whose clock is ten minutes ahead", () => {
  test("has its views recorded when they were, and is told of", async () => {
    const { services, clocks, run } = await start({ plex: 10 * MINUTE });
    const film = createHousehold(services).movie("Heat");
    await run();
    clocks.now += 30 * MINUTE;
    services.plex.person.view(film.ratingKeys[0] ?? "");
    const report = await run();
    expect(playsOf(services)).toEqual([new Date(clocks.now).toISOString()]);
    expect(report.warnings).toEqual([expect.stringContaining("Plex server is 10 minutes ahead of Trakt's")]);
    expect(await run()).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: 0 } } } });
  });

  test("does not win a conflict by that", async () => {
    const { services, clocks, run } = await start({ plex: 10 * MINUTE });
    const film = createHousehold(services).movie("Heat");
    await run();
    const [key = ""] = film.ratingKeys;
    clocks.now += 30 * MINUTE;
    services.plex.person.rate(key, 4);
    clocks.now += 5 * MINUTE;
    services.trakt.account.rate("movie", film.traktId, 9, new Date(clocks.now).toISOString());
    await run();
    expect(services.plex.items.get(key)?.userRating).toBe(9);
  });

  test("takes the date of a rating although its own clock is behind", async () => {
    const { services, clocks, run } = await start({ plex: -10 * MINUTE });
    const film = createHousehold(services).movie("Heat");
    services.trakt.account.rate("movie", film.traktId, 9, new Date(clocks.now - MINUTE).toISOString());
    const report = await run();
    expect(report.failed).toEqual([]);
    expect(services.plex.items.get(film.ratingKeys[0] ?? "")?.userRating).toBe(9);
  });
});

describe("a clock that goes wrong for a while", () => {
  test("doubles no play of episodes that share a file", async () => {
    const { services, clocks, run } = await start({});
    const show = createHousehold(services).show("Bluey");
    const file = "/shows/bluey/1-2.mkv";
    const [first] = [show.episode(1, 1, { file }), show.episode(1, 2, { file })];
    const key = first?.ratingKeys[0] ?? "";
    services.plex.person.view(key);
    await run();
    clocks.plex = 180 * MINUTE;
    clocks.now += 6 * 60 * MINUTE;
    services.plex.person.view(key);
    await run();
    expect(playsOf(services)).toHaveLength(4);
    for (const wrong of [0, -300 * MINUTE, 60 * MINUTE, 0]) {
      clocks.plex = wrong;
      clocks.now += 26 * 60 * MINUTE;
      expect(await run()).toMatchObject({ exitCode: 0 });
    }
    expect(playsOf(services)).toHaveLength(4);
  });
});

describe("a machine whose clock is an hour behind", () => {
  test("sends what was just seen with its date", async () => {
    const { services, clocks, run } = await start({ machine: -60 * MINUTE });
    const film = createHousehold(services).movie("Heat");
    services.plex.person.view(film.ratingKeys[0] ?? "");
    const report = await run();
    expect(playsOf(services)).toEqual([new Date(clocks.now).toISOString()]);
    expect(report.warnings).toEqual([expect.stringContaining("this machine is 60 minutes behind Trakt's")]);
  });
});

describe("a clock that is days off", () => {
  test.each([
    ["of the Plex server", { plex: -3 * 1_440 * MINUTE }],
    ["of this machine", { machine: 3 * 1_440 * MINUTE }],
  ])("%s ends the run before any write", async (_, wrong) => {
    const { services, run } = await start(wrong);
    const film = createHousehold(services).movie("Heat");
    services.plex.person.view(film.ratingKeys[0] ?? "");
    await expect(run()).rejects.toMatchObject({ code: "clock-wrong", exitCode: 1 });
    expect(playsOf(services)).toEqual([]);
  });
});
