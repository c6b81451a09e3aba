import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import type { PlanFile } from "./plan-file.ts";
import { listRuns } from "./past-runs.ts";
import { applySavedPlan, makePlan } from "./saved-plan.ts";
import { sync } from "./sync.ts";

const EPOCH = Date.parse(AT) / 1000;

/** Three movies that were seen and rated on Plex, and that Trakt knows. */
async function start(): Promise<ConnectedHome> {
  const connected = await openConnectedHome();
  for (const number of [1, 2, 3]) {
    connected.trakt.catalogue.addMovie({ ids: { trakt: number, tmdb: 100 + number }, title: `Movie ${number}` });
    connected.plex.items.addMovie({
      library: "1",
      ratingKey: String(number),
      title: `Movie ${number}`,
      guids: [`tmdb://${100 + number}`],
      userRating: 8,
      lastRatedAt: EPOCH,
    });
  }
  return connected;
}

const ratingsOf = ({ trakt }: ConnectedHome): readonly number[] =>
  trakt.account.ratings().map(({ traktId }) => traktId);
const writesOf = ({ plex, trakt }: ConnectedHome): number =>
  [...plex.requests, ...trakt.requests].filter(({ method }) => method !== "GET").length;

function changed(file: PlanFile, change: (file: PlanFile) => object): string {
  return JSON.stringify(change(structuredClone(file)));
}

describe("a saved plan", () => {
  test("is made without a write, and applied as it was shown", async () => {
    const connected = await start();
    const { report, file } = await makePlan(connected.home, { only: ["rating"] });
    expect([writesOf(connected), report.dryRun, file.operations.length]).toEqual([0, true, 3]);
    const applied = await applySavedPlan(connected.home, JSON.stringify(file), { listOperations: true });
    expect(applied.operations).toEqual(report.operations);
    expect(applied).toMatchObject({ exitCode: 0, skipped: [] });
    expect(ratingsOf(connected)).toEqual([1, 2, 3]);
    expect((await listRuns(connected.home)).map(({ kind }) => kind)).toEqual(["apply"]);
    expect((await sync(connected.home, { only: ["rating"], listOperations: true })).operations).toEqual([]);
  });

  test("leaves out what was unticked and what was taken out, and the next sync meets it again", async () => {
    const connected = await start();
    const { file } = await makePlan(connected.home, { only: ["rating"] });
    const text = changed(file, (plan) => ({
      ...plan,
      operations: plan.operations.slice(0, 2).map((each, position) => ({ ...each, apply: position === 0 })),
    }));
    const report = await applySavedPlan(connected.home, text);
    expect(report.skipped.map(({ reason }) => reason)).toEqual(["unticked"]);
    expect(ratingsOf(connected)).toEqual([1]);
    await sync(connected.home, { only: ["rating"] });
    expect(ratingsOf(connected)).toEqual([1, 2, 3]);
  });

  test("drops what moved since, and says so", async () => {
    const connected = await start();
    const { file } = await makePlan(connected.home, { only: ["rating"] });
    connected.trakt.account.rate("movie", 2, 3, "2026-11-22T09:00:00.000Z");
    connected.plex.person.rate("3", 4);
    const report = await applySavedPlan(connected.home, JSON.stringify(file), { listOperations: true });
    expect(report.operations?.map(({ target }) => target.title)).toEqual(["Movie 1"]);
    expect(report.skipped.map(({ title, reason }) => [title, reason])).toEqual([
      ["Movie 2", "moved"],
      ["Movie 3", "moved"],
    ]);
    expect(connected.trakt.account.ratings().map(({ value }) => value)).toEqual([3, 8]);
  });

  test("writes nothing that the plan did not hold", async () => {
    const connected = await start();
    const { file } = await makePlan(connected.home, { only: ["rating"] });
    connected.plex.items.addMovie({ library: "1", title: "Late", guids: ["tmdb://101"], userRating: 8 });
    const report = await applySavedPlan(connected.home, JSON.stringify(file), { listOperations: true });
    expect(report.operations?.every(({ side }) => side === "trakt")).toBe(true);
  });

  test.each<[string, (file: PlanFile) => object]>([
    [
      "an operation was changed",
      (file) => ({
        ...file,
        operations: file.operations.map((each) => ({
          ...each,
          operation: { ...each.operation, rating: { value: 1 } },
        })),
      }),
    ],
    [
      "an operation was added",
      (file) => ({
        ...file,
        operations: [...file.operations, { apply: true, seal: "", operation: { id: "x" } }],
      }),
    ],
    ["an operation stands in it twice", (file) => ({ ...file, operations: [...file.operations, ...file.operations] })],
    ["it was made to last longer", (file) => ({ ...file, expiresAt: "2099-01-01T00:00:00.000Z" })],
    [
      "it lets more removals through",
      (file) => ({ ...file, choices: { ...file.choices, allowRemovals: { rating: 99 } } }),
    ],
    ["it is of another profile", (file) => ({ ...file, profile: "kim" })],
    ["it is for another server", (file) => ({ ...file, server: "other" })],
    ["it is something else", () => ({ hello: 1 })],
  ])("is refused when %s", async (_, change) => {
    const connected = await start();
    const { file } = await makePlan(connected.home, { only: ["rating"] });
    await expect(applySavedPlan(connected.home, changed(file, change))).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(/^This plan is not applied: /),
    });
    expect(writesOf(connected)).toBe(0);
  });

  test.each<[string, (file: PlanFile) => object, string]>([
    ["its head", (file) => ({ ...file, expiresAt: "2099-01-01T00:00:00.000Z" }), "before its operations was changed"],
    ["its server", (file) => ({ ...file, server: "other" }), "before its operations was changed"],
    [
      "one of its operations",
      (file) => ({
        ...file,
        operations: file.operations.map((each, place) =>
          place === 0 ? { ...each, operation: { ...each.operation, rating: { value: 1 } } } : each,
        ),
      }),
      "the operation rating:add:trakt:movie:tmdb:101 was changed",
    ],
    ["its version", (file) => ({ ...file, paktPlan: 2 }), "a newer pakt wrote it"],
  ])("names what was changed: %s", async (_, change, expected) => {
    const { home } = await start();
    const { file } = await makePlan(home, { only: ["rating"] });
    await expect(applySavedPlan(home, changed(file, change))).rejects.toMatchObject({
      message: expect.stringContaining(expected),
    });
  });

  test("names a title once whose copies all moved, and no conflict that it did not settle", async () => {
    const connected = await start();
    const { home, plex, trakt } = connected;
    plex.items.addMovie({ library: "1", ratingKey: "9", title: "Movie 1", guids: ["tmdb://101"] });
    trakt.account.rate("movie", 1, 3, "2026-11-22T11:00:00.000Z");
    const { file } = await makePlan(home, { only: ["rating"] });
    expect(file.operations.filter(({ operation }) => operation.side === "plex")).toHaveLength(2);
    trakt.account.rate("movie", 1, 4, "2026-11-22T12:00:00.000Z");
    const report = await applySavedPlan(home, JSON.stringify(file));
    expect(report.skipped).toEqual([
      expect.objectContaining({
        title: "Movie 1",
        reason: "moved",
        message: "Not written: its 2 copies are not what the plan found any more.",
      }),
    ]);
    expect(report.conflicts).toEqual([]);
  });

  test("is refused when it is a day old, and when another home made it", async () => {
    const connected = await start();
    const { file } = await makePlan(connected.home, { only: ["rating"] });
    const other = await start();
    await expect(applySavedPlan(other.home, JSON.stringify(file))).rejects.toMatchObject({ code: "usage" });
    connected.clock.advance(25 * 3_600_000);
    await expect(applySavedPlan(connected.home, JSON.stringify(file))).rejects.toMatchObject({
      message: expect.stringContaining("it was good until"),
    });
    await expect(applySavedPlan(connected.home, "{")).rejects.toMatchObject({ code: "usage" });
  });
});
