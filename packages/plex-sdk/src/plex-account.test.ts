import { describe, expect, it } from "vitest";

import { clientOptions, fakeClock } from "../test/client-options.ts";
import { NOW, useInMemoryPlex } from "../test/start-plex.ts";
import { createPlexAccount } from "./index.ts";

const start = useInMemoryPlex();

describe("signing in", () => {
  it("creates a strong pin with the page on which to approve it", async () => {
    const { plex, account } = start();

    const pin = await account.createPin({ forwardUrl: "http://127.0.0.1:8080/done" });

    const code = "strong0000000000910000001";
    expect(pin).toEqual({
      id: "910000001",
      code,
      expiresAt: new Date(NOW + 1_800_000),
      authUrl: `https://app.plex.tv/auth#?clientID=pakt-7f1c&code=${code}&context%5Bdevice%5D%5Bproduct%5D=pakt&forwardUrl=http%3A%2F%2F127.0.0.1%3A8080%2Fdone`,
      linkUrl: "https://plex.tv/link",
    });
    expect(plex.requests).toMatchObject([
      { method: "POST", path: "/api/v2/pins", query: { strong: "true" }, status: 201 },
    ]);
    expect(plex.requests[0]?.headers).not.toHaveProperty("x-plex-token");
    expect(plex.violations).toEqual([]);
  });

  it("creates a code of four letters when asked for one", async () => {
    const { plex, account } = start();

    await expect(account.createPin({ strong: false })).resolves.toMatchObject({ code: "P001" });
    expect(plex.requests).toMatchObject([{ query: {} }]);
  });

  it("asks each second until the person approves, and gives the token", async () => {
    const clock = fakeClock(NOW);
    const { plex, account } = start({ now: () => clock.now() }, { clock });
    const pin = await account.createPin();
    plex.requests.clear();
    const polls: number[] = [];

    const token = await account.waitForPin(pin, {
      onPoll: ({ attempt, remainingMs }) => {
        polls.push(remainingMs);
        if (attempt === 3) plex.person.approvePin(pin.code);
      },
    });

    expect(token).toBe("in-memory-token-1001-1");
    expect(polls).toEqual([1_800_000, 1_799_000, 1_798_000]);
    expect(clock.sleeps).toEqual([1000, 1000]);
    expect(plex.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /api/v2/pins/910000001",
      "GET /api/v2/pins/910000001",
      "GET /api/v2/pins/910000001",
    ]);
    await expect(createPlexAccount({ ...clientOptions(), token }).user()).resolves.toMatchObject({ username: "owner" });
    expect(plex.violations).toEqual([]);
  });

  it("slows down while plex.tv limits or has trouble, and goes on", async () => {
    const clock = fakeClock(NOW);
    const { plex, account } = start({ now: () => clock.now() }, { clock });
    const pin = await account.createPin();
    plex.intercept(({ count, phase }) => {
      if (phase === "after") return undefined;
      if (count === 2) return { kind: "status", status: 429, headers: { "retry-after": "9" } };
      if (count === 3) return { kind: "reset" };
      if (count === 4) return { kind: "status", status: 502 };
      plex.person.approvePin(pin.code);
      return undefined;
    });

    await expect(account.waitForPin(pin)).resolves.toBe("in-memory-token-1001-1");
    expect(clock.sleeps).toEqual([9000, 4000, 8000]);
  });

  it("ends with pin-expired at the end of the code's life, without a question too many", async () => {
    const clock = fakeClock(NOW);
    const { plex, account } = start({ now: () => clock.now() }, { clock });
    const pin = await account.createPin();

    const waiting = account.waitForPin({ ...pin, expiresAt: new Date(NOW + 2500) });

    await expect(waiting).rejects.toMatchObject({ code: "pin-expired" });
    expect(clock.sleeps).toEqual([1000, 1000, 500]);
    expect(plex.requests).toHaveLength(4);
  });

  it("lets a pin live as long as plex.tv says, counted from now", async () => {
    const { plex, account } = start();
    plex.intercept(({ phase }) => {
      if (phase === "before") return undefined;
      return {
        kind: "json",
        transform: () => ({ id: 7, code: "ABCD", expiresIn: 60, expiresAt: "2001-01-01T00:00:00Z" }),
      };
    });

    await expect(account.createPin()).resolves.toMatchObject({ id: "7", expiresAt: new Date(NOW + 60_000) });
  });

  it("ends with pin-expired when plex.tv has forgotten the code", async () => {
    const { account } = start();
    const pin = await account.createPin();

    await expect(account.waitForPin({ ...pin, id: "1" })).rejects.toMatchObject({ code: "pin-expired", status: 404 });
  });

  it("ends with the error when asking again cannot help", async () => {
    const { plex, account } = start();
    const pin = await account.createPin();
    plex.intercept(() => ({ kind: "html" }));

    await expect(account.waitForPin(pin)).rejects.toMatchObject({ code: "unreadable-answer" });
  });

  it("stops waiting when the caller gives up", async () => {
    const { account } = start();
    const pin = await account.createPin();
    const stop = new AbortController();

    const waiting = account.waitForPin(pin, { signal: stop.signal, onPoll: () => stop.abort() });

    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("the account", () => {
  it("knows its user, and gives no token away", async () => {
    const { plex, account } = start();

    const user = await account.user();

    expect(user).toEqual({
      id: 1001,
      uuid: "owner-uuid",
      username: "owner",
      title: "owner",
      email: "owner@example.org",
      home: true,
      homeAdmin: true,
      restricted: false,
      subscription: { active: false },
    });
    expect(plex.requests).toMatchObject([
      { method: "GET", path: "/api/v2/user", headers: { "x-plex-token": plex.token } },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("lists servers only, each with its own token", async () => {
    const connection = {
      protocol: "https",
      address: "10.0.0.5",
      port: 32_400,
      uri: "https://10-0-0-5.h.plex.direct:32400",
      local: true,
      relay: false,
      IPv6: false,
    } as const;
    const { plex, account } = start({ connections: [connection] });

    const resources = await account.resources();

    expect(resources).toEqual([
      {
        name: "In-memory Plex",
        provides: "server",
        clientIdentifier: plex.machineIdentifier,
        accessToken: plex.token,
        productVersion: "1.43.4.10903-in-memory",
        owned: true,
        httpsRequired: false,
        publicAddressMatches: true,
        presence: true,
        connections: [
          {
            uri: "https://10-0-0-5.h.plex.direct:32400",
            address: "10.0.0.5",
            port: 32_400,
            protocol: "https",
            local: true,
            relay: false,
          },
        ],
      },
    ]);
    expect(plex.requests).toMatchObject([
      { path: "/api/v2/resources", query: { includeHttps: "1", includeRelay: "1", includeIPv6: "1" } },
    ]);
    expect(plex.violations).toEqual([]);
  });

  it("lists the Plex Home and switches to a member, who then is the user", async () => {
    const { plex, account } = start();
    const uuid = plex.person.addHomeUser({ title: "Kid", pin: "1234", restricted: true });

    const users = await account.homeUsers();
    const token = await account.switchHomeUser({ uuid, pin: "1234" });

    expect(users).toMatchObject([
      { title: "owner", admin: true, protected: false },
      { title: "Kid", admin: false, restricted: true, protected: true },
    ]);
    expect(plex.requests[1]).toMatchObject({
      method: "POST",
      path: `/api/v2/home/users/${uuid}/switch`,
      query: { pin: "1234" },
    });
    await expect(createPlexAccount({ ...clientOptions(), token }).user()).resolves.toMatchObject({ title: "Kid" });
    expect(plex.violations).toEqual([]);
  });

  it.each([[undefined], ["9999"]])("throws wrong-pin for the PIN %s, without repeating it", async (pin) => {
    const { plex, account } = start();
    const uuid = plex.person.addHomeUser({ title: "Kid", pin: "1234" });

    const failure = account.switchHomeUser({ uuid, pin });

    await expect(failure).rejects.toMatchObject({
      code: "wrong-pin",
      status: 403,
      url: expect.not.stringContaining("9999"),
    });
    await expect(failure).rejects.toThrow(/^(?!.*9999)/);
  });

  it("signs out: the token is void", async () => {
    const { plex, account } = start();

    await account.signOut();

    expect(plex.requests).toMatchObject([{ method: "DELETE", path: "/api/v2/users/signout", status: 204 }]);
    await expect(account.user()).rejects.toMatchObject({ code: "unauthorized", serviceCode: 1001 });
  });

  it.each(["user", "resources", "homeUsers", "signOut"] as const)(
    "rejects %s without a token, sending nothing",
    async (name) => {
      const { plex } = start();
      const account = createPlexAccount(clientOptions());

      await expect(account[name]()).rejects.toMatchObject({ code: "unauthorized" });
      expect(plex.requests).toEqual([]);
    },
  );
});

describe("the hosts of plex.tv", () => {
  it.each([
    ["the real ones", {}, ["https://plex.tv", "https://clients.plex.tv"]],
    ["both from one setting", { plexTvUrl: "http://a.test" }, ["http://a.test", "http://a.test"]],
    ["each its own", { plexTvUrl: "http://a.test", clientsUrl: "http://b.test" }, ["http://a.test", "http://b.test"]],
  ])("are %s", async (_, urls, expected) => {
    const origins: string[] = [];
    const stub: typeof fetch = (input) => {
      origins.push(new URL(new Request(input).url).origin);
      return Promise.resolve(Response.json(origins.length === 1 ? { users: [] } : []));
    };
    const account = createPlexAccount({ ...clientOptions({ fetch: stub }), token: "t", ...urls });

    await account.homeUsers();
    await account.resources();

    expect(origins).toEqual(expected);
  });
});
