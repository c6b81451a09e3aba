import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import { checkUsers, rememberRead } from "./check-users.ts";
import { clearCache } from "./clear-cache.ts";
import { examine } from "./examine.ts";
import type { Home } from "./home.ts";
import { readUsers, rememberUser } from "./profile-users.ts";
import { sync } from "./sync.ts";

const files = { "config.json": '{"version":1,"profiles":{"kids":{}}}' };
const alone = { "config.json": '{"version":1}' };
const read = (plex: string | undefined, trakt = "trakt-1") => ({
  plex: plex === undefined ? {} : { account: plex },
  trakt: { account: trakt },
});

async function open(profile = "kids"): Promise<Home> {
  return (await openConnectedHome({ files, profile })).home;
}

describe("checkUsers", () => {
  test("lets the user through whom somebody signed in as", async () => {
    const home = await open();
    await rememberUser(home, "plex", { id: "kid", name: "Kid", isSignedIn: true });
    await expect(checkUsers(home, read("kid"))).resolves.toBeUndefined();
  });

  test.each([
    [
      "another user",
      "owner",
      "sign-in-needed",
      5,
      "The Plex token is not that of Kid, whom the profile kids is signed in as.",
    ],
    ["nobody that is known", undefined, "plex-unreachable", 1, "Whose Plex account it is could not be found out."],
  ] as const)("stops at %s", async (_, account, code, exitCode, message) => {
    const home = await open();
    await rememberUser(home, "plex", { id: "kid", name: "Kid", isSignedIn: true });
    await expect(checkUsers(home, read(account))).rejects.toMatchObject({ code, exitCode, message });
  });

  test("stops at another Trakt account than the one that somebody signed in to", async () => {
    const home = await open();
    await rememberUser(home, "trakt", { id: "trakt-2", name: "kid", isSignedIn: true });
    await expect(checkUsers(home, read("kid"))).rejects.toMatchObject({
      message: "The Trakt token is not that of kid, whom the profile kids is signed in as.",
      advice: "Nothing was written. Sign in again: pakt login trakt.",
    });
  });

  test.each(["plex", "trakt"] as const)("stops at the %s account of another profile", async (side) => {
    const home = await open();
    const other = { ...home, profile: "default" };
    await rememberUser(other, side, { id: side === "plex" ? "owner" : "trakt-1", isSignedIn: false });
    await expect(checkUsers(home, read("owner"))).rejects.toMatchObject({
      code: "sign-in-needed",
      message: expect.stringMatching(/^The profile default has this (Plex|Trakt) account already\.$/),
    });
  });

  test("needs to know who it is where there are several profiles, and not where there is one", async () => {
    await expect(checkUsers(await open("default"), read(undefined))).rejects.toMatchObject({ exitCode: 1 });
    const { home } = await openConnectedHome({ files: alone });
    await expect(checkUsers(home, read(undefined))).resolves.toBeUndefined();
  });
});

describe("rememberRead", () => {
  test("remembers whom given tokens belong to, and overwrites no sign-in", async () => {
    const home = await open();
    await rememberUser(home, "plex", { id: "kid", name: "Kid", isSignedIn: true });
    await rememberRead(home, read("kid"), { trakt: "kid-on-trakt" });
    expect(await readUsers(home)).toEqual({
      plex: { id: "kid", name: "Kid", isSignedIn: true },
      trakt: { id: "trakt-1", name: "kid-on-trakt", isSignedIn: false },
    });
  });
});

describe("a run", () => {
  test("writes nothing with the tokens of another user than the profile's", async () => {
    const { home, plex, trakt } = await openConnectedHome({ files: alone });
    trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 603 }, title: "The Matrix", year: 1999 });
    plex.items.addMovie({
      library: "1",
      title: "The Matrix",
      guids: ["tmdb://603"],
      viewCount: 1,
      lastViewedAt: 1_700_000_000,
    });
    await rememberUser(home, "plex", { id: "kid", name: "Kid", isSignedIn: true });
    await expect(sync(home)).rejects.toMatchObject({ code: "sign-in-needed", exitCode: 5 });
    expect(trakt.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    await rememberUser(home, "plex", { id: "owner-uuid", isSignedIn: true });
    expect(await sync(home)).toMatchObject({ exitCode: 0, fields: { watched: { toTrakt: { added: 1 } } } });
  });

  test("writes nothing while plex.tv does not say whose token it is", async () => {
    const { home, plex } = await openConnectedHome({ files });
    plex.intercept(({ path }) => (path === "/api/v2/user" ? { kind: "status", status: 503 } : undefined));
    await expect(sync(home)).rejects.toMatchObject({ code: "plex-unreachable", exitCode: 1 });
    plex.intercept();
    expect(await sync(home)).toMatchObject({ exitCode: 0 });
    plex.intercept(({ path }) => (path === "/api/v2/user" ? { kind: "status", status: 503 } : undefined));
    expect(await sync(home)).toMatchObject({ exitCode: 0 });
    await clearCache(home);
    await expect(sync(home)).rejects.toMatchObject({ exitCode: 1 });
  });
});

describe("examine", () => {
  test.each([
    ["plex", "plex-account"],
    ["trakt", "trakt"],
  ] as const)("finds the tokens of another user at %s", async (side, subject) => {
    const { home } = await openConnectedHome({ files, profile: "default" });
    await rememberUser(home, side, { id: "somebody", name: "Somebody", isSignedIn: true });
    const { checks, exitCode } = await examine(home, { nodeVersion: "v24.0.0" });
    expect(exitCode).toBe(1);
    expect(checks.find((check) => check.subject === subject)).toMatchObject({
      status: "bad",
      message: expect.stringMatching(/ token is not that of Somebody, whom the profile default is signed in as\.$/),
    });
  });
});
