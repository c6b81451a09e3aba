import { describe, expect, test } from "vitest";

import { differences, doubledPlays } from "../support/differences.ts";
import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { runPakt } from "../support/run-child.ts";
import { openServices, signInFirst, startServer } from "../support/start-server.ts";

/** Writes to Trakt are so far apart that a test can do something in between. */
const slow = { tuning: { writeIntervalMs: 400 } };
const isEnd = ({ type }: { readonly type: string }): boolean => type === "run-end";
const isWriting = ({ type }: { readonly type: string }): boolean => type === "apply-progress";

describe("events", () => {
  test("whoever comes in the middle or after the end gets what the run told so far", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services, slow));
    await client.call("startSync", { body: {} });
    await followEvents(url, cookie, { until: isWriting });
    const late = await followEvents(url, cookie, { until: isEnd });
    const after = await followEvents(url, cookie, { until: isEnd });
    expect(late[0]?.event).toMatchObject({ type: "run-start", purpose: "sync", by: "page" });
    expect(late.map(({ event }) => event.type)).toContain("plan-ready");
    expect(after.at(-1)).toEqual(late.at(-1));
    // One line a list or side, however often it told of its progress.
    const progress = after.flatMap(({ event }) => (event.type === "apply-progress" ? event.side : []));
    expect(progress.toSorted()).toEqual(["plex", "trakt"]);
  });

  test("whoever comes back with the last id gets what they missed and nothing twice", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services, slow));
    await client.call("startSync", { body: {} });
    const first = await followEvents(url, cookie, { until: ({ type }) => type === "plan-ready" });
    const lastEventId = first.at(-1)?.id ?? "";
    const second = await followEvents(url, cookie, { until: isEnd, lastEventId });
    const seen = new Set(first.map(({ id }) => id));
    expect(second.filter(({ id }) => seen.has(id))).toEqual([]);
    expect(second.some(({ event }) => event.type === "run-start")).toBe(false);
    const foreign = await followEvents(url, cookie, { until: isEnd, lastEventId: "another.99999" });
    expect(foreign[0]?.event.type).toBe("run-start");
    const broken = await followEvents(url, cookie, { until: isEnd, lastEventId: "x" });
    expect(broken[0]?.event.type).toBe("run-start");
  });

  test("the next run begins the log anew", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services));
    await client.call("makePlan", { body: {} });
    const first = await followEvents(url, cookie, { until: isEnd });
    await client.call("makePlan", { body: {} });
    const lastEventId = first.at(-1)?.id ?? "";
    const next = await followEvents(url, cookie, { until: isEnd, lastEventId });
    expect(next[0]?.event).toMatchObject({ type: "run-start", purpose: "plan" });
  });
});

describe("one run at a time", () => {
  test("while one runs, no other begins: the answer says what runs, and the run goes on", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services, slow));
    await client.call("startSync", { body: {} });
    await expect(client.call("startSync", { body: {} })).rejects.toMatchObject({
      status: 409,
      code: "run-active",
      message: expect.stringContaining("sync, begun on the page"),
    });
    await expect(client.call("makePlan", { body: {} })).rejects.toMatchObject({ code: "run-active" });
    await followEvents(url, cookie, { until: isEnd });
    expect(differences(services, household.placed)).toEqual([]);
  });

  test("of twenty who start at the same moment one is let", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services));
    const starts = await Promise.allSettled(Array.from({ length: 20 }, () => client.call("startSync", { body: {} })));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await followEvents(url, cookie, { until: isEnd });
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
    expect((await client.call("listRuns", {})).total).toBe(1);
  });

  test("a run of the command line is waited for, and named when it does not end", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services));
    const commandLine = runPakt(["sync", "--yes"], services.env);
    await expect.poll(() => services.trakt.account.plays().length, { timeout: 20_000 }).toBeGreaterThan(5);
    await client.call("startSync", { body: {} });
    const events = await followEvents(url, cookie, { until: isEnd });
    expect(events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: "wait-start", reason: expect.stringContaining("another run is active") }),
    );
    expect(events.at(-1)?.event).toMatchObject({ exitCode: 1, error: { code: "run-active" } });
    expect((await commandLine).code).toBe(0);
  });
});

describe("a stop", () => {
  test("before anything is written writes nothing", async () => {
    const services = await openServices();
    fillHousehold(services);
    const { client, url, cookie } = await signInFirst(await startServer(services));
    const before = services.trakt.account.plays().length;
    await client.call("startSync", { body: {} });
    expect(await client.call("stopRun", {})).toMatchObject({ isStopping: true });
    const events = await followEvents(url, cookie, { until: isEnd });
    expect(events.at(-1)?.event).toMatchObject({ exitCode: 1, error: { code: "interrupted" } });
    expect(services.trakt.account.plays()).toHaveLength(before);
    await expect(client.call("stopRun", {})).rejects.toMatchObject({ status: 409, code: "no-run" });
  });

  test.each(["phase-start", "fetch-progress", "phase-end", "plan-ready", "apply-progress"])(
    "at the first %s is safe: the next run ends equal, with nothing doubled",
    async (moment) => {
      const services = await openServices();
      const household = fillHousehold(services);
      const { client, url, cookie, unexpected } = await signInFirst(
        await startServer(services, { tuning: { writeIntervalMs: 50 } }),
      );
      await client.call("startSync", { body: {} });
      await followEvents(url, cookie, { until: ({ type }) => type === moment });
      await client.call("stopRun", {}).catch(() => undefined);
      await followEvents(url, cookie, { until: isEnd });
      await client.call("startSync", { body: {} });
      const events = await followEvents(url, cookie, { until: isEnd });
      expect(events.at(-1)?.event).toMatchObject({ exitCode: 0 });
      expect(differences(services, household.placed)).toEqual([]);
      expect(doubledPlays(services)).toEqual([]);
      expect(unexpected).toEqual([]);
    },
  );
});
