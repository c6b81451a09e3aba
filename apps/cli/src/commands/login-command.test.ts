import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

type Started = Awaited<ReturnType<typeof startServices>>;

/** Both services, nobody signed in, and a person who approves every code at its second question. */
async function start(decide: "approve" | "deny" = "approve"): Promise<Started> {
  const services = await startServices();
  const { plex, trakt } = services;
  trakt.intercept(({ path, count, phase }) => {
    if (path !== "/oauth/device/token" || phase !== "before" || count < 2) return undefined;
    for (const code of trakt.tokens.pendingDevices()) {
      if (decide === "approve") trakt.tokens.approveDevice(code);
      else trakt.tokens.denyDevice(code);
    }
    return undefined;
  });
  plex.intercept(({ path }) => {
    if (!path.startsWith("/api/v2/pins/")) return undefined;
    for (const code of plex.person.pendingPins()) plex.person.approvePin(code);
    return undefined;
  });
  return { ...services, env: { ...services.env, ...NOBODY } };
}

describe("pakt login", () => {
  test("signs in to both sides, shows each code on stderr, and is done the second time", async () => {
    const services = await start();
    const first = await runPakt(["login"], services);
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/^✓ Signed in to Plex as \S.*\.\n✓ Signed in to Trakt as \S.*\.\n$/);
    expect(first.stderr).toMatch(
      /Open https:\/\/plex\.tv\/link on any device\.\n {2}2\. Type the code [A-Z0-9]{4} there/,
    );
    expect(first.stderr).toMatch(
      /Type the code \S+ there, and approve\.\n {5}Or open https:\/\/\S+\/activate\/\S+ and approve/,
    );
    expect(first.stderr).toMatch(/› Waiting for your approval at Trakt, \d+:\d\d left\n/);
    const second = await runPakt(["login"], services);
    expect(second).toMatchObject({ exitCode: 0, stderr: "" });
    expect(second.stdout).toMatch(/^You are signed in on both sides\./);
    expect((await runPakt(["sync", "--dry-run"], services)).exitCode).toBe(0);
  });

  test("takes the only server of the account where none was named", async () => {
    const services = await start();
    const env = { ...services.env, PAKT_PLEX_URL: "" };
    const { exitCode, stderr } = await runPakt(["login"], { env });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^ {2}Your server is \S.*, at http:\/\/127\.0\.0\.1:\d+\.$/m);
    expect((await runPakt(["status"], { env })).stdout).toMatch(/✓ Ready to sync\.\n$/);
  });

  test("counts down in place on a terminal, and leaves nothing of it behind", async () => {
    const { stderr } = await runPakt(["login", "trakt"], { ...(await start()), typed: "" });
    expect(stderr.split("\r\u001B[2K")).toContainEqual(
      expect.stringMatching(/› Waiting for your approval at Trakt, \d+:\d\d left/),
    );
    expect(stderr.endsWith("\r\u001B[2K")).toBe(true);
  });

  test("--json prints one document, and no token", async () => {
    const services = await start();
    const { stdout, stderr } = await runPakt(["login", "--json"], services);
    expect(JSON.parse(stdout)).toMatchObject({ accounts: [{ side: "plex" }, { side: "trakt" }], exitCode: 0 });
    for (const token of services.trakt.tokens.accessTokens()) expect(stdout + stderr).not.toContain(token);
  });

  test("says it when the person refuses, and ends with exit code 5", async () => {
    const { exitCode, stderr } = await runPakt(["login", "trakt"], await start("deny"));
    expect(exitCode).toBe(5);
    expect(stderr).toContain("The sign-in was refused at Trakt");
  });

  test.each([
    [["login", "plx"], '"plx" is no side. Did you mean plex?'],
    [["logout", "both"], '"both" is no side.'],
    [["login", "plex", "trakt"], "trakt"],
  ])("%j is wrong usage", async (argv, said) => {
    const { exitCode, stderr } = await runPakt(argv, await start());
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  test("does nothing where the environment holds the tokens", async () => {
    const { exitCode, stderr } = await runPakt(["login", "trakt"], await startServices());
    expect(exitCode).toBe(2);
    expect(stderr).toContain("PAKT_TRAKT_ACCESS_TOKEN is set");
  });
});

describe("pakt logout", () => {
  test("ends both sign-ins, and says where there was none", async () => {
    const services = await start();
    await runPakt(["login"], services);
    const ended = await runPakt(["logout"], services);
    expect(ended).toMatchObject({ exitCode: 0, stdout: "✓ Signed out of Plex.\n✓ Signed out of Trakt.\n" });
    expect((await runPakt(["logout", "trakt"], services)).stdout).toContain("There was no sign-in to Trakt.");
    expect((await runPakt(["sync"], services)).exitCode).toBe(5);
  });

  test("says what is left to do where the service could not be told", async () => {
    const services = await start();
    await runPakt(["login", "trakt"], services);
    services.trakt.intercept(({ path }) => (path === "/oauth/revoke" ? { kind: "status", status: 403 } : undefined));
    const { exitCode, stdout } = await runPakt(["logout", "trakt"], services);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("✓ Signed out of Trakt.\n  Trakt was not told (");
    expect(stdout).toContain("Connected Apps");
    const json = await runPakt(["logout", "trakt", "--json"], services);
    expect(JSON.parse(json.stdout)).toEqual({
      sides: [{ side: "trakt", wasSignedIn: false, revoked: true }],
      exitCode: 0,
    });
  });
});
