import type { InMemoryPlex, ItemOptions } from "@pakt/plex-sdk/testing";
import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";

import { doubledPlays } from "./support/differences.ts";
import { BEST, ORDINARY } from "./support/media.ts";
import { runSync, runUndo } from "./support/run-in-process.ts";
import { runPakt, startChild } from "./support/run-child.ts";
import { startServices } from "./support/start-services.ts";
import type { Services } from "./support/start-services.ts";
import { movieOf, startTwoServers } from "./support/two-servers.ts";
import type { TwoServers } from "./support/two-servers.ts";

const open: Services[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((services) => services.close()));
});

/** Two servers on the morning after, with a clock that a test may move on. */
async function start({ atticAheadMs = 0 } = {}): Promise<TwoServers & { readonly clock: { now: number } }> {
  const clock = { now: Date.parse(EVENING) + 12 * 3_600_000 };
  const started = await startTwoServers(
    () => clock.now,
    () => clock.now + atticAheadMs,
  );
  open.push(started.services);
  return { ...started, clock };
}

const EVENING = "2026-11-20T20:00:00.000Z";
/** A day later: what a person does then is newer than what the first run wrote. */
const LATER = "2026-11-21T20:00:00.000Z";
const seconds = (iso: string): number => Date.parse(iso) / 1000;
const SEEN: ItemOptions = { viewCount: 1, lastViewedAt: seconds(EVENING) };
const RATED: ItemOptions = { userRating: 8, lastRatedAt: seconds(EVENING) };

/** Puts a movie on both servers; gives its keys there. */
function place(
  { services, nas, attic }: TwoServers,
  number: number,
  state: { readonly nas?: ItemOptions | "absent"; readonly attic?: ItemOptions | "absent" } = {},
): { readonly nas: string; readonly attic: string } {
  const { onTrakt, onPlex } = movieOf(number);
  services.trakt.catalogue.addMovie(onTrakt);
  const put = (plex: InMemoryPlex, of: ItemOptions | "absent" = {}): string =>
    of === "absent" ? "" : plex.items.addMovie({ ...onPlex, ...of });
  return { nas: put(nas, state.nas), attic: put(attic, state.attic) };
}

const playsOf = ({ services }: TwoServers): readonly string[] =>
  services.trakt.account.plays().map(({ traktId, watchedAt }) => `${traktId} ${watchedAt}`);
const ratingsOf = ({ services }: TwoServers): readonly string[] =>
  services.trakt.account.ratings().map(({ traktId, value }) => `${traktId} ${value}`);

describe("one title on two servers", () => {
  test("that was seen on one is seen on the other, and is one play on Trakt", async () => {
    const two = await start();
    const keys = place(two, 1, { attic: SEEN });
    const report = await runSync(two.services);
    expect(report).toMatchObject({ exitCode: 0, fields: { watched: { toPlex: { added: 1 }, toTrakt: { added: 1 } } } });
    expect(playsOf(two)).toEqual([`1 ${EVENING}`]);
    expect([two.nas.scrobbles, two.attic.scrobbles]).toEqual([[keys.nas], []]);
    two.services.trakt.requests.clear();
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(two.services.trakt.requests).toHaveLength(1);
  });

  test("that is seen again on the other is a further play, and our own mark is none", async () => {
    const two = await start();
    const keys = place(two, 1, { attic: SEEN });
    await runSync(two.services);
    two.clock.now = Date.parse(LATER);
    two.nas.person.view(keys.nas, seconds(LATER));
    await runSync(two.services);
    await runSync(two.services);
    expect(playsOf(two).toSorted()).toEqual([`1 ${EVENING}`, `1 ${LATER}`]);
    expect(doubledPlays(two.services)).toEqual([]);
  });

  test("has the newer of two ratings on both and on Trakt", async () => {
    const two = await start();
    const newer = { userRating: 4, lastRatedAt: seconds(LATER) };
    const keys = place(two, 1, { nas: RATED, attic: newer });
    await runSync(two.services);
    expect(ratingsOf(two)).toEqual(["1 4"]);
    expect(two.nas.items.get(keys.nas)?.userRating).toBe(4);
    two.services.trakt.account.rate("movie", 1, 9, "2026-11-22T20:00:00.000Z");
    await runSync(two.services);
    expect([two.nas.items.get(keys.nas)?.userRating, two.attic.items.get(keys.attic)?.userRating]).toEqual([9, 9]);
  });

  test("that each server knows by another id is one title", async () => {
    const two = await start();
    const keys = place(two, 1, {
      nas: { guids: ["imdb://tt1"], guid: "com.plexapp.agents.imdb://tt1?lang=en" },
      attic: { guids: ["tmdb://100001"], ...SEEN },
    });
    two.services.trakt.account.rate("movie", 1, 7, EVENING);
    const report = await runSync(two.services);
    expect(report).toMatchObject({ exitCode: 0, problems: [] });
    await runSync(two.services);
    expect(playsOf(two)).toEqual([`1 ${EVENING}`]);
    expect([two.nas.items.get(keys.nas)?.userRating, two.attic.items.get(keys.attic)?.userRating]).toEqual([7, 7]);
    expect(two.nas.items.get(keys.nas)?.viewCount).toBe(1);
  });

  test("is collected once, in the quality of the better file", async () => {
    const two = await start();
    const { onTrakt, onPlex } = movieOf(1);
    two.services.trakt.catalogue.addMovie(onTrakt);
    two.nas.items.addMovie({ ...onPlex, media: [ORDINARY] });
    two.attic.items.addMovie({ ...onPlex, media: [BEST] });
    await runSync(two.services);
    expect(two.services.trakt.account.collection()).toMatchObject([{ metadata: { resolution: "uhd_4k" } }]);
  });
});

describe("what is said of two servers", () => {
  test("names the server of a title that cannot be synced, and of each copy", async () => {
    const two = await startTwoServers();
    open.push(two.services);
    place(two, 1, { attic: SEEN });
    two.nas.items.addMovie({ library: "1", title: "Home video", guid: "local://1" });
    const { problems } = await runSync(two.services);
    expect(problems).toMatchObject([{ title: "Home video", servers: ["NAS"] }]);
    const told = await runPakt(["explain", "Movie 1"], two.services.env);
    expect(told.stdout).toMatch(/^ {4}NAS \d+ +seen .*\n {4}Attic \d+ +seen /m);
  });
});

describe("a server that is off", () => {
  test("leaves the other to be synced, takes nothing away, and is caught up with when it is back", async () => {
    const two = await start();
    const { onTrakt, onPlex } = movieOf(1);
    two.services.trakt.catalogue.addMovie(onTrakt);
    const both = {
      nas: two.nas.items.addMovie({ ...onPlex, media: [ORDINARY], ...SEEN, ...RATED }),
      attic: two.attic.items.addMovie({ ...onPlex, media: [BEST], ...RATED }),
    };
    const onlyNas = place(two, 2, { attic: "absent" });
    const onlyAttic = place(two, 3, { nas: "absent", attic: { ...SEEN, ...RATED } });
    await runSync(two.services);
    const collected = two.services.trakt.account.collection().length;

    two.turn("attic", "off");
    two.clock.now = Date.parse(LATER);
    two.nas.person.view(onlyNas.nas, seconds(LATER));
    two.nas.person.rate(both.nas, 3, seconds(LATER));
    two.services.trakt.account.rate("movie", 3, 2, LATER);
    const report = await runSync(two.services);
    expect(report.exitCode).toBe(3);
    expect(report.incomplete.map(({ field, reason }) => [field, reason.split(":")[0]])).toEqual([
      ["watched", "Attic"],
      ["rating", "Attic"],
      ["collection", "Attic"],
    ]);
    expect(playsOf(two)).toContain(`2 ${LATER}`);
    expect(ratingsOf(two)).toContain("1 3");
    expect(two.services.trakt.account.collection()).toHaveLength(collected);
    expect(two.services.trakt.account.collection()).toContainEqual(
      expect.objectContaining({ traktId: 1, metadata: expect.objectContaining({ resolution: "uhd_4k" }) }),
    );
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 3 });

    two.turn("attic", "on");
    expect(await runSync(two.services)).toMatchObject({ exitCode: 0, held: [] });
    expect(two.attic.items.get(both.attic)?.userRating).toBe(3);
    expect(two.attic.items.get(onlyAttic.attic)?.userRating).toBe(2);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
    expect(doubledPlays(two.services)).toEqual([]);
  });

  test("is no reason to add in bulk: what the other has new waits for it", async () => {
    const two = await start();
    for (let number = 1; number <= 12; number += 1) place(two, number, { nas: SEEN, attic: "absent" });
    two.turn("attic", "off");
    const held = await runSync(two.services);
    expect(held.held.filter(({ field }) => field === "watched")).toHaveLength(12);
    expect(playsOf(two)).toEqual([]);
    two.turn("attic", "on");
    expect(await runSync(two.services)).toMatchObject({ exitCode: 0, held: [] });
    expect(playsOf(two)).toHaveLength(12);
  });

  test("while it is written to leaves the other to be written, and gets the rest later", async () => {
    const two = await start();
    const keys = [1, 2, 3].map((number) => place(two, number));
    for (const number of [1, 2, 3]) two.services.trakt.account.watch("movie", number, EVENING);
    two.attic.intercept(({ method, phase }) =>
      method === "PUT" && phase === "before" ? { kind: "reset" } : undefined,
    );
    expect((await runSync(two.services)).exitCode).toBe(3);
    expect(keys.map(({ nas }) => two.nas.items.get(nas)?.viewCount)).toEqual([1, 1, 1]);
    two.turn("attic", "on");
    expect((await runSync(two.services)).exitCode).toBe(0);
    expect(keys.map(({ attic }) => two.attic.items.get(attic)?.viewCount)).toEqual([1, 1, 1]);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
  });

  test("ends the run only when both are, with a sentence that names them", async () => {
    const two = await start();
    two.turn("nas", "off");
    two.turn("attic", "off");
    await expect(runSync(two.services)).rejects.toMatchObject({
      code: "plex-unreachable",
      message: expect.stringMatching(/NAS: .*Attic: /),
    });
  });
});

describe("a server that is taken out", () => {
  test("takes nothing away, and is known again when it is added", async () => {
    const two = await start();
    const keys = place(two, 1, { nas: "absent", attic: { ...SEEN, ...RATED } });
    place(two, 2, { nas: SEEN, attic: "absent" });
    await runSync(two.services);
    await two.choose({ nas: {} });
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
    two.clock.now = Date.parse(LATER);
    two.attic.person.view(keys.attic, seconds(LATER));
    two.services.trakt.account.rate("movie", 1, 5, LATER);
    await runSync(two.services);
    expect(playsOf(two).toSorted()).toEqual([`1 ${EVENING}`, `2 ${EVENING}`]);

    await two.choose({ nas: {}, attic: {} });
    expect(await runSync(two.services)).toMatchObject({ exitCode: 0, held: [] });
    expect(playsOf(two).toSorted()).toEqual([`1 ${EVENING}`, `1 ${LATER}`, `2 ${EVENING}`]);
    expect(two.attic.items.get(keys.attic)?.userRating).toBe(5);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
  });

  test("has removals that come up with it held, for they may be its absence", async () => {
    const two = await start();
    const keys = place(two, 1, { nas: RATED });
    await runSync(two.services);
    await two.choose({ nas: {}, attic: { enabled: false } });
    two.nas.person.unrate(keys.nas);
    const report = await runSync(two.services);
    expect(report).toMatchObject({ exitCode: 4, held: [{ field: "rating", reason: "identity-changed" }] });
    expect(ratingsOf(two)).toEqual(["1 8"]);
  });

  test("was one of two before a second was added, and nothing of the first is lost or doubled by that", async () => {
    const two = await start();
    place(two, 1, { nas: { ...SEEN, ...RATED }, attic: SEEN });
    await two.choose({ nas: {} });
    await runSync(two.services);
    await two.choose({ nas: {}, attic: {} });
    expect(await runSync(two.services)).toMatchObject({ exitCode: 0, held: [] });
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [] });
    expect([playsOf(two), ratingsOf(two)]).toEqual([[`1 ${EVENING}`], ["1 8"]]);
  });
});

describe("undo over two servers", () => {
  test("takes a run back on both, and is not written again", async () => {
    const two = await start();
    const keys = place(two, 1);
    place(two, 2, { nas: "absent", attic: RATED });
    two.services.trakt.account.watch("movie", 1, EVENING);
    const { run } = await runSync(two.services);
    expect([two.nas.items.get(keys.nas)?.viewCount, two.attic.items.get(keys.attic)?.viewCount]).toEqual([1, 1]);
    expect(ratingsOf(two)).toEqual(["2 8"]);
    expect(await runUndo(two.services, run)).toMatchObject({ exitCode: 0 });
    expect([two.nas.items.get(keys.nas)?.viewCount ?? 0, two.attic.items.get(keys.attic)?.viewCount ?? 0]).toEqual([
      0, 0,
    ]);
    expect(ratingsOf(two)).toEqual([]);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [] });
  });

  test("leaves a server that is off as it is, and says so", async () => {
    const two = await start();
    const keys = place(two, 1);
    two.services.trakt.account.watch("movie", 1, EVENING);
    const { run } = await runSync(two.services);
    two.turn("attic", "off");
    const report = await runUndo(two.services, run);
    expect(report.exitCode).toBe(3);
    expect(two.nas.items.get(keys.nas)?.viewCount ?? 0).toBe(0);
    expect(two.attic.items.get(keys.attic)?.viewCount).toBe(1);
    expect(report.skipped).not.toEqual([]);
  });
});

describe("the clock of one of two servers", () => {
  test("that is ahead moves the dates of that server only, and it is told which", async () => {
    const two = await start({ atticAheadMs: 600_000 });
    const keys = [place(two, 1, { attic: "absent" }), place(two, 2, { nas: "absent" })];
    await runSync(two.services);
    two.clock.now = Date.parse(LATER);
    two.nas.person.view(keys[0]?.nas ?? "");
    two.attic.person.view(keys[1]?.attic ?? "");
    const report = await runSync(two.services);
    expect(playsOf(two).toSorted()).toEqual([`1 ${LATER}`, `2 ${LATER}`]);
    expect(report.warnings).toEqual([expect.stringMatching(/^The clock of the Plex server Attic is 10 minutes ahead/)]);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
  });
});

describe("a run over two servers that is killed", { timeout: 60_000 }, () => {
  test.each(
    (["before", "after"] as const).flatMap((phase) =>
      (
        [
          ["nas", "PUT /:/scrobble"],
          ["attic", "PUT /:/scrobble"],
          ["attic", "PUT /:/rate"],
          ["trakt", "POST /sync/history"],
        ] as const
      ).map(([service, request]) => [phase, service, request] as const),
    ),
  )("%s %s answers %s is ended by the next, with nothing lost and nothing doubled", async (phase, service, request) => {
    const two = await startTwoServers();
    open.push(two.services);
    const [seenOnTrakt, seenOnNas, ratedOnNas] = [
      place(two, 1),
      place(two, 2, { nas: SEEN }),
      place(two, 3, { nas: RATED }),
    ];
    two.services.trakt.account.watch("movie", 1, EVENING);
    const child = startChild("apps/cli/src/main.ts", ["sync", "--yes"], two.services.env);
    const killed = { nas: two.nas, attic: two.attic, trakt: two.services.trakt }[service];
    killed.intercept(async ({ method, path, phase: moment }) => {
      if (moment !== phase || `${method} ${path}` !== request || child.process.killed) return undefined;
      child.process.kill("SIGKILL");
      await child.ended;
      return { kind: "reset" };
    });
    expect((await child.ended).signal).toBe("SIGKILL");
    killed.intercept();
    await runSync(two.services);
    expect(await runSync(two.services, { listOperations: true })).toMatchObject({ operations: [], exitCode: 0 });
    expect(playsOf(two).toSorted()).toEqual([`1 ${EVENING}`, `2 ${EVENING}`]);
    expect(ratingsOf(two)).toEqual(["3 8"]);
    expect([two.nas.scrobbles, two.attic.scrobbles.toSorted()]).toEqual([
      [seenOnTrakt.nas],
      [seenOnTrakt.attic, seenOnNas.attic].toSorted(),
    ]);
    expect(two.attic.items.get(ratedOnNas.attic)?.userRating).toBe(8);
  });
});

/** What a movie is like on its server, and on Trakt. */
const titles = fc.array(
  fc.record({
    isElsewhere: fc.boolean(),
    isSeen: fc.boolean(),
    isSeenOnTrakt: fc.boolean(),
    rating: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    ratingOnTrakt: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 8 },
);

describe("the libraries of one server", () => {
  test("between two servers end as they do on one", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(titles, async (drawn) => {
        const two = await startTwoServers();
        const one = await startServices();
        try {
          one.plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
          one.plex.libraries.add({ key: "2", title: "Other movies", type: "movie" });
          const states = drawn.map((state, index) => {
            const { onTrakt, onPlex } = movieOf(index + 1);
            const values = {
              ...(state.isSeen && SEEN),
              ...(state.rating !== undefined && { userRating: state.rating, lastRatedAt: seconds(EVENING) }),
            };
            for (const { trakt } of [two.services, one]) {
              trakt.catalogue.addMovie(onTrakt);
              if (state.isSeenOnTrakt) trakt.account.watch("movie", index + 1, EVENING);
              if (state.ratingOnTrakt !== undefined) {
                trakt.account.rate("movie", index + 1, state.ratingOnTrakt, LATER);
              }
            }
            const server = state.isElsewhere ? two.attic : two.nas;
            return {
              apart: { server, key: server.items.addMovie({ ...onPlex, ...values }) },
              together: one.plex.items.addMovie({ ...onPlex, ...values, library: state.isElsewhere ? "2" : "1" }),
            };
          });
          const [apart, together] = [await runSync(two.services), await runSync(one)];
          expect(apart.fields).toEqual(together.fields);
          expect(stateOf(two.services)).toEqual(stateOf(one));
          const onPlex = states.map(({ apart: { server, key }, together: other }) => [
            withoutKey(server.items.get(key)),
            withoutKey(one.plex.items.get(other)),
          ]);
          for (const [first, second] of onPlex) expect(first).toEqual(second);
        } finally {
          await Promise.all([two.services.close(), one.close()]);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function stateOf({ trakt }: Services): unknown {
  const plays = trakt.account.plays().map(({ traktId, watchedAt }) => `${traktId} ${watchedAt}`);
  const ratings = trakt.account.ratings().map(({ traktId, value }) => `${traktId} ${value}`);
  const collection = trakt.account.collection().map(({ traktId }) => traktId);
  return [plays.toSorted(), ratings.toSorted(), new Set(collection)];
}

function withoutKey(state: ReturnType<InMemoryPlex["items"]["get"]>): unknown {
  return [state?.viewCount ?? 0, state?.userRating];
}
