import type { ResourceRow } from "@pakt/plex-sdk/testing";
import { describe, expect, test } from "vitest";

import { signInWithServers } from "../test/sign-in-with-servers.ts";
import type { SignedInWithServers } from "../test/sign-in-with-servers.ts";
import { ATTIC, NAS } from "../test/start-two-servers.ts";
import { addServer, removeServer, switchServer } from "./change-servers.ts";
import { changeConfig } from "./change-config.ts";
import { chooseLibraries, listLibraries } from "./libraries.ts";
import { openPlexClients } from "./open-plex.ts";
import { addProfile } from "./profiles.ts";
import { chooseServer, listServers } from "./servers.ts";
import { signIn } from "./sign-in.ts";

/** Somebody who syncs both servers; the first was chosen when it was the only one. */
async function startWithBoth(options: Parameters<typeof signInWithServers>[0] = {}): Promise<SignedInWithServers> {
  const started = await signInWithServers(options);
  await chooseServer(started.home, "NAS");
  await addServer(await started.reopen(), "Attic");
  return started;
}

/** A server as plex.tv lists it. */
function toResource({ friendlyName, machineIdentifier, accessToken, connections }: ResourceRow): object {
  const server = { name: friendlyName, clientIdentifier: machineIdentifier, provides: "server", owned: true };
  return { ...server, product: "Plex Media Server", accessToken, connections };
}

describe("addServer", () => {
  test.each(["NAS", NAS, "the address"])("keeps the first as the one server: %s", async (name) => {
    const { home, urls, config } = await signInWithServers();
    const { server, isChanged } = await addServer(home, name === "the address" ? `${urls.nas}/` : name);
    expect([server.url, isChanged]).toEqual([urls.nas, true]);
    expect(await config()).toEqual({ version: 1, plex: { url: urls.nas } });
  });

  test.each(["Attic", ATTIC, "the address"])(
    "lists both with a second, and keeps what was chosen: %s",
    async (name) => {
      const { home, urls, config, reopen } = await signInWithServers();
      await chooseServer(home, "NAS");
      await chooseLibraries(await reopen(), ["Movies"]);
      const added = await addServer(await reopen(), name === "the address" ? urls.attic : name);
      expect(added).toMatchObject({ server: { id: ATTIC, name: "Attic", enabled: true }, isChanged: true });
      expect(await config()).toEqual({
        version: 1,
        plex: {
          servers: [
            { id: NAS, name: "NAS", url: urls.nas, libraries: ["library-1"] },
            { id: ATTIC, name: "Attic", url: urls.attic },
          ],
        },
      });
      expect(await listServers(await reopen())).toMatchObject([{ selected: true }, { selected: true }]);
    },
  );

  test("leaves a profile that chose libraries to the server that they are of", async () => {
    const { home, urls, config, reopen } = await signInWithServers();
    await chooseServer(home, "NAS");
    await addProfile(await reopen(), "kids");
    await addProfile(await reopen(), "guests");
    await changeConfig(home, (written) => ({
      ...written,
      profiles: { ...written.profiles, kids: { plex: { libraries: ["library-1"] }, rewatches: false } },
    }));
    await addServer(await reopen(), "Attic");
    const nasOnly = { id: NAS, name: "NAS", url: urls.nas, enabled: true, libraries: ["library-1"] };
    expect(await config()).toMatchObject({
      plex: { servers: [{ id: NAS }, { id: ATTIC }] },
      profiles: { kids: { plex: { servers: [nasOnly] }, rewatches: false }, guests: {} },
    });
  });

  test("stores the token that the account has for each server, and uses it there", async () => {
    const { reopen, tokens, nas, attic } = await startWithBoth({
      nas: { serverToken: "nas-token" },
      attic: { serverToken: "attic-token" },
    });
    expect(await tokens()).toMatchObject({
      profiles: {
        default: { plex: { token: "account-token", servers: { [NAS]: "nas-token", [ATTIC]: "attic-token" } } },
      },
    });
    nas.requests.clear();
    attic.requests.clear();
    await listLibraries(await reopen());
    const sent = [nas, attic].map(({ requests }) => requests.map(({ headers }) => headers["x-plex-token"]));
    expect(sent).toEqual([["nas-token"], ["attic-token"]]);
  });

  test("enables one that is known, and changes nothing where it is", async () => {
    const { reopen, config } = await startWithBoth();
    const before = await config();
    expect(await addServer(await reopen(), "attic")).toMatchObject({ isChanged: false });
    await switchServer(await reopen(), "Attic", "disabled");
    expect(await addServer(await reopen(), "attic")).toMatchObject({ isChanged: true, server: { enabled: true } });
    expect(await config()).toEqual(before);
  });

  test("finds out the first by its address where the account does not list it", async () => {
    const { home, urls, nas, config } = await signInWithServers({ nas: { connections: [] } });
    await home.files.setItemRaw("config.json", JSON.stringify({ version: 1, plex: { url: urls.nas } }));
    await addServer(home, "Attic");
    expect(await config()).toMatchObject({
      plex: { servers: [{ id: nas.machineIdentifier, url: urls.nas }, { id: ATTIC }] },
    });
  });

  test("knows the first although it gives no answer now", async () => {
    const { home, nas, reopen, config } = await signInWithServers();
    await chooseServer(home, "NAS");
    nas.intercept(({ path, phase }) =>
      phase === "before" && !path.startsWith("/api/") ? { kind: "reset" } : undefined,
    );
    await addServer(await reopen(), "Attic");
    expect(await config()).toMatchObject({ plex: { servers: [{ id: NAS, name: "NAS" }, { id: ATTIC }] } });
  });

  test("does not take the first for another server that lists the same address", async () => {
    const { home, urls, nas, reopen, config } = await signInWithServers();
    const { hostname, port } = new URL(urls.nas);
    const row = { protocol: "http", address: hostname, port: Number(port), uri: urls.nas } as const;
    const elsewhere = { ...nas.resource(), machineIdentifier: "cccccccc-cellar", friendlyName: "Cellar" };
    const connections = [{ ...row, local: true, relay: false, IPv6: false }];
    const namesake = { ...elsewhere, connections };
    nas.intercept(({ path, phase }) => {
      if (path !== "/api/v2/resources" || phase !== "after") return undefined;
      const toRow = (body: unknown): unknown => (Array.isArray(body) ? [toResource(namesake), ...body] : body);
      return { kind: "json", transform: toRow };
    });
    expect((await listServers(home)).map(({ name }) => name)).toEqual(["Cellar", "NAS", "Attic"]);
    await chooseServer(home, NAS);
    await addServer(await reopen(), "Attic");
    expect(await config()).toMatchObject({ plex: { servers: [{ id: NAS }, { id: ATTIC }] } });
  });

  test("gives a namesake a name of its own", async () => {
    const { reopen, config, home } = await signInWithServers({ attic: { friendlyName: "NAS" } });
    await addServer(home, NAS);
    await addServer(await reopen(), ATTIC);
    expect(await config()).toMatchObject({ plex: { servers: [{ name: "NAS" }, { id: ATTIC, name: "NAS 2" }] } });
  });

  test("writes nothing where the server is not there, or gives no answer", async () => {
    const { home, urls, attic, config, reopen } = await signInWithServers();
    await chooseServer(home, "NAS");
    const before = await config();
    await expect(addServer(await reopen(), "Cellar")).rejects.toMatchObject({
      code: "usage",
      message: 'The account has no server "Cellar".',
    });
    await expect(addServer(await reopen(), "http://127.0.0.1:1")).rejects.toMatchObject({ code: "usage" });
    attic.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    await expect(addServer(await reopen(), "Attic")).rejects.toThrow("The server Attic gives no answer from here.");
    await expect(addServer(await reopen({ PAKT_PLEX_URL: urls.nas }), "Attic")).rejects.toThrow("PAKT_PLEX_URL is set");
    expect(await config()).toEqual(before);
  });
});

describe("a server that cannot join", () => {
  test("is one whose copies could be taken for another's", async () => {
    const { home, reopen, config } = await signInWithServers({
      attic: { machineIdentifier: `${NAS.slice(0, 8)}-attic` },
    });
    await addServer(home, "NAS");
    const before = await config();
    await expect(addServer(await reopen(), "Attic")).rejects.toThrow("Attic cannot be told from NAS");
    expect(await config()).toEqual(before);
  });

  test("is one that does not take the environment's token", async () => {
    const { home, reopen } = await signInWithServers({
      attic: { token: "of somebody else", serverToken: "attic-token" },
    });
    await addServer(home, "NAS");
    const env = { PAKT_PLEX_TOKEN: "account-token" };
    await expect(addServer(await reopen(env), "Attic")).rejects.toMatchObject({
      code: "usage",
      advice: expect.stringContaining("another token than PAKT_PLEX_TOKEN"),
    });
    expect(await addServer(await reopen(), "Attic")).toMatchObject({ isChanged: true });
  });
});

describe("a new sign-in", () => {
  test("brings the tokens of the servers that are listed", async () => {
    const { reopen, nas, tokens } = await startWithBoth({ attic: { serverToken: "attic-token" } });
    nas.intercept(({ path }) => {
      if (path.startsWith("/api/v2/pins/")) for (const code of nas.person.pendingPins()) nas.person.approvePin(code);
      return undefined;
    });
    await signIn(await reopen(), "plex", { onCode: () => undefined });
    expect(await tokens()).toMatchObject({
      profiles: {
        default: { plex: { token: expect.stringMatching(/^in-memory-token/), servers: { [ATTIC]: "attic-token" } } },
      },
    });
  });
});

describe("removeServer", () => {
  test("takes it and its token out", async () => {
    const { reopen, config, tokens, urls } = await startWithBoth({ attic: { serverToken: "attic-token" } });
    expect(await removeServer(await reopen(), "Attic")).toMatchObject({ server: { id: ATTIC }, isChanged: true });
    expect(await config()).toEqual({ version: 1, plex: { servers: [{ id: NAS, name: "NAS", url: urls.nas }] } });
    expect(await tokens()).toEqual({
      version: 1,
      profiles: { default: { plex: { token: "account-token", signedInAt: expect.any(Number) } } },
    });
  });

  test("leaves one at least", async () => {
    const { reopen, home } = await signInWithServers();
    await chooseServer(home, "NAS");
    const refusal = { code: "usage", message: "It is the only Plex server that pakt syncs." };
    await expect(removeServer(await reopen(), "NAS")).rejects.toMatchObject(refusal);
    await addServer(await reopen(), "Attic");
    await switchServer(await reopen(), "NAS", "disabled");
    await expect(removeServer(await reopen(), "Attic")).rejects.toMatchObject(refusal);
    await expect(switchServer(await reopen(), "Attic", "disabled")).rejects.toMatchObject(refusal);
  });

  test("says which there are", async () => {
    const { reopen } = await startWithBoth();
    await expect(removeServer(await reopen(), "Cellar")).rejects.toMatchObject({
      message: 'pakt knows no Plex server "Cellar".',
      advice: "There are: NAS, Attic. Others: pakt servers discover.",
    });
  });
});

describe("switchServer", () => {
  test("leaves a server alone, and syncs it again with the libraries that it had", async () => {
    const { reopen, config } = await startWithBoth();
    await chooseLibraries(await reopen(), ["Shows"], { server: "Attic" });
    const before = await config();
    await switchServer(await reopen(), ATTIC, "disabled");
    const { servers } = await openPlexClients(await reopen(), () => undefined);
    expect(servers.map(({ name }) => name)).toEqual(["NAS"]);
    await switchServer(await reopen(), "Attic", "enabled");
    expect(await config()).toEqual(before);
    expect(await switchServer(await reopen(), "Attic", "enabled")).toMatchObject({ isChanged: false });
  });
});

describe("chooseServer, where several are listed", () => {
  test("enables that one alone, and keeps the others with what was chosen of them", async () => {
    const { reopen, config } = await startWithBoth();
    await chooseLibraries(await reopen(), ["Movies"], { server: "NAS" });
    expect(await chooseServer(await reopen(), "Attic")).toMatchObject([{ selected: false }, { selected: true }]);
    expect(await config()).toMatchObject({
      plex: { servers: [{ name: "NAS", enabled: false, libraries: ["library-1"] }, { name: "Attic" }] },
    });
  });
});

describe("the libraries of several servers", () => {
  test("are listed by server, and chosen of one", async () => {
    const { reopen } = await startWithBoth();
    const all = await listLibraries(await reopen());
    expect(all.map(({ server, title }) => `${server} ${title}`)).toEqual([
      "NAS Movies",
      "NAS Shows",
      "Attic Movies",
      "Attic Shows",
    ]);
    await expect(chooseLibraries(await reopen(), ["Movies"])).rejects.toMatchObject({
      code: "usage",
      advice: "Add --server NAME: NAS, Attic.",
    });
    await chooseLibraries(await reopen(), ["Movies"], { server: "attic" });
    const chosen = (await listLibraries(await reopen())).filter(({ selected }) => selected);
    expect(chosen.map(({ server, title }) => `${server} ${title}`)).toEqual([
      "NAS Movies",
      "NAS Shows",
      "Attic Movies",
    ]);
    await chooseLibraries(await reopen(), "all");
    expect((await listLibraries(await reopen())).every(({ selected }) => selected)).toBe(true);
  });

  test("may be chosen before a server is enabled", async () => {
    const { reopen, config } = await startWithBoth();
    await switchServer(await reopen(), "Attic", "disabled");
    const chosen = await chooseLibraries(await reopen(), ["Movies"], { server: "Attic" });
    expect(chosen.map(({ server, selected }) => [server, selected])).toEqual([
      ["Attic", true],
      ["Attic", false],
    ]);
    expect(await config()).toMatchObject({ plex: { servers: [{}, { enabled: false, libraries: ["library-1"] }] } });
  });

  test("name the server that cannot be read", async () => {
    const { reopen, attic } = await startWithBoth();
    attic.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: 401 } : undefined));
    await expect(listLibraries(await reopen())).rejects.toThrow("Attic: it does not accept the token.");
    expect(await listLibraries(await reopen(), { server: "NAS" })).toHaveLength(2);
  });
});
