import { describe, expect, test } from "vitest";

import { createFakeClock } from "../test/fake-clock.ts";
import { openConnectedHome } from "../test/open-connected-home.ts";
import { openTestHome } from "../test/open-test-home.ts";
import { openPlex, openPlexClients } from "./open-plex.ts";

const nothing = (): void => undefined;

describe("openPlexClients", () => {
  test("speaks with the server and with Discover by the same token and the same name", async () => {
    const { home, plex } = await openConnectedHome();
    const { servers, discover, token } = await openPlexClients(home, nothing);
    const [{ server, probe }] = servers;
    await server.libraries();
    await probe.items({ library: "1", type: "movie" })({ start: 0, size: 1 });
    await discover.watchlist();
    expect(token).toBe(plex.token);
    const headers = plex.requests.map((request) => request.headers);
    expect(headers.map((sent) => sent["x-plex-token"])).toEqual([plex.token, plex.token, plex.token]);
    expect(new Set(headers.map((sent) => sent["x-plex-client-identifier"])).size).toBe(1);
    expect(plex.requests.map(({ path }) => path)).toEqual([
      "/library/sections",
      "/library/sections/1/all",
      "/discover/library/sections/watchlist/all",
    ]);
  });

  test("counts every request of each of them", async () => {
    const { home, plex } = await openConnectedHome();
    let count = 0;
    const { servers, discover } = await openPlexClients(home, () => {
      count += 1;
    });
    const [{ server, probe }] = servers;
    await server.libraries();
    await probe.identity();
    await discover.watchlist();
    expect(count).toBe(plex.requests.length);
  });

  test("asks by the probe once, and by the others again", async () => {
    const { home, plex } = await openConnectedHome();
    const [{ server, probe }] = (await openPlexClients(home, nothing)).servers;
    plex.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 500 } : undefined));
    await expect(probe.libraries()).rejects.toMatchObject({ code: "server-error" });
    expect(plex.requests).toHaveLength(1);
    await expect(server.libraries()).rejects.toMatchObject({ code: "server-error" });
    expect(plex.requests).toHaveLength(6);
  });

  test("writes to the watchlist no faster than it was told", async () => {
    const { home, plex, clock } = await openConnectedHome({ tuning: { plexListIntervalMs: 700 } });
    const { discover } = await openPlexClients(home, nothing);
    for (const type of ["movie", "show"] as const) {
      await discover.add({ ratingKey: plex.discover.catalogue.add({ type }) });
    }
    expect(clock.waits).toEqual([700]);
  });

  test("goes to Plex's own Discover when nothing else is set", async () => {
    const urls: string[] = [];
    const home = await openTestHome({
      clock: createFakeClock(),
      env: { PAKT_PLEX_URL: "http://plex.test:32400", PAKT_PLEX_TOKEN: "token" },
      fetch: (input) => {
        urls.push(new Request(input).url);
        return Promise.resolve(Response.json({ MediaContainer: { size: 0, totalSize: 0 } }));
      },
    });
    await (await openPlexClients(home, nothing)).discover.watchlist();
    expect(urls).toEqual([
      expect.stringMatching(/^https:\/\/discover\.provider\.plex\.tv\/library\/sections\/watchlist\/all\?/),
    ]);
  });

  test("is the same installation in each run", async () => {
    const { home, plex } = await openConnectedHome();
    for (let run = 1; run <= 2; run += 1) await (await openPlex(home, nothing)).libraries();
    const [first, second] = plex.requests.map(({ headers }) => headers["x-plex-client-identifier"]);
    expect(first).toMatch(/^pakt-[\da-f-]{36}$/);
    expect(second).toBe(first);
  });

  test.each([
    ["PAKT_PLEX_URL", "not-configured"],
    ["PAKT_PLEX_TOKEN", "sign-in-needed"],
  ])("says what is missing without %s", async (name, code) => {
    const { home } = await openConnectedHome({ env: { [name]: "" } });
    await expect(openPlexClients(home, nothing)).rejects.toMatchObject({ name: "PaktError", code });
  });
});
