import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { readSetup } from "./setup.ts";
import type { SetupStep, SetupStepName } from "./setup.ts";
import { sync } from "./sync.ts";

const NOTHING = {
  PAKT_PLEX_URL: "",
  PAKT_PLEX_TOKEN: "",
  PAKT_TRAKT_CLIENT_ID: "",
  PAKT_TRAKT_ACCESS_TOKEN: "",
  PAKT_TRAKT_REFRESH_TOKEN: "",
};
const CHOSEN = '{"version":1,"plex":{"libraries":"all"},"fields":{"rating":{"direction":"off"}}}';

const stepOf = async (connected: ConnectedHome, name: SetupStepName): Promise<SetupStep | undefined> =>
  (await readSetup(connected.home)).steps.find((step) => step.name === name);

describe("readSetup", () => {
  test("begins with Plex, and asks nobody where nothing is set up", async () => {
    const { home, plex, trakt } = await openConnectedHome({ env: NOTHING });
    const setup = await readSetup(home);
    expect(setup.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      "plex open",
      "server open",
      "libraries open",
      "trakt-app open",
      "trakt open",
      "fields open",
      "first-sync open",
    ]);
    expect(setup.next).toBe("plex");
    expect(plex.requests.length + trakt.requests.length).toBe(0);
  });

  test("says which variables decide a step, and goes on with what they leave open", async () => {
    const { home } = await openConnectedHome();
    expect(await readSetup(home)).toEqual({
      next: "libraries",
      steps: [
        { name: "plex", state: "done", told: "owner", variable: "PAKT_PLEX_TOKEN" },
        { name: "server", state: "done", told: "http://plex.test:32400", variable: "PAKT_PLEX_URL" },
        { name: "libraries", state: "open" },
        { name: "trakt-app", state: "done", told: "client", variable: "PAKT_TRAKT_CLIENT_ID" },
        { name: "trakt", state: "done", told: "sam", variable: "PAKT_TRAKT_ACCESS_TOKEN" },
        { name: "fields", state: "open" },
        { name: "first-sync", state: "open" },
      ],
    });
  });

  test("knows what was chosen by what stands in the configuration", async () => {
    const connected = await openConnectedHome({ files: { "config.json": CHOSEN } });
    expect(await stepOf(connected, "libraries")).toEqual({
      name: "libraries",
      state: "done",
      told: "all (Movies, Shows)",
    });
    expect(await stepOf(connected, "fields")).toMatchObject({ told: "watched, collection, watchlist" });
    expect((await readSetup(connected.home)).next).toBe("first-sync");
  });

  test("is at its end after a first sync, which took the defaults where nothing was chosen", async () => {
    const { home } = await openConnectedHome();
    await sync(home, { dryRun: true });
    expect((await readSetup(home)).next).toBe("libraries");
    await sync(home);
    const setup = await readSetup(home);
    expect(setup).not.toHaveProperty("next");
    expect(setup.steps.every(({ state }) => state === "done")).toBe(true);
  });

  test("goes on with the first sync where that came to no good end", async () => {
    const { home, plex } = await openConnectedHome({ files: { "config.json": CHOSEN } });
    plex.intercept(({ path }) => (path.includes("watchlist") ? { kind: "status", status: 500 } : undefined));
    expect((await sync(home)).exitCode).toBe(3);
    plex.intercept();
    expect((await readSetup(home)).next).toBe("first-sync");
  });

  test.each<[SetupStepName, Readonly<Record<string, string>>]>([
    ["server", { PAKT_PLEX_TOKEN: "wrong" }],
    ["trakt", { PAKT_TRAKT_ACCESS_TOKEN: "wrong", PAKT_TRAKT_REFRESH_TOKEN: "" }],
  ])("opens the step %s again where its service refuses the token", async (name, env) => {
    const connected = await openConnectedHome({ env });
    expect(await stepOf(connected, name)).toMatchObject({
      state: "open",
      problem: { message: expect.stringContaining("does not accept"), advice: expect.stringMatching(/./) },
    });
  });

  test("opens the Plex sign-in again where plex.tv does not know its token any more", async () => {
    const connected = await openConnectedHome({ env: { PAKT_PLEX_TOKEN: "" } });
    await connected.home.credentials.signIn({ plex: "of yesterday" });
    expect(await stepOf(connected, "plex")).toMatchObject({ state: "open", problem: expect.anything() });
  });

  test("takes a token of the environment that only the server knows", async () => {
    const connected = await openConnectedHome();
    connected.plex.intercept(({ path }) => (path === "/api/v2/user" ? { kind: "status", status: 401 } : undefined));
    expect(await stepOf(connected, "plex")).toEqual({ name: "plex", state: "done", variable: "PAKT_PLEX_TOKEN" });
  });

  test("cannot tell where a service gives no answer", async () => {
    const connected = await openConnectedHome({ env: { PAKT_PLEX_TOKEN: "" } });
    await connected.home.credentials.signIn({ plex: connected.plex.token });
    connected.plex.intercept(() => ({ kind: "reset" }));
    connected.trakt.intercept(() => ({ kind: "reset" }));
    for (const name of ["plex", "server", "trakt"] as const) {
      expect(await stepOf(connected, name)).toMatchObject({
        state: "unreachable",
        problem: { message: expect.stringMatching(/./), advice: expect.stringMatching(/./) },
      });
    }
  });

  test("is not held up by plex.tv where the server takes its token: a sync goes on without", async () => {
    const connected = await openConnectedHome({ env: { PAKT_PLEX_TOKEN: "" } });
    await connected.home.credentials.signIn({ plex: connected.plex.token });
    connected.plex.intercept(({ path }) => (path === "/api/v2/user" ? { kind: "reset" } : undefined));
    expect(await stepOf(connected, "plex")).toMatchObject({
      state: "done",
      problem: { message: expect.stringMatching(/./) },
    });
  });

  test("opens the libraries again where none of the chosen is there, and says which are missing where some are", async () => {
    const without = await openConnectedHome({
      files: { "config.json": '{"version":1,"plex":{"libraries":["Gone"]}}' },
    });
    expect(await stepOf(without, "libraries")).toEqual({ name: "libraries", state: "open" });
    const partly = await openConnectedHome({
      files: { "config.json": '{"version":1,"plex":{"libraries":["Gone","Movies"]}}' },
    });
    expect(await stepOf(partly, "libraries")).toMatchObject({
      state: "done",
      told: "Movies",
      problem: { message: "Chosen and not there: Gone." },
    });
  });

  test("names the app that comes with a build", async () => {
    const connected = await openConnectedHome({ env: { PAKT_TRAKT_CLIENT_ID: "" } });
    const home = { ...connected.home, product: { ...connected.home.product, traktClientId: "built-in" } };
    expect((await readSetup(home)).steps).toContainEqual({
      name: "trakt-app",
      state: "done",
      told: "the one that comes with pakt",
    });
  });

  test("can be stopped", async () => {
    const { home } = await openConnectedHome();
    await expect(readSetup(home, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
  });

  test("tells no token", async () => {
    const { home, secrets } = await openConnectedHome();
    const told = JSON.stringify(await readSetup(home));
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });
});
