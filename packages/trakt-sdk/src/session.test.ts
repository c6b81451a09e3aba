import { describe, expect, test } from "vitest";
import { createFakeClock } from "../test/fake-clock.ts";
import { createHousehold } from "../test/household.ts";
import { goodTokens, activities, scriptClient } from "../test/scripted-client.ts";
import { empty, json, lostConnection, never, page } from "../test/scripted-fetch.ts";
import { createMemoryTokenStore } from "./tokens.ts";
import type { Tokens, TokenStore } from "./tokens.ts";

const expired: Tokens = { ...goodTokens, expiresAt: 0 };
const answered = { access_token: "access-next", refresh_token: "refresh-next", expires_in: 604_800, created_at: 1 };

describe("a token that has expired", () => {
  test("is renewed before it is sent", async () => {
    const { trakt, seen } = scriptClient([json(answered), json(activities)], {
      tokens: createMemoryTokenStore(expired),
    });
    await trakt.sync.lastActivities();
    expect(seen.map(({ url, headers, body }) => [url, headers["authorization"], body])).toEqual([
      [
        "https://auth.trakt.tv/oauth/token",
        undefined,
        {
          client_id: "client",
          client_secret: "secret",
          refresh_token: "refresh-good",
          redirect_uri: "urn:ietf:wg:oauth:2.0:oob",
          grant_type: "refresh_token",
        },
      ],
      ["https://api.trakt.tv/sync/last_activities", "Bearer access-next", undefined],
    ]);
  });

  test("is renewed without a secret by an app that has none", async () => {
    const { service, trakt } = createHousehold({ secret: null });
    service.tokens.expire();
    await trakt.oauth.refresh();
    expect(service.requests[0]?.body).toEqual({
      client_id: "client",
      refresh_token: "refresh-1",
      redirect_uri: "urn:ietf:wg:oauth:2.0:oob",
      grant_type: "refresh_token",
    });
  });

  test("is sent as it is when it cannot be renewed: Trakt has the last word", async () => {
    const { trakt, seen } = scriptClient([json(activities)], {
      tokens: createMemoryTokenStore({ accessToken: "access-old", expiresAt: 0 }),
    });
    await trakt.sync.lastActivities();
    expect(seen[0]?.headers["authorization"]).toBe("Bearer access-old");
  });
});

describe("a token that is past half of its life", () => {
  const DAY_MS = 24 * 3_600_000;
  /** Tokens that live a week, so many days after they were given. */
  const aged = (now: number, days: number): Tokens => ({
    ...goodTokens,
    obtainedAt: now - days * DAY_MS,
    expiresAt: now + (7 - days) * DAY_MS,
  });
  const start = createFakeClock().now();

  test.each([
    [0, false],
    [3.4, false],
    [3.6, true],
    [6.9, true],
  ])("is renewed before it is sent: %d days of 7 old, %s", async (days, isRenewed) => {
    const answers = isRenewed ? [json(answered), json(activities)] : [json(activities)];
    const { trakt, seen } = scriptClient(answers, { tokens: createMemoryTokenStore(aged(start, days)) });
    await trakt.sync.lastActivities();
    expect(seen.map(({ url }) => url).includes("https://auth.trakt.tv/oauth/token")).toBe(isRenewed);
    expect(seen.at(-1)?.headers["authorization"]).toBe(isRenewed ? "Bearer access-next" : "Bearer access-good");
  });

  test.each([
    ["a refusal", json({ error: "invalid_grant" }, { status: 400 }), "sign-in-required"],
    ["a block at the edge", page(403), "edge-blocked"],
    ["an outage", empty(503), "server-error"],
    ["a limit", empty(429, { "retry-after": "600" }), "rate-limited"],
    ["a lost answer", lostConnection(), "network"],
  ])("is used on while that fails by %s, which is told and not tried with each request", async (_, answer, code) => {
    const failures: string[] = [];
    const { trakt, seen, clock } = scriptClient([answer, json(activities), json(activities)], {
      tokens: createMemoryTokenStore(aged(start, 4)),
      onRenewalFailed: (error) => failures.push(error.code),
    });
    await trakt.sync.lastActivities();
    await trakt.sync.lastActivities();
    expect([seen.length, failures, clock.waits]).toEqual([3, [code], []]);
    expect(seen.at(-1)?.headers["authorization"]).toBe("Bearer access-good");
  });

  test("is tried again ten minutes later", async () => {
    const { trakt, seen, clock } = scriptClient([empty(503), json(activities), json(answered), json(activities)], {
      tokens: createMemoryTokenStore(aged(start, 4)),
    });
    await trakt.sync.lastActivities();
    await clock.sleep(600_000);
    await trakt.sync.lastActivities();
    expect(seen.map(({ headers }) => headers["authorization"])).toEqual([
      undefined,
      "Bearer access-good",
      undefined,
      "Bearer access-next",
    ]);
  });

  test("is not used on when the new ones could not be stored", async () => {
    const store: TokenStore = {
      read: () => Promise.resolve(aged(start, 4)),
      write: () => Promise.reject(new Error("disk full")),
    };
    const { trakt, seen } = scriptClient([json(answered)], { tokens: store });
    await expect(trakt.sync.lastActivities()).rejects.toThrow("disk full");
    expect(seen).toHaveLength(1);
  });

  test("is not used on by whoever joined a renewal whose tokens could not be stored", async () => {
    const store: TokenStore = {
      read: () => Promise.resolve(aged(start, 4)),
      write: () => Promise.reject(new Error("disk full")),
    };
    const { trakt, seen } = scriptClient([json(answered)], { tokens: store });
    const calls = [trakt.sync.lastActivities(), Promise.resolve().then(() => trakt.users.settings())];
    const ends = await Promise.allSettled(calls);
    expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(seen).toHaveLength(1);
  });

  test("is used on when the lock of the store cannot be had: nothing was sent", async () => {
    const store: TokenStore = {
      ...createMemoryTokenStore(aged(start, 4)),
      withLock: () => Promise.reject(new Error("held by another process")),
    };
    const { trakt, seen } = scriptClient([json(activities)], { tokens: store });
    await trakt.sync.lastActivities();
    expect(seen.map(({ headers }) => headers["authorization"])).toEqual(["Bearer access-good"]);
  });

  test("is replaced by a sibling's new ones without a refresh", async () => {
    const reads = [aged(start, 4), { ...aged(start, 0), accessToken: "access-sibling" }];
    const store: TokenStore = {
      read: () => Promise.resolve(reads.length > 1 ? reads.shift() : reads[0]),
      write: () => Promise.reject(new Error("nothing is to be written")),
    };
    const { trakt, seen } = scriptClient([json(activities)], { tokens: store });
    await trakt.sync.lastActivities();
    expect(seen.map(({ headers }) => headers["authorization"])).toEqual(["Bearer access-sibling"]);
  });
});

describe("a 401", () => {
  test("renews the tokens once and repeats the request", async () => {
    const { service, trakt } = createHousehold();
    service.tokens.expire();
    await trakt.sync.addRatings({ movies: [{ ids: { trakt: 1 }, rating: 8 }] });
    expect(service.requests.map(({ path, status }) => [path, status])).toEqual([
      ["/sync/ratings", 401],
      ["/oauth/token", 200],
      ["/sync/ratings", 201],
    ]);
    expect(service.account.ratings()).toHaveLength(1);
  });

  test("renews once for all requests that get it at the same time", async () => {
    const { service, trakt } = createHousehold();
    service.tokens.expire();
    await Promise.all([trakt.sync.lastActivities(), trakt.users.settings(), trakt.users.stats()]);
    expect(service.requests.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
  });

  test("asks for a sign-in when the repeat gets it again", async () => {
    const { trakt, seen } = scriptClient([empty(401), json(answered), empty(401)]);
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "sign-in-required", status: 401 });
    expect(seen).toHaveLength(3);
  });

  test("asks for a sign-in when there is no refresh token", async () => {
    const { trakt, seen } = scriptClient([empty(401)], {
      tokens: createMemoryTokenStore({ accessToken: "access-only", expiresAt: goodTokens.expiresAt }),
    });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(seen).toHaveLength(1);
  });
});

describe("no tokens at all", () => {
  test("asks for a sign-in and sends nothing", async () => {
    const { trakt, seen } = scriptClient([], { tokens: createMemoryTokenStore() });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(seen).toEqual([]);
  });
});

describe("new tokens", () => {
  test("are stored before they are used, under the store's lock", async () => {
    const acts: string[] = [];
    const { trakt } = scriptClient([json(answered), json(activities)], {
      tokens: noteActs(acts, expired),
      onRequest: ({ path }) => acts.push(path),
    });
    await trakt.sync.lastActivities();
    expect(acts).toEqual(["read", "lock", "read", "/oauth/token", "write", "unlock", "/sync/last_activities"]);
  });

  test("are not used when they could not be stored", async () => {
    const store: TokenStore = {
      read: () => Promise.resolve(expired),
      write: () => Promise.reject(new Error("disk full")),
    };
    const { trakt, seen } = scriptClient([json(answered)], { tokens: store });
    await expect(trakt.sync.lastActivities()).rejects.toThrow("disk full");
    expect(seen).toHaveLength(1);
  });

  test("expire by our own clock, whatever Trakt's says", async () => {
    const { trakt, clock } = scriptClient([json(answered)]);
    await expect(trakt.oauth.refresh()).resolves.toEqual({
      accessToken: "access-next",
      refreshToken: "refresh-next",
      expiresAt: clock.now() + 604_800_000,
      obtainedAt: clock.now(),
    });
  });
});

describe("a sibling that shares the store", () => {
  test("is believed when it has renewed already: nothing is sent to the auth host", async () => {
    const { service, trakt, tokens } = createHousehold();
    service.tokens.expire();
    const siblings = service.tokens.issue();
    service.intercept(async ({ phase }) => {
      await (phase === "before" ? tokens.write(siblings) : undefined);
      return undefined;
    });
    await trakt.sync.lastActivities();
    expect(service.requests.map(({ path, status }) => [path, status])).toEqual([
      ["/sync/last_activities", 401],
      ["/sync/last_activities", 200],
    ]);
  });

  test("is believed when it won while our own refresh was refused", async () => {
    const { service, trakt, tokens } = createHousehold();
    service.tokens.revoke();
    const siblings = service.tokens.issue();
    service.intercept(async ({ path, phase }) => {
      await (path === "/oauth/token" && phase === "after" ? tokens.write(siblings) : undefined);
      return undefined;
    });
    await trakt.sync.lastActivities();
    expect(service.requests.map(({ path, status }) => [path, status])).toEqual([
      ["/sync/last_activities", 401],
      ["/oauth/token", 400],
      ["/sync/last_activities", 200],
    ]);
  });
});

describe("a refresh that fails", () => {
  test.each([
    ["invalid_grant", json({ error: "invalid_grant" }, { status: 400 }), "sign-in-required"],
    ["a bare 400", empty(400), "sign-in-required"],
    ["a bare 401", empty(401), "sign-in-required"],
    ["invalid_client", json({ error: "invalid_client" }, { status: 401 }), "client-rejected"],
    ["a dead app", json({ error: "forbidden" }, { status: 403 }), "client-rejected"],
    ["a block at the edge", page(403), "edge-blocked"],
  ])("%s", async (_, answer, code) => {
    const { trakt, seen } = scriptClient([answer], { tokens: createMemoryTokenStore(expired) });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({ code });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ["a lost connection", lostConnection(), "network"],
    ["a time-out", never, "timeout"],
    ["500", empty(500), "server-error"],
    ["half a JSON", new Response('{"access_token":"acc'), "unreadable-answer"],
  ])("after %s the token is not sent again, and the person is told what it may mean", async (_, answer, code) => {
    const { trakt, seen } = scriptClient([answer], {
      tokens: createMemoryTokenStore(expired),
      timeouts: { writeMs: 300 },
    });
    await expect(trakt.sync.lastActivities()).rejects.toMatchObject({
      code,
      mayHaveHappened: true,
      message: expect.stringContaining("sign in again"),
    });
    expect(seen).toHaveLength(1);
  });

  test("is not begun when the caller has stopped it before", async () => {
    const { trakt, seen } = scriptClient([]);
    await expect(trakt.oauth.refresh({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect(seen).toEqual([]);
  });

  test("waits and tries again after 429, for the token was not used", async () => {
    const { trakt, seen, clock } = scriptClient([empty(429, { "retry-after": "2" }), json(answered)]);
    await trakt.oauth.refresh();
    expect([seen.length, clock.waits]).toEqual([2, [2000]]);
  });
});

function noteActs(acts: string[], tokens: Tokens): TokenStore {
  return {
    read: () => {
      acts.push("read");
      return Promise.resolve(tokens);
    },
    write: () => {
      acts.push("write");
      return Promise.resolve();
    },
    withLock: async (run) => {
      acts.push("lock");
      try {
        return await run();
      } finally {
        acts.push("unlock");
      }
    },
  };
}
