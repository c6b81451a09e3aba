import { listRuns, readRun, readStatus, sync, undo } from "@pakt/sync";
import type { Home } from "@pakt/sync";
import { afterEach, describe, expect, test } from "vitest";

import { fillHousehold } from "./support/fill-household.ts";
import { createLife } from "./support/in-memory/life.ts";
import { createWorld } from "./support/in-memory/world.ts";
import type { World } from "./support/in-memory/world.ts";
import { stateOfServices } from "./support/faults/state-of-services.ts";

const open: World[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function start(): Promise<World> {
  const world = await createWorld();
  open.push(world);
  fillHousehold(world);
  return world;
}

/** Kills a sync once Trakt has carried out the plays that it was sent, and before it hears of that. */
async function killAfterPlays(world: World): Promise<void> {
  const life = createLife(
    (point) => point.kind === "request" && point.name === "POST /sync/history" && point.moment === "after",
  );
  await world.inProcess((home) => sync(home), life).catch(() => undefined);
  if (!life.isOver()) throw new Error("The run was to be killed.");
}

/** Loses every answer to plays and every read of the history, so that the run ends without knowing. */
function loseAnswers({ trakt }: World): void {
  trakt.intercept(({ path, phase }) =>
    phase === "after" && path.startsWith("/sync/history") ? { kind: "reset" } : undefined,
  );
}

function statusesOf(world: World, run = "last"): Promise<Readonly<Record<string, number>>> {
  return world.inProcess(async (home) => (await readRun(home, run)).summary.outcomes);
}

const runsOf = (world: World) => world.inProcess((home) => listRuns(home));

describe("a run that was killed", () => {
  test("is listed as interrupted before the next sync, with what nobody knows, and nothing is changed by looking", async () => {
    const world = await start();
    await killAfterPlays(world);
    const kept = new Map(world.kept);
    const [first, ...others] = await runsOf(world);
    expect([first, others]).toMatchObject([{ kind: "sync", hasEnded: false, open: "interrupted" }, []]);
    expect(first?.outcomes.unknown).toBeGreaterThan(0);
    const status = await world.inProcess((home: Home) => readStatus(home));
    expect(status.lastRun).toMatchObject({ open: "interrupted" });
    expect([...world.kept].filter(([key]) => key.includes(":runs:"))).toEqual([]);
    expect(world.kept.get("state:default:journal:plan.json")).toBe(kept.get("state:default:journal:plan.json"));
  });

  test("has in its record what the next sync found out about its plays", async () => {
    const world = await start();
    await killAfterPlays(world);
    const sent = world.trakt.account.plays().length;
    await world.inProcess((home) => sync(home));
    const [, killed] = await runsOf(world);
    const { operations, outcomes, summary } = await world.inProcess((home) => readRun(home, killed?.run ?? ""));
    const applied = new Set(outcomes.filter(({ status }) => status === "applied").map(({ operation }) => operation));
    const plays = operations.filter(
      ({ id, side, field }) => side === "trakt" && field === "watched" && applied.has(id),
    );
    expect(plays.length).toBeGreaterThan(3);
    expect(world.trakt.account.plays()).toHaveLength(sent);
    expect(summary).toMatchObject({ hasEnded: false, fields: { watched: { toTrakt: { added: plays.length } } } });
    expect(summary.open).toBeUndefined();
    expect(summary.outcomes.unknown).toBeUndefined();
  });

  test("stays without an answer while another Trakt account is signed in, of which no read tells", async () => {
    const world = await start();
    await killAfterPlays(world);
    await world.inProcess((home) => sync(home, { dryRun: true }));
    const { account } = world.trakt;
    const { uuid } = account.settings;
    account.changeSettings({ uuid: "00000000-0000-4000-8000-000000000002" });
    await world.inProcess((home) => sync(home));
    const killed = (await runsOf(world)).at(-1)?.run ?? "";
    expect((await statusesOf(world, killed))["unknown"]).toBeGreaterThan(3);
    account.changeSettings({ uuid });
    await world.inProcess((home) => sync(home));
    expect((await statusesOf(world, killed))["unknown"]).toBeUndefined();
  });

  test("is taken back with the next run, plays without an answer among it", async () => {
    const world = await start();
    const before = stateOfServices(world);
    await killAfterPlays(world);
    const { run } = await world.inProcess((home) => sync(home));
    const [, killed] = await runsOf(world);
    for (const each of [run, killed?.run ?? ""]) {
      expect(await world.inProcess((home) => undo(home, each))).toMatchObject({ exitCode: 0, unknown: [] });
    }
    expect(stateOfServices(world)).toEqual(before);
  });

  test("is taken back at once, without a sync in between", async () => {
    const world = await start();
    const before = stateOfServices(world);
    await killAfterPlays(world);
    expect(await world.inProcess((home) => undo(home, "last"))).toMatchObject({ exitCode: 0, unknown: [] });
    expect(stateOfServices(world)).toEqual(before);
  });
});

describe("a run whose answers were lost", () => {
  test("has in its record what the next run found out, and is taken back with that", async () => {
    const world = await start();
    const before = stateOfServices(world);
    loseAnswers(world);
    const { run, exitCode, unknown } = await world.inProcess((home) => sync(home));
    expect([exitCode, unknown.length > 3]).toEqual([3, true]);
    world.trakt.intercept();
    const next = await world.inProcess((home) => sync(home, { listOperations: true }));
    expect((await statusesOf(world, run))["unknown"]).toBeUndefined();
    await world.inProcess((home) => undo(home, next.run)).catch(() => undefined);
    expect(await world.inProcess((home) => undo(home, run))).toMatchObject({ exitCode: 0, unknown: [] });
    expect(stateOfServices(world)).toEqual(before);
  });

  test("that never arrived: the record says so, and nothing is taken back for it", async () => {
    const world = await start();
    world.trakt.intercept(({ path, phase }) =>
      (phase === "before" && path === "/sync/history") || (phase === "after" && path.startsWith("/sync/history"))
        ? { kind: "reset" }
        : undefined,
    );
    const { run } = await world.inProcess((home) => sync(home, { only: ["watched"] }));
    world.trakt.intercept();
    await world.inProcess((home) => sync(home, { only: ["watched"] }));
    const { unknown, failed = 0 } = await statusesOf(world, run);
    expect([unknown, failed > 3]).toEqual([undefined, true]);
  });
});

describe("taking back what nobody knows to have been done", () => {
  test("names and counts it, and is not called done, in a dry run that does not wait for the history", async () => {
    const world = await start();
    await killAfterPlays(world);
    const report = await world.inProcess((home) => undo(home, "last", { dryRun: true }));
    expect(report.exitCode).toBe(3);
    expect(report.unknown.length).toBeGreaterThan(3);
    expect(report.unknown.map(({ title }) => title.replace(/ \(.*/, ""))).toContain("Seen on Plex");
    expect(new Set(report.unknown.map(({ reason }) => reason))).toEqual(new Set(["outcome-unknown"]));
    expect(report.skipped.filter(({ reason }) => reason === "outcome-unknown")).toEqual([]);
  });

  test("leaves it alone while its field cannot be read, and takes it back once it can", async () => {
    const world = await start();
    const before = stateOfServices(world);
    const life = createLife(({ name, moment }) => name === "POST /sync/ratings" && moment === "after");
    await world.inProcess((home) => sync(home), life).catch(() => undefined);
    expect(life.isOver()).toBe(true);
    world.trakt.intercept(({ path }) => (path.startsWith("/sync/ratings") ? { kind: "reset" } : undefined));
    const first = await world.inProcess((home) => undo(home, "last"));
    expect(first.exitCode).toBe(3);
    expect(first.unknown.map(({ reason }) => reason)).toContain("outcome-unknown");
    world.trakt.intercept();
    const killed = (await runsOf(world)).find(({ kind }) => kind === "sync");
    expect(await world.inProcess((home) => undo(home, killed?.run ?? ""))).toMatchObject({ exitCode: 0, unknown: [] });
    expect(stateOfServices(world)).toEqual(before);
  });
});
