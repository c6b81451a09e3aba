import { afterAll, beforeAll, expect, test } from "vitest";

import { differences, doubledPlays } from "../support/differences.ts";
import { fillHousehold } from "../support/fill-household.ts";
import { followEvents } from "../support/follow-events.ts";
import { describeWithRedis, startRedis } from "../support/start-redis.ts";
import type { TestRedis } from "../support/start-redis.ts";
import { clientWith, openServices, signInFirst, startServer } from "../support/start-server.ts";

let redis: TestRedis;

describeWithRedis("a server with its state on Redis", () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());

  test("is the only one, wherever the other is started, and comes back with its password, sessions and history", async () => {
    const services = await openServices();
    const household = fillHousehold(services);
    const onRedis = { ...services, env: { ...services.env, PAKT_STORAGE_URL: `redis://127.0.0.1:${redis.port}` } };
    const first = await startServer(onRedis);
    const { client, url, cookie, unexpected } = await signInFirst(first);
    await expect(startServer(onRedis)).rejects.toMatchObject({ code: "server-active" });
    await client.call("startSync", { body: {} });
    await followEvents(url, cookie, { until: ({ type }) => type === "run-end" });
    await first.close();

    const second = await startServer(onRedis);
    expect(second.setUpToken).toBeUndefined();
    const again = clientWith(second.url.replace(/\/$/, ""), cookie);
    expect((await again.call("listRuns", {})).total).toBe(1);
    expect(differences(services, household.placed)).toEqual([]);
    expect(doubledPlays(services)).toEqual([]);
    expect([...unexpected, ...second.unexpected]).toEqual([]);
  });
});
