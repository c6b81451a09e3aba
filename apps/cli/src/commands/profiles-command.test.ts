import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { startServices } from "../../test/start-services.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

/** The owner in the environment, a Kid with a PIN and Anna with an account in the Plex Home, and an owner who approves every code. */
async function start(env: Readonly<Record<string, string>> = {}) {
  const services = await startServices();
  const { plex, trakt } = services;
  plex.person.addHomeUser({ title: "The Kid", pin: "1234" });
  plex.person.addHomeUser({ title: "Anna", username: "anna" });
  plex.intercept(({ path }) => {
    if (!path.startsWith("/api/v2/pins/")) return undefined;
    for (const code of plex.person.pendingPins()) plex.person.approvePin(code);
    return undefined;
  });
  trakt.intercept(({ path, phase }) => {
    if (path !== "/oauth/device/token" || phase !== "before") return undefined;
    for (const code of trakt.tokens.pendingDevices()) trakt.tokens.approveDevice(code);
    return undefined;
  });
  return { ...services, env: { ...services.env, NO_COLOR: "1", ...env } };
}

function configOf(home: string): unknown {
  return JSON.parse(readFileSync(join(home, "config.json"), "utf8"));
}

describe("pakt profiles", () => {
  test("lists the one that there is, and how to make another", async () => {
    const { exitCode, stdout } = await runPakt(["profiles"], await start());
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`  Profile  Plex       Trakt      Last run (UTC)
  default  signed in  signed in  never

\`pakt profiles add NAME\` makes another, for another Plex user and Trakt account.
`);
  });

  test("adds one, which a member of the Plex Home signs in to, and lists it with its user", async () => {
    const services = await start();
    const added = await runPakt(["profiles", "add", "kids"], services);
    expect(added).toMatchObject({ exitCode: 0, stderr: "" });
    expect(added.stdout).toContain("✓ There is a profile kids now.");
    expect(configOf(services.home)).toEqual({ version: 1, profiles: { kids: {} } });
    const login = ["login", "plex", "--profile", "kids", "--user", "the kid"];
    const signedIn = await runPakt(login, { ...services, typed: "1111\n1234\n" });
    expect(signedIn.exitCode).toBe(0);
    expect(signedIn.stdout).toContain("✓ Signed in to Plex as The Kid.");
    expect(signedIn.stdout).toContain("A managed user has no watchlist");
    expect(signedIn.stderr).toContain("pakt then goes on as the kid, and keeps nothing of whoever approves.");
    expect(signedIn.stderr).toContain("PIN of The Kid:");
    expect(signedIn.stderr).toContain("That is not the PIN of The Kid. Again:");
    expect(signedIn.stderr + signedIn.stdout).not.toMatch(/1111|1234/);
    const { stdout } = await runPakt(["profiles"], services);
    expect(stdout).toContain(`  Profile  Plex               Trakt          Last run (UTC)
  default  signed in          signed in      never
  kids     The Kid (managed)  not signed in  never
`);
    const json = await runPakt(["profiles", "--json"], services);
    expect(JSON.parse(json.stdout)).toMatchObject({
      profiles: [{ name: "default" }, { name: "kids", plex: { user: "The Kid", isManaged: true, isSignedIn: true } }],
    });
  });

  test.each([
    ["the PIN comes from a file", { PAKT_PLEX_PIN_FILE: "pin" }, 0, "✓ Signed in to Plex as The Kid."],
    ["no PIN is given", {}, 5, "The Kid has a PIN, and none was given."],
    ["the PIN is wrong", { PAKT_PLEX_PIN: "9999" }, 5, "The PIN is not that of The Kid."],
  ])("signs in without a terminal: %s", async (_, pin, exitCode, said) => {
    const { env, home } = await start();
    writeFileSync(join(home, "pin"), "1234\n");
    const file = "PAKT_PLEX_PIN_FILE" in pin ? { PAKT_PLEX_PIN_FILE: join(home, "pin") } : pin;
    await runPakt(["profiles", "add", "kids"], { env });
    const ended = await runPakt(["login", "plex", "--profile", "kids", "--user", "The Kid"], {
      env: { ...env, ...file },
    });
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout + ended.stderr).toContain(said);
  });

  test("says how to sign in again when the token of a member has died", async () => {
    const { env, plex } = await start();
    const uuid = plex.person.addHomeUser({ title: "Bo" });
    await runPakt(["profiles", "add", "bo"], { env });
    await runPakt(["login", "plex", "--profile", "bo", "--user", "Bo"], { env });
    plex.member(uuid).revokeTokens();
    const { exitCode, stderr } = await runPakt(["libraries", "--profile", "bo"], { env });
    expect(exitCode).toBe(5);
    expect(stderr).toBe("✗ Plex does not accept the token.\n  Sign in: pakt login plex --profile bo --user Bo.\n");
  });

  test("never uses the tokens of the environment for another profile than theirs", async () => {
    const { env, plex, trakt } = await start();
    await runPakt(["profiles", "add", "kids"], { env });
    plex.requests.clear();
    trakt.requests.clear();
    const { exitCode, stderr } = await runPakt(["sync", "--profile", "kids"], { env });
    expect(exitCode).toBe(5);
    expect(stderr).toBe("✗ pakt is not signed in to Plex.\n  Sign in: pakt login plex --profile kids.\n");
    expect([...plex.requests, ...trakt.requests]).toEqual([]);
    const theirs = await runPakt(["sync", "--dry-run"], { env: { ...env, PAKT_PROFILE: "kids" } });
    expect(theirs.exitCode).toBe(0);
  });

  test.each([
    [["sync", "--profile", "kid"], 'There is no profile "kid". Did you mean kids?'],
    [["profiles", "ad", "kids"], 'pakt profiles cannot "ad". Did you mean add?'],
    [["profiles", "add"], "pakt profiles add needs NAME."],
    [["profiles", "add", "Kids"], '"Kids" cannot be the name of a profile.'],
    [["profiles", "add", "kids"], "There is a profile kids already."],
    [["profiles", "add", "two", "--yes"], "--yes goes with remove."],
    [["profiles", "remove", "kids"], "Without a terminal to ask at, pakt profiles remove needs --yes."],
    [["profiles", "remove", "default", "--yes"], "The profile default cannot be removed"],
    [["profiles", "remove", "kid", "--yes"], 'There is no profile "kid". Did you mean kids?'],
    [["login", "trakt", "--user", "Kid"], "--user is for Plex"],
    [["sync", "--profile", "kids", "--all-profiles"], "--profile and --all-profiles exclude each other."],
    [["demo", "--profile", "kids"], "Unknown flag --profile."],
  ])("%j is wrong usage", async (argv, said) => {
    const services = await start();
    await runPakt(["profiles", "add", "kids"], services);
    const { exitCode, stderr } = await runPakt(argv, services);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  test("removes one after a yes, with its sign-ins", async () => {
    const services = await start();
    await runPakt(["profiles", "add", "anna"], services);
    await runPakt(["login", "plex", "--profile", "anna", "--user", "Anna"], services);
    const no = await runPakt(["profiles", "remove", "anna"], { ...services, typed: "n\n" });
    expect(no).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Nothing was changed.") });
    const yes = await runPakt(["profiles", "remove", "anna", "--delete-state"], { ...services, typed: "y\n" });
    expect(yes.exitCode).toBe(0);
    expect(yes.stdout).toContain("Remove anna, its sign-ins and all that it remembers?");
    expect(yes.stdout).toContain("✓ Signed out of Plex.");
    expect(yes.stdout).toContain("✓ The profile anna is removed.");
    expect(configOf(services.home)).toEqual({ version: 1, profiles: {} });
    expect((await runPakt(["status", "--profile", "anna"], services)).exitCode).toBe(2);
  });
});

describe("pakt explain --profile", () => {
  test("takes the name for the profile's and not for a part of the title", async () => {
    const services = await start();
    const { stderr } = await runPakt(["explain", "the", "--profile", "nobody", "matrix"], services);
    expect(stderr).toContain('There is no profile "nobody".');
  });
});

describe("the commands that an output names", () => {
  test("are for the profile that it is about", async () => {
    const services = await start();
    await runPakt(["profiles", "add", "kids"], services);
    const env = { ...services.env, PAKT_PROFILE: "kids" };
    await runPakt(["sync", "--only", "rating", "--yes"], { env });
    const log = await runPakt(["log"], { env });
    expect(log.stdout.replaceAll(/\s+/g, " ")).toContain(
      "`pakt log --profile kids RUN` shows what a run did, `pakt undo --profile kids RUN` takes it back.",
    );
  });
});

describe("pakt sync --all-profiles", () => {
  test("syncs one after another, and ends with the worst exit code", async () => {
    const services = await start();
    await runPakt(["profiles", "add", "kids"], services);
    const { exitCode, stdout, stderr } = await runPakt(["sync", "--all-profiles", "--dry-run"], services);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(
      /^Profile default\n[\s\S]*Nothing was written: this was a dry run\.[\s\S]*\n\nProfile kids\n$/,
    );
    expect(stderr).toContain("✗ pakt is not signed in to Plex.\n  Sign in: pakt login plex --profile kids.\n");
  });

  test("--json prints one document", async () => {
    const services = await start();
    await runPakt(["profiles", "add", "kids"], services);
    const { exitCode, stdout } = await runPakt(["sync", "--all-profiles", "--dry-run", "--json"], services);
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      profiles: [
        { profile: "default", exitCode: 0, report: { dryRun: true, exitCode: 0 } },
        {
          profile: "kids",
          exitCode: 5,
          error: { code: "sign-in-needed", advice: "Sign in: pakt login plex --profile kids." },
        },
      ],
      exitCode: 5,
    });
  });

  test("ends with the run that a person stops", async () => {
    const services = await start(NOBODY);
    await runPakt(["profiles", "add", "kids"], services);
    const { exitCode, stdout } = await runPakt(["sync", "--all-profiles", "--json"], {
      ...services,
      signal: AbortSignal.abort(),
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ profiles: [{ profile: "default", error: { code: "interrupted" } }] });
  });
});
