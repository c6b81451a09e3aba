import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { openPlex } from "./open-plex.ts";
import { readUsers } from "./profile-users.ts";
import { signIn } from "./sign-in.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { readStatus } from "./status.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };
const files = { "config.json": '{"version":1,"profiles":{"kids":{}}}' };

interface Household extends ConnectedHome {
  readonly kid: string;
  /** Signs in to Plex with a code that the owner approves. */
  readonly login: (options?: Partial<SignInOptions>) => Promise<SignedIn>;
}

/** The profile kids of a home, the owner's Plex Home with Kid (PIN 1234, library 1) and Anna (an account), and nobody signed in. */
async function start(env: Readonly<Record<string, string>> = {}, plexOptions = {}): Promise<Household> {
  const connected = await openConnectedHome({
    env: { ...NOBODY, ...env },
    files,
    profile: "kids",
    plex: plexOptions,
  });
  const { home, plex } = connected;
  const kid = plex.person.addHomeUser({ title: "Kid", pin: "1234", libraries: ["1"] });
  plex.person.addHomeUser({ title: "Anna", username: "anna" });
  const login: Household["login"] = (options) =>
    signIn(home, "plex", { onCode: ({ code }) => plex.person.approvePin(code), ...options });
  return { ...connected, kid, login };
}

function typed(...pins: readonly (string | undefined)[]): {
  readonly onPin: NonNullable<SignInOptions["onPin"]>;
  readonly asked: { readonly user: string; readonly wasWrong: boolean }[];
} {
  const left = [...pins];
  const asked: { readonly user: string; readonly wasWrong: boolean }[] = [];
  return {
    asked,
    onPin: (question) => {
      asked.push(question);
      return Promise.resolve(left.shift());
    },
  };
}

describe("signing in as a member of the Plex Home", () => {
  test("keeps the member's own tokens for plex.tv and for the server, and nothing of the owner's", async () => {
    const { home, plex, kid, login, secrets } = await start();
    const { onPin } = typed("1234");
    expect(await login({ homeUser: "kid", onPin })).toEqual({ side: "plex", account: "Kid", managed: true });
    const tokens = [await home.credentials.plexToken(), await home.credentials.plexServerToken()];
    expect(plex.member(kid).tokens()).toEqual(tokens);
    const stored = await home.storage.getItemRaw<string>("credentials.json");
    expect(stored).not.toContain(secrets[0]);
    expect(stored).not.toContain("1234");
    expect(JSON.parse(stored ?? "")).toMatchObject({ profiles: { kids: { plex: {} } } });
    expect(await readUsers(home)).toEqual({
      plex: { id: kid, name: "Kid", isSignedIn: true, isHomeUser: true, isManaged: true },
    });
    expect((await (await openPlex(home, () => undefined)).libraries()).map(({ key }) => key)).toEqual(["1"]);
    expect(plex.violations).toEqual([]);
  });

  test("asks no PIN of a member who has none, and a member with an account has a watchlist", async () => {
    const { home, login } = await start();
    const { onPin, asked } = typed();
    expect(await login({ homeUser: "Anna", onPin })).toEqual({ side: "plex", account: "Anna" });
    expect(asked).toEqual([]);
    const { fields } = await readStatus(home);
    expect(fields.find(({ field }) => field === "watchlist")?.effect).toMatch(/^Your watchlist is kept the same/);
  });

  test("asks again after a wrong PIN, and no more than three times", async () => {
    const { home, login } = await start();
    const second = typed("1111", "1234");
    await login({ homeUser: "Kid", onPin: second.onPin });
    expect(second.asked).toEqual([
      { user: "Kid", wasWrong: false },
      { user: "Kid", wasWrong: true },
    ]);
    await signOut(home, "plex");
    const never = typed("1111", "2222", "3333", "1234");
    await expect(login({ homeUser: "Kid", onPin: never.onPin })).rejects.toMatchObject({
      code: "sign-in-needed",
      exitCode: 5,
      message: "The PIN is not that of Kid.",
    });
    expect(never.asked).toHaveLength(3);
    expect(await home.credentials.plexToken()).toBeUndefined();
  });

  test("takes the PIN of the environment, and does not try it twice", async () => {
    const right = await start({ PAKT_PLEX_PIN: "1234" });
    await expect(right.login({ homeUser: "Kid" })).resolves.toMatchObject({ account: "Kid" });
    const wrong = await start({ PAKT_PLEX_PIN: "9999" });
    await expect(wrong.login({ homeUser: "Kid" })).rejects.toMatchObject({ message: "The PIN is not that of Kid." });
    expect(wrong.plex.requests.filter(({ path }) => path.endsWith("/switch"))).toHaveLength(1);
  });

  test.each([
    [
      "a PIN is needed and nobody can be asked",
      "Kid",
      undefined,
      "sign-in-needed",
      "Kid has a PIN, and none was given.",
    ],
    ["the PIN is given up", "Kid", typed(undefined).onPin, "sign-in-needed", "Kid has a PIN, and none was given."],
    ["there is no such member", "Kidd", undefined, "usage", 'The Plex Home of this account has no user "Kidd".'],
  ])("stores nothing when %s", async (_, homeUser, onPin, code, message) => {
    const { home, login } = await start();
    await expect(login({ homeUser, onPin })).rejects.toMatchObject({ code, message });
    expect(await home.credentials.plexToken()).toBeUndefined();
    expect(await readUsers(home)).toEqual({});
  });

  test("says whom there is to choose from", async () => {
    const { login } = await start();
    await expect(login({ homeUser: "Bob" })).rejects.toMatchObject({ advice: "Choose from: owner, Kid, Anna." });
  });

  test("tells two members of one name apart by id", async () => {
    const { plex, login } = await start();
    const other = plex.person.addHomeUser({ title: "Kid" });
    await expect(login({ homeUser: "Kid" })).rejects.toMatchObject({
      advice: expect.stringContaining(`Kid (${other})`),
    });
    await expect(login({ homeUser: other })).resolves.toMatchObject({ account: "Kid" });
  });

  test("says it when plex.tv throttles", async () => {
    const { login, home } = await start({}, { switchesPerMinute: 0 });
    await expect(login({ homeUser: "Anna" })).rejects.toMatchObject({
      code: "plex-unreachable",
      message: "plex.tv asks to slow down: there were too many sign-ins.",
    });
    expect(await home.credentials.plexToken()).toBeUndefined();
  });

  test("stores nothing when the server gives no answer", async () => {
    const { plex, login, home } = await start();
    plex.intercept(({ path }) => (path === "/identity" ? { kind: "status", status: 503 } : undefined));
    await expect(login({ homeUser: "Anna" })).rejects.toMatchObject({ code: "plex-unreachable", exitCode: 1 });
    expect(await home.credentials.plexToken()).toBeUndefined();
  });

  test("stores nothing when the server is not shared with the member", async () => {
    const { plex, login, home } = await start();
    plex.intercept(({ path, phase }) =>
      path === "/api/v2/resources" && phase === "after" ? { kind: "json", transform: () => [] } : undefined,
    );
    await expect(login({ homeUser: "Anna" })).rejects.toMatchObject({
      code: "usage",
      message: "The Plex server at http://plex.test:32400 is not shared with Anna.",
    });
    expect(await home.credentials.plexToken()).toBeUndefined();
  });
});

describe("signing in with an account that the server is shared with", () => {
  test("keeps the account's own token for the server", async () => {
    const { home, plex, login } = await start();
    const anna = plex.person.addHomeUser({ title: "Anna's friend", username: "friend" });
    await login({ onCode: ({ code }) => plex.person.approvePin(code, anna) });
    expect([await home.credentials.plexToken(), await home.credentials.plexServerToken()]).toEqual(
      plex.member(anna).tokens(),
    );
    expect(await (await openPlex(home, () => undefined)).libraries()).toHaveLength(2);
  });

  test("goes on with the account's token where the server gives no answer", async () => {
    const { home, plex, login } = await start();
    plex.intercept(({ path }) => (path === "/identity" ? { kind: "status", status: 503 } : undefined));
    await login();
    expect(await home.credentials.plexServerToken()).toBe(await home.credentials.plexToken());
  });
});

describe("an account that another profile has", () => {
  test("is refused at Plex, with the way to a member of its Home, and the other profile stays signed in", async () => {
    const { home, plex, reopen, login } = await start();
    const first = await reopen("default");
    await signIn(first, "plex", { onCode: ({ code }) => plex.person.approvePin(code) });
    await expect(login()).rejects.toMatchObject({
      code: "sign-in-needed",
      exitCode: 5,
      message: "The profile default has this Plex account (owner) already.",
      advice: expect.stringContaining("pakt login plex --user NAME"),
    });
    expect(await home.credentials.plexToken()).toBeUndefined();
    expect(await first.credentials.plexToken()).toBeDefined();
    await expect(login({ homeUser: "Anna" })).resolves.toMatchObject({ account: "Anna" });
  });

  test("is refused at Trakt and forgotten, not revoked", async () => {
    const { home, trakt, reopen } = await start();
    const first = await reopen("default");
    const onCode: SignInOptions["onCode"] = ({ code }) => trakt.tokens.approveDevice(code);
    await signIn(first, "trakt", { onCode });
    const kept = trakt.tokens.accessTokens();
    await expect(signIn(home, "trakt", { onCode })).rejects.toMatchObject({
      code: "sign-in-needed",
      message: expect.stringMatching(/^The profile default has this Trakt account \(.+\) already\.$/),
    });
    expect(await home.credentials.traktTokens()).toBeUndefined();
    expect(trakt.tokens.accessTokens()).toEqual(expect.arrayContaining([...kept]));
    expect(trakt.requests.some(({ path }) => path === "/oauth/revoke")).toBe(false);
    await signOut(first, "trakt");
    await expect(signIn(home, "trakt", { onCode })).resolves.toMatchObject({ side: "trakt" });
  });
});

describe("status of a managed user", () => {
  test("says that there is no watchlist, and how to sign in again when the token has died", async () => {
    const { home, plex, kid, login } = await start();
    await login({ homeUser: "Kid", onPin: typed("1234").onPin });
    const good = await readStatus(home);
    expect(good).toMatchObject({ profile: "kids", plex: { user: "Kid", libraries: 1 } });
    expect(good.fields.find(({ field }) => field === "watchlist")?.effect).toBe(
      "The watchlist is not synced: Kid is a managed user of the Plex Home, and has none.",
    );
    plex.member(kid).revokeTokens();
    const { problems } = await readStatus(home);
    expect(problems).toContainEqual({
      message: "Plex does not accept the token.",
      advice: "Sign in: pakt login plex --profile kids --user Kid.",
    });
  });
});
