import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { LEAVES } from "../../test/scripted-prompts.ts";
import type { Line } from "../../test/scripted-prompts.ts";
import { startSetup } from "../../test/start-setup.ts";
import type { SetupScene } from "../../test/start-setup.ts";

const LIBRARIES: Line = ["Which are to be synced?", "All of them"];
const APP: Line = ["Its client id", "my-app"];
const FIELDS: Line = ["Which way?", "Both ways"];
const WRITE: Line = ["Write these 2 operations?", "Yes"];
const GO_ON: Line = ["What do you want to do?", "Go on"];
const AGAIN: Line = ["What now?", "Try again"];
const LEAVE: Line = ["What now?", "Leave"];

/** Everything is set up but the first sync. */
const setUpAll = async (scene: SetupScene): Promise<void> => {
  await scene.setUp([LIBRARIES, APP, FIELDS, ["Write these", LEAVES]]);
};

const configOf = ({ home }: SetupScene): unknown => JSON.parse(readFileSync(join(home, "config.json"), "utf8"));

describe("pakt setup", () => {
  test("leads from nothing to the end of the first sync, and says what next", async () => {
    const scene = await startSetup();
    const { exitCode, stdout, asked, opened } = await scene.setUp([LIBRARIES, APP, FIELDS, WRITE]);
    expect(asked).toEqual(["Which are to be synced?", "Its client id", "Which way?", "Write these 2 operations?"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Open https:\/\/plex\.tv\/link on any device\.\n {2}2\. Type the code [A-Z0-9]{4} there/);
    expect(stdout).toContain("✓ Signed in to Plex as owner.\n");
    expect(stdout).toMatch(/Found In-memory Plex, in this network\.\n/);
    expect(stdout).toMatch(/✓ Your Plex server is at http:\/\/127\.0\.0\.1:\d+\.\n/);
    expect(stdout).toContain("✓ Libraries: all (Movies, Shows).\n");
    expect(stdout).toContain("✓ Signed in to Trakt as sam.\n");
    expect(stdout).toContain("✓ Kept the same: watched, rating, collection, watchlist.\n");
    expect(stdout).toMatch(/^ {2}add play on Trakt +Heat \(1995\) +2023-11-14 22:13 +added on Plex$/m);
    expect(stdout).toContain("✓ It adds and updates: nothing is removed on either side.\n");
    expect(stdout).toMatch(/Your Trakt account is a free one, filled so far: watchlist 0 of \d+ ·\s+collection 0 of/);
    expect(stdout).toContain("Both sides are the same.");
    expect(stdout).toMatch(/\n {2}pakt undo \S+ +takes it back\n/);
    expect(opened).toEqual([
      "https://plex.tv/link",
      expect.stringMatching(/^https:\/\/auth\.trakt\.tv\/activate\/\S+$/),
    ]);
    expect(scene.trakt.account.plays()).toHaveLength(1);
    expect((await runPakt(["status"], scene)).stdout).toMatch(/✓ Ready to sync\.\n$/);
  });

  test("writes down what was chosen, and no token", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    expect(configOf(scene)).toMatchObject({
      version: 1,
      plex: { url: expect.stringContaining("http://127.0.0.1:"), libraries: "all" },
      trakt: { clientId: "my-app" },
      fields: { watched: { direction: "two-way" }, collection: { direction: "plex-to-trakt" } },
    });
    const text = JSON.stringify(configOf(scene));
    expect(scene.trakt.tokens.accessTokens().filter((token) => text.includes(token))).toEqual([]);
  });

  test("shows the plan in the words of a dry run", async () => {
    const scene = await startSetup();
    const { stdout } = await scene.setUp([LIBRARIES, APP, FIELDS, ["Write these", LEAVES]]);
    const dryRun = await runPakt(["sync", "--dry-run"], scene);
    const operations = dryRun.stdout.split("\n").filter((line) => line.includes("Heat"));
    expect(operations.length).toBeGreaterThan(0);
    expect(operations.filter((line) => !stdout.includes(line))).toEqual([]);
    expect(scene.trakt.account.plays()).toHaveLength(0);
  });

  test.each<[string, readonly Line[], string]>([
    ["at the libraries", [["Which are", LEAVES]], "Go on: choose the libraries"],
    ["at the app", [LIBRARIES, ["Its client id", LEAVES]], "Go on: name your Trakt app"],
    ["at the fields", [LIBRARIES, APP, ["Which way?", LEAVES]], "Go on: choose what is kept the same"],
    ["at the plan", [LIBRARIES, APP, FIELDS, ["Write these", LEAVES]], "Go on: look at the first sync"],
  ])("can be left %s, and goes on from there", async (_, script, next) => {
    const scene = await startSetup();
    const left = await scene.setUp(script);
    expect(left.exitCode).toBe(130);
    expect(left.stdout).toMatch(/\nYou left\. What is done stays: `pakt setup` goes on from there\.\n$/);
    expect(scene.trakt.account.plays()).toHaveLength(0);
    const { lastChoices, exitCode } = await scene.setUp([["What do you want to do?", LEAVES]]);
    expect(exitCode).toBe(130);
    const again = await scene.setUp([["What do you want to do?", "Leave"]]);
    expect(lastChoices).toEqual([]);
    expect(again.lastChoices[0]).toBe(next);
    expect(again.stdout).toContain("✓ Signed in to Plex as owner.\n");
  });

  test.each(["/api/v2/pins/", "/library/sections", "/sync/last_activities"])(
    "ends by Ctrl-C while it waits for %s",
    async (path) => {
      const scene = await startSetup();
      const stop = new AbortController();
      scene.plex.intercept((request) => {
        if (request.path.startsWith(path)) stop.abort();
        scene.plex.person.pendingPins().forEach((code) => scene.plex.person.approvePin(code));
        return undefined;
      });
      scene.trakt.intercept((request) => {
        if (request.path === path) stop.abort();
        scene.trakt.tokens.pendingDevices().forEach((code) => scene.trakt.tokens.approveDevice(code));
        return undefined;
      });
      const { exitCode, stdout } = await scene.setUp([LIBRARIES, APP, FIELDS, WRITE], { signal: stop.signal });
      expect(exitCode).toBe(130);
      expect(stdout).toMatch(/`pakt setup` goes on from there\.\n$/);
      expect(scene.trakt.account.plays()).toHaveLength(0);
    },
  );

  test("lets what is done be changed, before the first sync and after it", async () => {
    const scene = await startSetup();
    await scene.setUp([
      LIBRARIES,
      APP,
      FIELDS,
      ["Write these 2 operations?", "No, change"],
      ["What do you want to do?", "Choose again what is kept"],
      ["Which way?", "Let me choose for each"],
      ["Watched: which way?", "From Trakt to Plex"],
      ["Ratings: which way?", "Not at all"],
      ["Collection: which way?", "From Plex to Trakt"],
      ["Watchlist: which way?", "Both ways"],
      ["Write these 1 operation", "Yes"],
    ]);
    expect(configOf(scene)).toMatchObject({
      fields: {
        watched: { direction: "trakt-to-plex" },
        rating: { direction: "off" },
        collection: { direction: "plex-to-trakt" },
        watchlist: { direction: "two-way" },
      },
    });
    expect(scene.trakt.account.plays()).toHaveLength(0);
    expect(scene.trakt.account.collection()).toHaveLength(1);
    const later = await scene.setUp([["What do you want to do?", "See what a sync would do now"]]);
    expect(later.stdout).toContain("\nThe sync\n");
    expect(later.stdout).toContain("! Nothing to do. Listed above: 1 difference that stays.\n");
    const after = await scene.setUp([
      ["What do you want to do?", "Choose the libraries again"],
      ["Which are to be synced?", "Only some"],
      ["Which ones?", ["Movies"]],
      ["What do you want to do?", "Leave"],
    ]);
    expect(after.stdout).toContain("✓ The first sync is done.\n");
    expect(after.exitCode).toBe(0);
    expect(configOf(scene)).toMatchObject({ plex: { libraries: ["library-1"] } });
  });

  test("writes nothing where the person puts the first sync off", async () => {
    const scene = await startSetup();
    const { exitCode, stdout } = await scene.setUp([
      LIBRARIES,
      APP,
      FIELDS,
      ["Write these", "Show all"],
      ["Write", "Not now"],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\nNothing was written\. When you like: `pakt sync`, or `pakt setup`\.\n$/);
    expect(scene.trakt.account.plays()).toHaveLength(0);
  });

  test("says which steps the environment decides, and asks nothing about them", async () => {
    const scene = await startSetup();
    const tokens = scene.trakt.tokens.issue();
    const env = {
      PAKT_TRAKT_CLIENT_ID: "from-env",
      PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
      PAKT_PLEX_TOKEN: scene.plex.token,
      PAKT_PLEX_URL: scene.env["PAKT_PLEX_TV_URL"] ?? "",
    };
    const { asked, stdout } = await scene.setUp([LIBRARIES, FIELDS, ["Write these", LEAVES]], { env });
    expect(asked).toHaveLength(3);
    expect(stdout).toMatch(/✓ Signed in to Plex as owner \(PAKT_PLEX_TOKEN is set, and wins\)\.\n/);
    expect(stdout).toContain("(PAKT_PLEX_URL is set");
    expect(stdout).toContain("(PAKT_TRAKT_CLIENT_ID is set");
    expect(stdout).toContain("(PAKT_TRAKT_ACCESS_TOKEN is set");
    expect(stdout).not.toContain(tokens.accessToken);
  });

  test("asks for tokens with --token, and shows none", async () => {
    const scene = await startSetup();
    const { accessToken, refreshToken = "" } = scene.trakt.tokens.issue();
    const { exitCode, stdout, stderr } = await scene.setUp(
      [
        ["Your Plex token", "wrong-token"],
        AGAIN,
        ["Your Plex token", scene.plex.token],
        LIBRARIES,
        APP,
        ["Your Trakt access token", accessToken],
        ["Its refresh token", refreshToken],
        FIELDS,
        WRITE,
      ],
      { flags: ["--token"] },
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain("✗ Plex does not accept this token.\n");
    const secrets = ["wrong-token", scene.plex.token, accessToken, refreshToken];
    expect(secrets.filter((secret) => (stdout + stderr).includes(secret))).toEqual([]);
  });

  test("lists every operation with --verbose", async () => {
    const scene = await startSetup();
    const { stdout, lastChoices } = await scene.setUp([LIBRARIES, APP, FIELDS, ["Write these", "Not now"]], {
      flags: ["--verbose"],
    });
    expect(lastChoices).not.toContain("Show all of them first");
    expect(stdout).toContain("add to Trakt collection");
  });

  test("goes on where the first sync came to no good end", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    scene.trakt.intercept(({ path }) => (path === "/sync/collection" ? { kind: "status", status: 400 } : undefined));
    const { exitCode, stdout } = await scene.setUp([GO_ON, WRITE]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("Partly done");
    scene.trakt.intercept();
    const again = await scene.setUp([GO_ON, ["Write these 1 operation", "Yes"]]);
    expect(again.exitCode).toBe(0);
    expect(scene.trakt.account.plays()).toHaveLength(1);
  });
});

describe("what goes wrong in pakt setup has its sentence, and leads back to a choice:", () => {
  test("codes that are refused, or run out", async () => {
    const scene = await startSetup();
    scene.decide("expire");
    const { exitCode, stdout } = await scene.setUp([
      ["What now?", "Try again", () => scene.decide("approve")],
      LIBRARIES,
      ["Its client id", "my-app", () => scene.decide("deny")],
      ["What now?", "Try again", () => scene.decide("expire")],
      LEAVE,
    ]);
    expect(stdout).toContain("✗ The code was not approved in time.\n");
    expect(stdout).toContain("✗ The sign-in was refused at Trakt");
    expect(stdout).toContain("✗ The sign-in code has expired");
    expect(exitCode).toBe(5);
  });

  test("a code may be changed for a token, and back", async () => {
    const scene = await startSetup();
    scene.decide("expire");
    const { asked } = await scene.setUp([
      ["What now?", "Let me enter a token"],
      ["Your Plex token", "wrong"],
      ["What now?", "Show me a code", () => scene.decide("approve")],
      ["Which are", LEAVES],
    ]);
    expect(asked).toHaveLength(4);
  });

  test("plex.tv that cannot be reached", async () => {
    const scene = await startSetup();
    scene.plex.intercept(() => ({ kind: "reset" }));
    const { exitCode, stdout } = await scene.setUp([AGAIN, LEAVE]);
    expect(stdout).toContain("✗ plex.tv cannot be reached");
    expect(exitCode).toBe(1);
  });

  const signedIn = async (): Promise<SetupScene> => {
    const scene = await startSetup();
    await scene.setUp([["Which are", LEAVES]]);
    writeFileSync(join(scene.home, "config.json"), '{"version":1}');
    return scene;
  };
  const answerResources = ({ plex }: SetupScene, transform: (rows: unknown) => unknown): void =>
    plex.intercept(({ path, phase }) =>
      path === "/api/v2/resources" && phase === "after" ? { kind: "json", transform } : undefined,
    );

  test("an account without servers", async () => {
    const scene = await signedIn();
    answerResources(scene, () => []);
    const { exitCode, stdout, lastChoices } = await scene.setUp([GO_ON, LEAVE]);
    expect(stdout).toContain("✗ This Plex account has no media server.\n");
    expect(lastChoices).toContain("Sign in to Plex anew, or with another account");
    expect(exitCode).toBe(5);
  });

  test("a server that does not answer", async () => {
    const scene = await signedIn();
    scene.plex.intercept(({ path }) => (path === "/identity" ? { kind: "reset" } : undefined));
    const { exitCode, stdout } = await scene.setUp([GO_ON, AGAIN, LEAVE]);
    expect(stdout).toContain("✗ Your server In-memory Plex gives no answer from here.\n");
    expect(stdout).toContain("PAKT_PLEX_URL");
    expect(exitCode).toBe(1);
  });

  test("of several servers one is chosen; those that do not answer are shown, and not to be chosen", async () => {
    const scene = await signedIn();
    const off = { name: "Cabin", clientIdentifier: "cabin", owned: false, sourceTitle: "kim", connections: [] };
    answerResources(scene, (rows) => (Array.isArray(rows) ? [...rows, { ...rows[0], ...off }] : rows));
    const chosen = await scene.setUp([GO_ON, ["Which server", "In-memory"], ["Which are", LEAVES]]);
    expect(chosen.stdout).toContain("✓ Your Plex server is at http://127.0.0.1:");
    writeFileSync(join(scene.home, "config.json"), '{"version":1}');
    const refused = await scene.setUp([GO_ON, ["Which server", "Cabin, shared by kim"]]);
    expect(refused.stderr).toContain('"Cabin, shared by kim" is not offered');
  });

  test("a server that is gone between two steps", async () => {
    const scene = await startSetup();
    const { exitCode, stdout, lastChoices } = await scene.setUp([
      LIBRARIES,
      ["Its client id", "my-app", () => scene.plex.intercept(() => ({ kind: "reset" }))],
      AGAIN,
      LEAVE,
    ]);
    expect(stdout).toMatch(/! (plex\.tv|Your Plex server) gives no answer: /);
    expect(lastChoices).toContain("Change something else");
    expect(exitCode).toBe(1);
  });

  test("a server that does not take the token that the account has for it", async () => {
    const scene = await signedIn();
    scene.plex.intercept(({ path }) => (path === "/library/sections" ? { kind: "status", status: 401 } : undefined));
    const { exitCode, stdout, lastChoices } = await scene.setUp([GO_ON, LEAVE]);
    expect(stdout).toContain("! Plex does not accept the token.\n");
    expect(lastChoices).toContain("Choose the Plex server again");
    expect(exitCode).toBe(5);
  });

  test("a server without libraries of movies or shows; the only one is taken without a question", async () => {
    const scene = await startSetup();
    scene.plex.libraries.remove("1");
    scene.plex.libraries.remove("2");
    const addOne = (): void => scene.plex.libraries.add({ key: "7", title: "Films", type: "movie" });
    const { stdout } = await scene.setUp([
      ["What now?", "Try again", addOne],
      ["Its client id", LEAVES],
    ]);
    expect(stdout).toContain("✗ The server has no library of movies or shows.\n");
    expect(stdout).toContain("✓ Libraries: all (Films).\n");
  });

  test("an app that Trakt does not know", async () => {
    const scene = await startSetup();
    const refuse = (): void =>
      scene.trakt.intercept(() => ({ kind: "status", status: 401, body: { error: "invalid_client" } }));
    const { exitCode, stdout } = await scene.setUp([LIBRARIES, ["Its client id", "wrong", refuse], LEAVE]);
    expect(stdout).toContain("✗ Trakt does not know an app with this client id.\n");
    expect(exitCode).toBe(5);
    expect(configOf(scene)).not.toHaveProperty("trakt");
  });

  test("Trakt that cannot be reached when its account was known", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    scene.trakt.intercept(() => ({ kind: "status", status: 400 }));
    const { exitCode, stdout } = await scene.setUp([LEAVE]);
    expect(stdout).toContain("! Trakt cannot be read");
    expect(exitCode).toBe(1);
  });

  test("a sign-in that holds no more begins anew by itself", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    scene.trakt.tokens.revoke();
    const { stdout } = await scene.setUp([GO_ON, ["Write these", LEAVES]]);
    expect(stdout).toContain("! Trakt does not accept the sign-in any more.\n");
    expect(stdout).toContain("✓ Signed in to Trakt as sam.\n");
  });

  test("a token of the environment that is refused: only the environment can mend it", async () => {
    const scene = await startSetup();
    const { exitCode, lastChoices } = await scene.setUp([LIBRARIES, LEAVE], {
      env: { PAKT_TRAKT_ACCESS_TOKEN: "wrong", PAKT_TRAKT_CLIENT_ID: "my-app" },
    });
    expect(lastChoices).not.toContain("Sign in to Trakt anew, or with another account");
    expect(exitCode).toBe(5);
  });

  test("a first sync that cannot be made", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    scene.trakt.intercept(({ path }) =>
      path === "/sync/last_activities" ? { kind: "status", status: 423 } : undefined,
    );
    const { exitCode, stdout, lastChoices } = await scene.setUp([GO_ON, LEAVE]);
    expect(stdout).toContain("✗ Trakt has locked or deactivated this account.\n");
    expect(lastChoices).toContain("Change something else");
    expect(exitCode).toBe(1);
  });

  test("a configuration that is broken meanwhile", async () => {
    const scene = await startSetup();
    const spoil = (): void => writeFileSync(join(scene.home, "config.json"), "{ broken");
    const { exitCode, stdout } = await scene.setUp([["Which are to be synced?", "All of them", spoil], AGAIN, LEAVE]);
    expect(stdout).toMatch(/config\.json, line 1: this is not valid\s+JSON/);
    expect(exitCode).toBe(1);
  });
});

describe("pakt setup where nobody can be asked", () => {
  test("says which variables to set, and ends with 5", async () => {
    const { env, home } = await startSetup();
    const { exitCode, stdout } = await runPakt(["setup"], { env });
    expect(exitCode).toBe(5);
    expect(stdout).toContain(`.env of\n${home}.`);
    expect(stdout).toMatch(/^ {2}PAKT_PLEX_TOKEN +the token of your Plex account$/m);
    expect(stdout).toMatch(/^ {2}PAKT_PLEX_URL /m);
    expect(stdout).toMatch(/^ {2}PAKT_TRAKT_CLIENT_ID /m);
    expect(stdout).toMatch(/^ {2}PAKT_TRAKT_ACCESS_TOKEN /m);
    expect(stdout).toMatch(/^ {2}PAKT_TRAKT_REFRESH_TOKEN$/m);
  });

  test("says it on a terminal that cannot move its cursor, too", async () => {
    const { env } = await startSetup();
    const { exitCode, stdout } = await runPakt(["setup"], { env: { ...env, TERM: "dumb" }, typed: "" });
    expect(exitCode).toBe(5);
    expect(stdout).toContain("PAKT_PLEX_TOKEN");
  });

  test("names what is left only, and ends well where nothing is", async () => {
    const scene = await startSetup();
    await setUpAll(scene);
    const { exitCode, stdout } = await runPakt(["setup"], scene);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("✓ Signed in to Trakt as sam.\n");
    expect(stdout).toMatch(/Look at the first sync with `pakt sync --dry-run`/);
    expect(stdout).not.toContain("PAKT_");
  });

  test("--json prints one document, also at a terminal", async () => {
    const { env } = await startSetup();
    const { exitCode, stdout } = await runPakt(["setup", "--json"], { env, typed: "" });
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ next: "plex", steps: expect.anything(), exitCode: 5 });
  });
});
