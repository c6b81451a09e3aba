import { describe, expect, test } from "vitest";

import { differences, doubledPlays } from "../support/differences.ts";
import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { openServices, signInFirst, startServer } from "../support/start-server.ts";

describe("a server", () => {
  test("syncs when it is asked to, tells everyone what it does, and keeps the run", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const { client, url, cookie, unexpected } = await signInFirst(await startServer(services));
    await client.call("startSync", { body: {} });
    const events = await followEvents(url, cookie, { until: ({ type }) => type === "run-end" });
    expect(events.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(["run-start", "phase-start", "plan-ready", "apply-progress", "run-end"]),
    );
    expect(differences(services, household.placed)).toEqual([]);
    const { runs, total } = await client.call("listRuns", {});
    expect(total).toBe(1);
    const { last } = await client.call("readRun", {});
    expect(last).toMatchObject({ purpose: "sync", by: "page", exitCode: 0, run: runs[0]?.run });
    expect(runs).toMatchObject([{ kind: "sync", by: "page", hasEnded: true }]);
    const record = await client.call("readPastRun", { params: { run: runs[0]?.run ?? "" } });
    expect(record.rows.every(({ outcome }) => outcome?.status === "applied")).toBe(true);
    expect(await client.call("readStatus", {})).toMatchObject({ lastRun: { run: runs[0]?.run }, problems: [] });
    expect(unexpected).toEqual([]);
  });

  test("shows a plan, writes it but for what was unticked, and takes the run back by a plan that is shown first", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services));
    const untilEnd = () => followEvents(url, cookie, { until: ({ type }) => type === "run-end" });

    const before = services.trakt.account.plays().length;
    await client.call("makePlan", { body: {} });
    await untilEnd();
    expect(services.trakt.account.plays()).toHaveLength(before);
    const [head] = (await client.call("listPlans", {})).plans;
    const plan = await client.call("readPlan", { params: { plan: head?.plan ?? "" } });
    const [left] = plan.rows;
    expect(plan.rows).toContainEqual(
      expect.objectContaining({
        title: expect.objectContaining({ name: "Rated newer on Trakt (2000)" }),
        before: expect.objectContaining({ value: 6 }),
        after: expect.objectContaining({ value: 9 }),
        plex: expect.objectContaining({ value: 6 }),
        trakt: expect.objectContaining({ value: 9 }),
        copies: 1,
      }),
    );
    const second = await client.call("readPlan", { params: { plan: plan.plan }, query: { offset: "1", limit: "2" } });
    expect(second.rows).toEqual(plan.rows.slice(1, 3));
    expect(plan.estimate.plexRequests).toBe(plan.rows.filter(({ side }) => side === "plex").length);
    await client.call("applyPlan", { params: { plan: plan.plan }, body: { leaveOut: [left?.id ?? ""] } });
    await untilEnd();
    const { last } = await client.call("readRun", {});
    expect(last).toMatchObject({ purpose: "apply", exitCode: 0 });
    const run = last?.run ?? "";
    const written = await client.call("readPastRun", { params: { run } });
    expect(written.rows.map(({ id }) => id)).not.toContain(left?.id);
    expect(written.rows).toHaveLength(plan.rows.length - 1);
    const waiting = (await client.call("readStatus", {})).fields.flatMap((each) =>
      (each.waiting ?? 0) > 0 ? each : [],
    );
    expect(waiting).toMatchObject([{ field: left?.field, waiting: 1 }]);

    await client.call("planUndo", { params: { run }, body: { only: "rating" } });
    await untilEnd();
    const [undoHead] = (await client.call("listPlans", {})).plans;
    expect(undoHead).toMatchObject({ kind: "undo", undoes: run });
    await client.call("applyPlan", { params: { plan: undoHead?.plan ?? "" }, body: {} });
    await untilEnd();
    expect((await client.call("readRun", {})).last).toMatchObject({ purpose: "undo", exitCode: 0 });
    expect(doubledPlays(services)).toEqual([]);
  });
});
