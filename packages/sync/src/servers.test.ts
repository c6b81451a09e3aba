import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import type { Home } from "./home.ts";
import { systemClock } from "./clock.ts";
import { openHome } from "./home.ts";
import { openPlex } from "./open-plex.ts";
import { chooseServer, listServers } from "./servers.ts";

interface Started {
  readonly home: Home;
  readonly url: string;
  readonly plex: ReturnType<typeof createInMemoryPlex>;
  /** The home as the next process opens it. */
  readonly reopen: () => Promise<Home>;
}

/** Somebody who is signed in to an account with one server, and has named no address. */
async function start(options: Parameters<typeof createInMemoryPlex>[0] = {}): Promise<Started> {
  const plex = createInMemoryPlex({ token: "account-token", ...options });
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  const { url, close } = await plex.listen();
  onTestFinished(close);
  const env = { PAKT_PLEX_TV_URL: url };
  const home = await openTestHome({ env, clock: systemClock });
  await home.credentials.signIn({ plex: plex.token });
  const reopen = (): Promise<Home> =>
    openHome({
      env: { ...env, PAKT_HOME: home.folder },
      userHome: home.folder,
      product: { name: "pakt-test", version: "1.0.0" },
    });
  return { home, url, plex, reopen };
}

describe("listServers", () => {
  test("gives each server of the account with the best address that answers", async () => {
    const { home, url, plex } = await start();
    expect(await listServers(home)).toMatchObject([
      { id: plex.machineIdentifier, url, reach: "local", selected: false },
    ]);
  });

  test("keeps a server that does not answer, without an address", async () => {
    const connections = [
      {
        uri: "http://127.0.0.1:1",
        address: "127.0.0.1",
        port: 1,
        protocol: "http",
        local: true,
        relay: false,
        IPv6: false,
      },
    ] as const;
    const { home } = await start({ connections });
    const [server] = await listServers(home);
    expect(server).not.toHaveProperty("url");
    await expect(chooseServer(home, server?.id ?? "")).rejects.toMatchObject({ code: "usage", exitCode: 2 });
  });

  test("needs a sign-in", async () => {
    await expect(listServers(await openTestHome())).rejects.toMatchObject({ code: "sign-in-needed", exitCode: 5 });
  });
});

describe("chooseServer", () => {
  test.each(["name", "id"] as const)("by its %s is all that the next process needs", async (by) => {
    const { home, url, plex, reopen } = await start({ serverToken: "server-token" });
    const [server] = await listServers(home);
    const chosen = await chooseServer(home, server?.[by] ?? "");
    expect(chosen).toMatchObject([{ url, selected: true }]);
    const next = await reopen();
    expect(next.config.plex.url).toBe(url);
    plex.requests.clear();
    expect(await (await openPlex(next, () => undefined)).libraries()).toHaveLength(1);
    expect(await next.credentials.plexToken()).toBe("account-token");
    expect(await next.credentials.plexServerToken()).toBe("server-token");
    expect(await listServers(next)).toMatchObject([{ selected: true }]);
  });

  test("stores no second token where the server takes the account's, and none in config.json", async () => {
    const { home, plex } = await start();
    await chooseServer(home, plex.machineIdentifier);
    expect(await home.credentials.plexServerToken()).toBe("account-token");
    expect(await readFile(join(home.folder, "config.json"), "utf8")).not.toContain("token");
  });

  test("keeps what else stands in config.json", async () => {
    const { home, url, plex } = await start();
    await home.files.setItemRaw(
      "config.json",
      JSON.stringify({ version: 1, rewatches: false, plex: { libraries: ["1"] } }),
    );
    await chooseServer(home, plex.machineIdentifier);
    expect(JSON.parse((await home.files.getItemRaw<string>("config.json")) ?? "")).toEqual({
      version: 1,
      rewatches: false,
      plex: { libraries: ["1"], url },
    });
  });

  test("names the servers that there are when it is none of them, and writes nothing", async () => {
    const { home, plex } = await start();
    const wrong = chooseServer(home, "Attic");
    await expect(wrong).rejects.toMatchObject({
      code: "usage",
      message: 'The account has no server "Attic".',
      advice: expect.stringContaining(plex.machineIdentifier),
    });
    expect(await home.files.getItemRaw("config.json")).toBeNull();
  });

  test("is refused where the environment names one", async () => {
    const home = await openTestHome({ env: { PAKT_PLEX_URL: "http://plex.test:32400" } });
    await expect(chooseServer(home, "any")).rejects.toThrow("PAKT_PLEX_URL is set");
  });
});
