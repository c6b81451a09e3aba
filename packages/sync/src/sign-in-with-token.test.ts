import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { signInWithToken } from "./sign-in-with-token.ts";
import type { GivenTokens } from "./sign-in-with-token.ts";
import { readStatus } from "./status.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

function start(): Promise<ConnectedHome> {
  return openConnectedHome({ env: NOBODY });
}

function given({ plex, trakt }: ConnectedHome): Readonly<Record<"plex" | "trakt", GivenTokens>> {
  const { accessToken, refreshToken = "" } = trakt.tokens.issue();
  return {
    plex: { side: "plex", token: `  ${plex.token}\n` },
    trakt: { side: "trakt", accessToken, refreshToken },
  };
}

describe("signInWithToken", () => {
  test("is all that a status needs", async () => {
    const connected = await start();
    const tokens = given(connected);
    expect(await signInWithToken(connected.home, tokens.plex)).toEqual({ side: "plex", account: "owner" });
    expect(await signInWithToken(connected.home, tokens.trakt)).toMatchObject({ side: "trakt", vip: false });
    expect(await readStatus(connected.home)).toMatchObject({ trakt: { signedIn: true }, problems: [], exitCode: 0 });
  });

  test("takes a Trakt token without a refresh token", async () => {
    const { home, trakt } = await start();
    const { accessToken } = trakt.tokens.issue();
    await signInWithToken(home, { side: "trakt", accessToken });
    expect(await home.credentials.traktTokens()).toMatchObject({ accessToken });
    expect(await home.credentials.traktTokens()).not.toHaveProperty("refreshToken");
  });

  test("refreshes an access token that has run out, and keeps the new pair", async () => {
    const connected = await start();
    const { home, trakt } = connected;
    const tokens = given(connected).trakt;
    trakt.tokens.expire();
    await signInWithToken(home, tokens);
    const [good] = trakt.tokens.accessTokens().slice(-1);
    expect(await home.credentials.traktTokens()).toMatchObject({
      accessToken: good,
      refreshToken: trakt.tokens.refreshTokens().at(-1),
    });
  });

  test("keeps the new pair also where Trakt fails right after", async () => {
    const connected = await start();
    const { home, trakt } = connected;
    const tokens = given(connected).trakt;
    trakt.tokens.expire();
    const before = trakt.tokens.refreshTokens();
    trakt.intercept(({ path }) =>
      path === "/users/settings" && !trakt.tokens.refreshTokens().every((token) => before.includes(token))
        ? { kind: "status", status: 423 }
        : undefined,
    );
    await expect(signInWithToken(home, tokens)).rejects.toMatchObject({ code: "account-locked" });
    expect(await home.credentials.traktTokens()).toMatchObject({ refreshToken: trakt.tokens.refreshTokens().at(-1) });
  });

  test.each<[string, GivenTokens, string]>([
    ["Plex", { side: "plex", token: "wrong" }, "Plex does not accept this token."],
    ["Trakt", { side: "trakt", accessToken: "wrong" }, "Trakt does not accept these tokens."],
    ["Trakt", { side: "trakt", accessToken: "wrong", refreshToken: "wrong" }, "Trakt does not accept these tokens."],
  ])("stores nothing that %s refuses", async (_, tokens, message) => {
    const { home } = await start();
    await expect(signInWithToken(home, tokens)).rejects.toMatchObject({ code: "sign-in-needed", message });
    expect(await home.credentials.plexToken()).toBeUndefined();
    expect(await home.credentials.traktTokens()).toBeUndefined();
  });

  test.each<[string, GivenTokens]>([
    ["with a line break in it", { side: "plex", token: "a\nb" }],
    ["that is empty", { side: "plex", token: " " }],
    ["with a space in its second half", { side: "trakt", accessToken: "fine", refreshToken: "not fine" }],
  ])("sends no token %s", async (_, tokens) => {
    const { home, plex, trakt } = await start();
    await expect(signInWithToken(home, tokens)).rejects.toMatchObject({ code: "usage" });
    expect(plex.requests.length + trakt.requests.length).toBe(0);
  });

  test.each(["plex", "trakt"] as const)("to %s is refused where the environment would win", async (side) => {
    const connected = await openConnectedHome();
    await expect(signInWithToken(connected.home, given(connected)[side])).rejects.toThrow(/is set, and wins/);
  });

  test("can be stopped", async () => {
    const connected = await start();
    const stopped = signInWithToken(connected.home, given(connected).plex, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: "interrupted", message: "The sign-in was stopped." });
  });
});
