import type { FieldPolicy } from "@pakt/sync-core";
import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { AT } from "../test/operations.ts";
import { effectOf, readStatus } from "./status.ts";
import { sync } from "./sync.ts";

const DAY_MS = 24 * 3_600_000;

describe("readStatus", () => {
  test("tells who both sides are and what is chosen", async () => {
    const { home, plex, secrets } = await openConnectedHome();
    const status = await readStatus(home);
    expect(status).toMatchObject({
      home: home.folder,
      plex: {
        url: "http://plex.test:32400",
        server: plex.machineIdentifier,
        version: "1.43.4.10903-in-memory",
        libraries: 2,
      },
      trakt: {
        username: "sam",
        vip: false,
        signedIn: true,
        limits: [
          { name: "list", limit: 250 },
          { name: "watchlist", limit: 250, used: 0 },
          { name: "favorites", limit: 100 },
          { name: "collection", limit: 1000, used: 0 },
          { name: "notes", limit: 100 },
        ],
      },
      problems: [],
      exitCode: 0,
    });
    expect(status.plex.tokens).toEqual({ source: "environment" });
    expect(status).not.toHaveProperty("lastRun");
    expect(secrets.filter((secret) => JSON.stringify(status).includes(secret))).toEqual([]);
  });

  test("tells how old the sign-in to Trakt is, and when it was renewed", async () => {
    const { home, clock, trakt } = await openConnectedHome({ env: { PAKT_TRAKT_ACCESS_TOKEN: "" } });
    const at = (days: number): string => new Date(clock.now() + days * DAY_MS).toISOString();
    const tokens = { ...trakt.tokens.issue(), obtainedAt: clock.now() };
    await home.credentials.signIn({ trakt: tokens });
    const first = { source: "sign-in", signedInAt: at(0), expiresAt: at(7) };
    expect((await readStatus(home)).trakt).toMatchObject({ tokenExpiresAt: at(7), tokens: first });
    clock.advance(4 * DAY_MS);
    expect((await readStatus(home)).trakt.tokens).toEqual({
      source: "sign-in",
      signedInAt: at(-4),
      renewedAt: at(0),
      expiresAt: at(7),
    });
    expect(trakt.requests.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
  });

  test("lists that Trakt will not renew a sign-in that is still good", async () => {
    const { home, clock, trakt } = await openConnectedHome({ env: { PAKT_TRAKT_ACCESS_TOKEN: "" } });
    const tokens = trakt.tokens.issue();
    await home.credentials.signIn({ trakt: { ...tokens, refreshToken: "void", obtainedAt: clock.now() } });
    clock.advance(4 * DAY_MS);
    const { problems, exitCode } = await readStatus(home);
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/^Trakt will not renew the sign-in .*pakt login trakt\.$/) },
    ]);
    expect(exitCode).toBe(0);
  });

  test("tells how much of its limits an account uses, as Trakt counts: every row of the list, every episode", async () => {
    const { home, trakt } = await openConnectedHome();
    trakt.account.changeSettings({ limits: { watchlist: 250, collection: 1000 } });
    trakt.catalogue.addMovie({ ids: { trakt: 1 }, title: "Heat" });
    trakt.catalogue.addShow({
      ids: { trakt: 10 },
      title: "Harbour",
      seasons: [
        {
          number: 1,
          ids: { trakt: 301 },
          episodes: [1, 2].map((number) => ({ number, ids: { trakt: 400 + number } })),
        },
      ],
    });
    trakt.account.list("movie", 1, AT);
    trakt.account.list("season", 301, AT);
    trakt.account.collect("movie", 1, { at: AT });
    for (const episode of [401, 402]) trakt.account.collect("episode", episode, { at: AT });
    const { limits } = (await readStatus(home)).trakt;
    expect(limits).toContainEqual({ name: "watchlist", limit: 250, used: 2 });
    expect(limits).toContainEqual({ name: "collection", limit: 1000, used: 3 });
  });

  test("knows no limit of a paying account", async () => {
    const { home, trakt } = await openConnectedHome();
    trakt.account.changeSettings({ vip: true });
    expect((await readStatus(home)).trakt).toMatchObject({ vip: true, limits: [] });
  });

  test("counts the chosen libraries that are there", async () => {
    const files = { "config.json": '{"version":1,"plex":{"libraries":["1","Attic"]}}' };
    const { home } = await openConnectedHome({ files });
    expect((await readStatus(home)).plex.libraries).toBe(1);
  });

  test("takes the environment before config.json", async () => {
    const text =
      '{"version":1,"plex":{"url":"http://other.test"},"trakt":{"clientId":"x","apiUrl":"http://other.test"}}';
    const { home } = await openConnectedHome({ files: { "config.json": text } });
    expect(await readStatus(home)).toMatchObject({ plex: { url: "http://plex.test:32400" }, exitCode: 0 });
  });

  test("takes config.json where the environment says nothing", async () => {
    const text = JSON.stringify({
      version: 1,
      plex: { url: "http://plex.test:32400" },
      trakt: { clientId: "client", apiUrl: "https://trakt.test" },
    });
    const { home } = await openConnectedHome({
      files: { "config.json": text },
      env: { PAKT_PLEX_URL: "", PAKT_TRAKT_API_URL: "", PAKT_TRAKT_CLIENT_ID: "" },
    });
    expect(await readStatus(home)).toMatchObject({ problems: [], exitCode: 0 });
  });

  test("tells a stored sign-in's end, and none for tokens of the environment", async () => {
    const { home, clock } = await openConnectedHome();
    expect((await readStatus(home)).trakt).not.toHaveProperty("tokenExpiresAt");
    await home.credentials.writeTraktTokens({ accessToken: "access-1", expiresAt: clock.now() + 86_400_000 });
    expect((await readStatus(home)).trakt.tokenExpiresAt).toBe("2026-11-23T10:00:00.000Z");
  });

  test("tells of the last run, and not of a dry one", async () => {
    const { home } = await openConnectedHome();
    await sync(home, { dryRun: true });
    expect(await readStatus(home)).not.toHaveProperty("lastRun");
    const { run, finishedAt, exitCode, fields } = await sync(home);
    expect((await readStatus(home)).lastRun).toMatchObject({
      run,
      kind: "sync",
      hasEnded: true,
      finishedAt,
      exitCode,
      fields,
    });
  });

  test("lists what is missing for either side, with what to do", async () => {
    const { home } = await openConnectedHome({
      env: { PAKT_PLEX_URL: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" },
    });
    expect(await readStatus(home)).toMatchObject({
      plex: {},
      trakt: { signedIn: false },
      problems: [
        { message: "pakt does not know your Plex server yet.", advice: expect.stringContaining("PAKT_PLEX_URL") },
        {
          message: "pakt is not signed in to Trakt.",
          advice: "Sign in: pakt login trakt. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN.",
        },
      ],
      exitCode: 5,
    });
  });

  test.each<[string, "plex" | "trakt", number, number]>([
    ["Plex refuses the token", "plex", 401, 5],
    ["Plex does not answer", "plex", 503, 1],
    ["Trakt refuses the sign-in", "trakt", 401, 5],
    ["Trakt does not answer", "trakt", 500, 1],
    ["the account is locked", "trakt", 423, 1],
  ])("lists it and tells the rest when %s", async (_, side, code, exitCode) => {
    const { home, plex, trakt } = await openConnectedHome();
    const broken = { plex, trakt }[side];
    broken.intercept(({ phase }) => (phase === "before" ? { kind: "status", status: code } : undefined));
    const status = await readStatus(home);
    expect(status.problems).toHaveLength(1);
    expect(status.exitCode).toBe(exitCode);
    expect([status.plex.server, status.trakt.username].filter((name) => name !== undefined)).toHaveLength(1);
  });

  test("a sign-in that is needed comes before a side that does not answer", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    plex.intercept(({ phase }) => (phase === "before" ? { kind: "reset" } : undefined));
    trakt.tokens.revoke();
    expect(await readStatus(home)).toMatchObject({ problems: [{}, {}], exitCode: 5 });
  });

  test("a broken state is not listed but thrown: nothing can be synced with it", async () => {
    const { home } = await openConnectedHome({ files: { "state/default/state.json": "{" } });
    await expect(readStatus(home)).rejects.toMatchObject({ code: "state-corrupt" });
  });

  test("tells of a home in which nothing can be written", async () => {
    // A folder where a file is to be written: what is there can be read.
    const { home } = await openConnectedHome({ files: { "state/doctor/kept": "" } });
    expect(await readStatus(home)).toMatchObject({
      problems: [{ message: expect.stringContaining("cannot be written: a folder stands in its place") }],
      exitCode: 1,
    });
  });

  test("tells what the last sync held back, with the flag that lets it through", async () => {
    const { home, plex, trakt } = await openConnectedHome();
    for (const number of [1, 2, 3]) {
      trakt.catalogue.addMovie({ ids: { trakt: number, tmdb: number }, title: `Film ${number}`, year: 2000 });
      plex.items.addMovie({
        library: "1",
        title: `Film ${number}`,
        year: 2000,
        guids: [`tmdb://${number}`],
        userRating: 7,
        lastRatedAt: 1,
      });
    }
    await sync(home);
    expect(await readStatus(home)).toMatchObject({ held: [], problems: [] });
    for (const number of [1, 2, 3]) trakt.account.unrate("movie", number);
    expect(await sync(home)).toMatchObject({ exitCode: 4 });
    const flag = "--allow-removals rating=3";
    expect(await readStatus(home)).toMatchObject({
      held: [{ field: "rating", kind: "removals", count: 3, flag }],
      problems: [
        {
          message: "3 removals of the ratings were held back by the last sync.",
          advice: expect.stringContaining(`pakt sync ${flag}`),
        },
      ],
      exitCode: 0,
    });
    await sync(home, { allowRemovals: { rating: 3 } });
    expect(await readStatus(home)).toMatchObject({ held: [], problems: [] });
  });

  test("says of each field what its choices mean", async () => {
    const files = { "config.json": JSON.stringify({ version: 1, fields: { watched: { direction: "off" } } }) };
    const { home } = await openConnectedHome({ files });
    expect((await readStatus(home)).fields.map(({ effect }) => effect)).toEqual([
      "What you watch is not synced.",
      "Your ratings are kept the same on both sides; what you remove on one side is removed on the other too; the newer change wins.",
      "What you own is sent from Plex to Trakt only; what you remove on Plex stays on Trakt; Plex wins a conflict.",
      "Your watchlist is kept the same on both sides; what you remove on one side is removed on the other too.",
    ]);
  });
});

describe("effectOf", () => {
  test.each<[FieldPolicy["direction"], FieldPolicy["removals"], FieldPolicy["conflicts"], string]>([
    [
      "two-way",
      "keep",
      "newest",
      "kept the same on both sides; what you remove on one side stays on the other; the newer change wins.",
    ],
    [
      "two-way",
      "keep",
      "plex",
      "kept the same on both sides; what you remove on one side stays on the other; Plex wins a conflict.",
    ],
    [
      "two-way",
      "keep",
      "trakt",
      "kept the same on both sides; what you remove on one side stays on the other; Trakt wins a conflict.",
    ],
    [
      "two-way",
      "propagate",
      "ask",
      "kept the same on both sides; what you remove on one side is removed on the other too; conflicts are left to you.",
    ],
    [
      "plex-to-trakt",
      "keep",
      "newest",
      "sent from Plex to Trakt only; what you remove on Plex stays on Trakt; a change on Plex wins where it is the newer one.",
    ],
    [
      "plex-to-trakt",
      "keep",
      "plex",
      "sent from Plex to Trakt only; what you remove on Plex stays on Trakt; Plex wins a conflict.",
    ],
    [
      "plex-to-trakt",
      "propagate",
      "trakt",
      "sent from Plex to Trakt only; what you remove on Plex is removed on Trakt too; what you changed on Trakt as well stays.",
    ],
    [
      "plex-to-trakt",
      "propagate",
      "ask",
      "sent from Plex to Trakt only; what you remove on Plex is removed on Trakt too; conflicts are left to you.",
    ],
    [
      "trakt-to-plex",
      "keep",
      "newest",
      "sent from Trakt to Plex only; what you remove on Trakt stays on Plex; a change on Trakt wins where it is the newer one.",
    ],
    [
      "trakt-to-plex",
      "keep",
      "plex",
      "sent from Trakt to Plex only; what you remove on Trakt stays on Plex; what you changed on Plex as well stays.",
    ],
    [
      "trakt-to-plex",
      "propagate",
      "trakt",
      "sent from Trakt to Plex only; what you remove on Trakt is removed on Plex too; Trakt wins a conflict.",
    ],
    [
      "trakt-to-plex",
      "propagate",
      "ask",
      "sent from Trakt to Plex only; what you remove on Trakt is removed on Plex too; conflicts are left to you.",
    ],
    ["off", "propagate", "newest", "not synced."],
  ])("of %s, %s and %s says it for every field", (direction, removals, conflicts, text) => {
    const policy: FieldPolicy = { direction, removals, conflicts, types: ["movie"] };
    expect(effectOf("rating", policy)).toBe(`Your ratings are ${text}`);
    expect(effectOf("collection", policy)).toBe(`What you own is ${text}`);
    const [way, removal = ""] = text.split("; ");
    expect(effectOf("watchlist", policy)).toBe(`Your watchlist is ${removal === "" ? way : `${way}; ${removal}.`}`);
  });

  test.each<[FieldPolicy["conflicts"], string]>([
    ["newest", ""],
    ["plex", "; Plex wins a conflict"],
    ["trakt", "; Trakt wins a conflict"],
    ["ask", "; what you removed on one side and saw again on the other is left to you"],
  ])("of what is watched tells of conflicts where %s has one to tell of", (conflicts, end) => {
    const policy: FieldPolicy = { direction: "two-way", removals: "keep", conflicts, types: ["movie"] };
    expect(effectOf("watched", policy)).toBe(
      `What you watch is kept the same on both sides; what you remove on one side stays on the other${end}.`,
    );
  });
});
