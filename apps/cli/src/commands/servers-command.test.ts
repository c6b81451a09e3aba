import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

/** An account with two servers, of which none is chosen yet. */
async function start(): Promise<{ readonly env: Readonly<Record<string, string>> }> {
  const token = "account-token";
  const attic = createInMemoryPlex({ token, machineIdentifier: "bbbbbbbb-attic", friendlyName: "Attic" });
  const nas = createInMemoryPlex({
    token,
    machineIdentifier: "aaaaaaaa-nas",
    friendlyName: "NAS",
    neighbours: () => [attic.resource()],
  });
  for (const plex of [nas, attic]) plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  const [nasAt, atticAt] = [await nas.listen(), await attic.listen()];
  onTestFinished(async () => {
    await Promise.all([nasAt.close(), atticAt.close()]);
  });
  const { env } = await startServices();
  const ofAccount = { PAKT_PLEX_URL: "", PAKT_PLEX_TOKEN: token, PAKT_PLEX_TV_URL: nasAt.url };
  return { env: { ...env, ...ofAccount, PAKT_PLEX_DISCOVER_URL: nasAt.discoverUrl } };
}

describe("pakt servers", () => {
  test("lists the one that is synced, with whether it answers", async () => {
    const { exitCode, stdout } = await runPakt(["servers"], await startServices());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}✓ {2}\S.* {2}http:\/\/127\.0\.0\.1:\d+ {2}in this network {2}3 libraries$/m);
  });

  test("says how to find one where none is synced", async () => {
    const { exitCode, stdout } = await runPakt(["servers"], await start());
    expect([exitCode, stdout]).toEqual([
      0,
      "! No Plex server is synced yet.\n  Find yours with `pakt servers discover`.\n",
    ]);
  });

  test("discover lists those of the account, as text and as one document", async () => {
    const services = await start();
    const { stdout } = await runPakt(["servers", "discover"], services);
    expect(stdout).toContain("Sync one with `pakt servers add NAME`");
    expect(JSON.parse((await runPakt(["servers", "discover", "--json"], services)).stdout)).toMatchObject([
      { name: "NAS", reach: "local", selected: false },
      { name: "Attic", reach: "local", selected: false },
    ]);
  });

  test("add, disable, enable, use and remove last, and each says what it did", async () => {
    const services = await start();
    const told = async (...argv: readonly string[]): Promise<string> =>
      (await runPakt(["servers", ...argv], services)).stdout.split("\n")[0] ?? "";
    const known = async (): Promise<readonly string[]> => {
      const { stdout } = await runPakt(["servers", "--json"], services);
      return (JSON.parse(stdout) as { name: string; enabled: boolean; state: string }[]).map(
        ({ name, enabled, state }) => `${name} ${enabled ? state : "disabled"}`,
      );
    };
    expect(await told("add", "NAS")).toMatch(/^✓ NAS is synced from now on, at http:\/\/127\.0\.0\.1:\d+\.$/);
    expect(await known()).toEqual(["NAS ready"]);
    expect(await told("add", "Attic")).toMatch(/^✓ Attic is synced from now on, at \S+, beside NAS\.$/);
    expect(await told("add", "Attic")).toMatch(/^Attic is synced already, at /);
    expect(await known()).toEqual(["NAS ready", "Attic ready"]);
    expect(await told("disable", "attic")).toBe("✓ Attic is left alone from now on.");
    expect(await told("disable", "attic")).toBe("Attic is left alone already.");
    expect(await known()).toEqual(["NAS ready", "Attic disabled"]);
    expect(await told("enable", "attic")).toMatch(/^✓ Attic is synced from now on, at \S+, beside NAS\.$/);
    await told("use", "Attic");
    expect(await known()).toEqual(["NAS disabled", "Attic ready"]);
    expect(await told("remove", "NAS")).toBe("✓ NAS is not synced any more.");
    expect(await known()).toEqual(["Attic ready"]);
  });

  test("tries addresses and tokens with `test`, and ends with 1 where a server cannot be used", async () => {
    const services = await startServices();
    const well = await runPakt(["servers", "test"], services);
    expect(well).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Its token is accepted.") });
    services.plex.intercept(({ path, phase }) =>
      phase === "before" && path === "/library/sections" ? { kind: "status", status: 401 } : undefined,
    );
    const refused = await runPakt(["servers", "test", "--json"], services);
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ servers: [{ token: "refused", isUsable: false }], exitCode: 1 });
  });

  test.each([
    [["tset"], 'pakt servers cannot "tset". Did you mean test?'],
    [["add"], "pakt servers add needs NAME."],
    [["discover", "NAS"], 'Unexpected argument "NAS".'],
    [["remove", "NAS"], "It is the only Plex server that pakt syncs."],
    [["add", "Cellar"], 'The account has no server "Cellar".'],
  ])("%j is wrong usage", async (words, said) => {
    const services = await start();
    await runPakt(["servers", "add", "NAS"], services);
    const { exitCode, stderr } = await runPakt(["servers", ...words], services);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  test.each(["add", "use", "remove", "enable", "disable"])(
    "%s is refused where the environment names a server",
    async (action) => {
      const { exitCode, stderr } = await runPakt(["servers", action, "any"], await startServices());
      expect(exitCode).toBe(2);
      expect(stderr).toContain("PAKT_PLEX_URL is set");
    },
  );

  test("what is added is synced by the next command", async () => {
    const services = await startServices();
    const env = { ...services.env, PAKT_PLEX_URL: "" };
    expect((await runPakt(["status"], { env })).exitCode).toBe(5);
    expect((await runPakt(["servers", "add", services.plex.machineIdentifier], { env })).exitCode).toBe(0);
    expect((await runPakt(["status"], { env })).stdout).toMatch(/✓ Ready to sync\.\n$/);
  });
});

describe("pakt libraries, of several servers", () => {
  test("are listed by server, and chosen of one", async () => {
    const services = await start();
    for (const name of ["NAS", "Attic"]) await runPakt(["servers", "add", name], services);
    const { stdout } = await runPakt(["libraries"], services);
    expect(stdout).toMatch(/^NAS\n.*\n {2}✓ {2}1 {4}Movies .*\n\nAttic\n/);
    const unnamed = await runPakt(["libraries", "--select", "1"], services);
    expect(unnamed).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--server NAME: NAS, Attic") });
    const chosen = await runPakt(["libraries", "--server", "Attic", "--select", "1", "--json"], services);
    expect(JSON.parse(chosen.stdout)).toMatchObject([{ title: "Movies", server: "Attic", selected: true }]);
  });
});
