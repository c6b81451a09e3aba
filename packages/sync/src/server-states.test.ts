import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { describe, expect, test } from "vitest";

import { signInWithServers } from "../test/sign-in-with-servers.ts";
import { ATTIC, NAS } from "../test/start-two-servers.ts";
import { addServer, switchServer } from "./change-servers.ts";
import { examine } from "./examine.ts";
import { chooseLibraries } from "./libraries.ts";
import { readServerStates } from "./server-states.ts";
import { chooseServer } from "./servers.ts";
import { readStatus } from "./status.ts";
import { testServers } from "./test-servers.ts";

async function startWithBoth(options: Parameters<typeof signInWithServers>[0] = {}) {
  const started = await signInWithServers(options);
  await chooseServer(started.home, "NAS");
  await addServer(await started.reopen(), "Attic");
  const turnAtticOff = (): void =>
    started.attic.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
  return { ...started, turnAtticOff };
}

describe("readServerStates", () => {
  test("tells of each server whether it answers, how it is reached, and what is synced", async () => {
    const { reopen, urls } = await startWithBoth();
    await chooseLibraries(await reopen(), ["Shows"], { server: "Attic" });
    await switchServer(await reopen(), "NAS", "disabled");
    expect(await readServerStates(await reopen())).toEqual([
      expect.objectContaining({
        id: NAS,
        name: "NAS",
        url: urls.nas,
        enabled: false,
        state: "ready",
        reach: "local",
        synced: ["Movies", "Shows"],
      }),
      expect.objectContaining({ id: ATTIC, enabled: true, state: "ready", synced: ["Shows"] }),
    ]);
  });

  test("says why one is not ready", async () => {
    const { reopen, attic, turnAtticOff } = await startWithBoth();
    turnAtticOff();
    expect((await readServerStates(await reopen()))[1]).toMatchObject({
      state: "no-answer",
      message: expect.stringContaining("cut the connection"),
    });
    attic.intercept(({ path, phase }) =>
      phase === "before" && path === "/library/sections" ? { kind: "status", status: 401 } : undefined,
    );
    expect((await readServerStates(await reopen()))[1]).toMatchObject({ state: "token-refused" });
  });

  test("does not take another server at its address for it", async () => {
    const { reopen, urls, home } = await startWithBoth();
    const servers = [{ id: ATTIC, name: "Attic", url: urls.nas }];
    await home.files.setItemRaw("config.json", JSON.stringify({ version: 1, plex: { servers } }));
    expect(await readServerStates(await reopen())).toMatchObject([{ state: "other-server" }]);
  });

  test("names the one server of which only the address is known, and is empty where there is none", async () => {
    const { home, reopen } = await signInWithServers();
    expect(await readServerStates(home)).toEqual([]);
    await chooseServer(home, "NAS");
    expect(await readServerStates(await reopen())).toMatchObject([{ id: NAS, name: "NAS", state: "ready" }]);
  });
});

describe("testServers", () => {
  test("tries every address, and the token", async () => {
    const { reopen, urls } = await startWithBoth();
    const { servers, exitCode } = await testServers(await reopen());
    expect(exitCode).toBe(0);
    expect(servers).toMatchObject([
      { name: "NAS", enabled: true, token: "accepted", isUsable: true, addresses: [{ url: urls.nas, answers: true }] },
      { name: "Attic", addresses: [{ url: urls.attic, isUsed: true, reach: "local" }] },
    ]);
  });

  test.each<[string, readonly object[], object]>([
    [
      "that is off",
      [{ answers: false, message: expect.stringContaining("cut the connection") }],
      { token: "not-tried" },
    ],
  ])("says what is wrong with one %s", async (_, addresses, found) => {
    const { reopen, turnAtticOff } = await startWithBoth();
    turnAtticOff();
    expect(await testServers(await reopen())).toMatchObject({
      servers: [{ isUsable: true }, { isUsable: false, addresses, ...found }],
      exitCode: 1,
    });
    expect(await testServers(await reopen(), { name: "NAS" })).toMatchObject({ exitCode: 0 });
  });

  test("says that the token is not accepted, and that another address answers", async () => {
    const { reopen, attic, home, urls } = await startWithBoth();
    attic.intercept(({ path, phase }) =>
      phase === "before" && path === "/library/sections" ? { kind: "status", status: 401 } : undefined,
    );
    expect((await testServers(await reopen(), { name: "Attic" })).servers).toMatchObject([
      { token: "refused", isUsable: false, message: "It does not accept the token." },
    ]);
    const gone = await createInMemoryPlex().listen();
    await gone.close();
    const servers = [{ id: NAS, name: "NAS", url: gone.url }];
    await home.files.setItemRaw("config.json", JSON.stringify({ version: 1, plex: { servers } }));
    expect((await testServers(await reopen())).servers).toMatchObject([
      {
        isUsable: false,
        message: expect.stringContaining("nothing listens at that address"),
        advice: expect.stringContaining('pakt servers add "NAS"'),
        addresses: [
          { url: gone.url, isUsed: true, answers: false },
          { url: urls.nas, isUsed: false, answers: true },
        ],
      },
    ]);
  });

  test("tries a server of the account that is not synced, by its name", async () => {
    const { home } = await signInWithServers();
    expect(await testServers(home, { name: "Attic" })).toMatchObject({
      servers: [{ name: "Attic", enabled: false, isUsable: true }],
      exitCode: 0,
    });
    await expect(testServers(home, { name: "Cellar" })).rejects.toMatchObject({ code: "usage" });
  });
});

describe("several servers", () => {
  test("are each in the status, and what is wrong with one is named", async () => {
    const { reopen, turnAtticOff } = await startWithBoth();
    expect((await readStatus(await reopen())).plex).toMatchObject({
      servers: [
        { name: "NAS", server: NAS, libraries: 2 },
        { name: "Attic", server: ATTIC, libraries: 2 },
      ],
    });
    turnAtticOff();
    const { plex, problems } = await readStatus(await reopen());
    expect(plex.servers?.[1]).not.toHaveProperty("server");
    expect(problems).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/^Attic: it cut the connection/) }),
    );
  });

  test("are each examined, and one that is off is no reason not to sync", async () => {
    const { reopen, turnAtticOff } = await startWithBoth();
    turnAtticOff();
    const { checks } = await examine(await reopen(), { nodeVersion: "v24.0.0" });
    expect(checks.filter(({ subject }) => subject === "plex").map(({ status, message }) => [status, message])).toEqual([
      ["good", expect.stringMatching(/^NAS: Plex .* answers at http:/)],
      ["warning", expect.stringMatching(/^Attic: The Plex server gives no answer/)],
    ]);
  });
});
