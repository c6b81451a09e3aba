import { describe, expect, test } from "vitest";

import { openConnectedHome } from "../test/open-connected-home.ts";
import type { ConnectedHome } from "../test/open-connected-home.ts";
import { addProfile, listProfiles, removeProfile } from "./profiles.ts";
import { chooseLibraries } from "./libraries.ts";
import { signIn } from "./sign-in.ts";
import { sync } from "./sync.ts";

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

/** A default profile, and one for Anna, whose users are signed in to Plex; and what is stored, by key. */
async function start(): Promise<ConnectedHome & { readonly stored: () => Promise<Record<string, unknown>> }> {
  const connected = await openConnectedHome({ env: NOBODY });
  const { home, plex, reopen } = connected;
  await addProfile(home, "anna");
  plex.person.addHomeUser({ title: "Anna", username: "anna" });
  const onCode = ({ code }: { readonly code: string }): void => plex.person.approvePin(code);
  await signIn(home, "plex", { onCode });
  await signIn(await reopen("anna"), "plex", { onCode, homeUser: "Anna" });
  const stored = async (): Promise<Record<string, unknown>> => {
    const { storage } = home;
    const keys = [...(await storage.getKeys("state")), ...(await storage.getKeys("cache")), "credentials.json"];
    return Object.fromEntries(
      await Promise.all(keys.toSorted().map(async (key) => [key, await home.storage.getItemRaw(key)])),
    );
  };
  return { ...connected, stored };
}

describe("profiles", () => {
  test("are listed with their users and last runs, without a request", async () => {
    const { plex, trakt, reopen } = await start();
    const home = await reopen("default");
    await signIn(home, "trakt", { onCode: ({ code }) => trakt.tokens.approveDevice(code) });
    const { run } = await sync(home);
    plex.requests.clear();
    trakt.requests.clear();
    expect(await listProfiles(home)).toMatchObject([
      {
        name: "default",
        plex: { isSignedIn: true, user: "owner" },
        trakt: { isSignedIn: true, user: expect.stringMatching(/./) },
        lastRun: { run },
      },
      { name: "anna", plex: { isSignedIn: true, user: "Anna" }, trakt: { isSignedIn: false } },
    ]);
    expect([...plex.requests, ...trakt.requests]).toEqual([]);
  });

  test.each([
    ["anna", "There is a profile anna already."],
    ["default", "There is a profile default already."],
    ["An na", '"An na" cannot be the name of a profile.'],
    ["plan-key", '"plan-key" cannot be the name of a profile.'],
  ])("are not made with the name %s", async (name, message) => {
    const { home, reopen } = await openConnectedHome({ env: NOBODY });
    await addProfile(home, "anna");
    await expect(addProfile(await reopen("default"), name)).rejects.toMatchObject({ code: "usage", message });
  });

  test("choose libraries of their own", async () => {
    const { reopen } = await start();
    await chooseLibraries(await reopen("anna"), ["Movies"]);
    expect((await reopen("anna")).config.plex.libraries).toEqual(["library-1"]);
    expect((await reopen("default")).config.plex.libraries).toBe("all");
  });

  test("are removed with their sign-ins, and nothing of another one changes", async () => {
    const { plex, reopen, stored } = await start();
    const anna = await reopen("anna");
    const token = (await anna.credentials.plexToken()) ?? "";
    const before = await stored();
    const removed = await removeProfile(anna, { forget: true });
    expect(removed).toMatchObject({
      name: "anna",
      isForgotten: true,
      sides: [
        { side: "plex", wasSignedIn: true, revoked: true },
        { side: "trakt", wasSignedIn: false },
      ],
    });
    const after = await stored();
    expect(Object.keys(after)).toEqual(Object.keys(before).filter((key) => !/[:-]anna[:.]/.test(key)));
    const kept = (at: Record<string, unknown>) => Object.entries(at).filter(([key]) => key.includes("default"));
    expect(kept(after)).toEqual(kept(before));
    expect(await (await reopen("default")).credentials.plexToken()).toBeDefined();
    await expect(reopen("anna")).rejects.toMatchObject({ code: "usage", exitCode: 2 });
    expect(JSON.stringify(after)).not.toContain(token);
    expect(
      plex.requests.filter(({ method }) => method === "DELETE").map(({ headers }) => headers["x-plex-token"]),
    ).toEqual([token]);
  });

  test("keep what they remember when they are removed, unless it is to be forgotten", async () => {
    const { reopen, stored } = await start();
    await removeProfile(await reopen("anna"), { forget: false });
    const keys = Object.keys(await stored());
    expect(keys).toContain("state:anna:client-identifier");
    expect(keys.filter((key) => key.startsWith("cache:anna"))).toEqual([]);
  });

  test("are not removed where it is the default one, or where the environment holds their tokens", async () => {
    const { home } = await start();
    await expect(removeProfile(home, { forget: false })).rejects.toMatchObject({ code: "usage", exitCode: 2 });
    const { reopen } = await openConnectedHome({
      env: { PAKT_PROFILE: "anna" },
      files: { "config.json": '{"version":1,"profiles":{"anna":{}}}' },
    });
    await expect(removeProfile(await reopen("anna"), { forget: false })).rejects.toMatchObject({
      code: "usage",
      message: "PAKT_PLEX_TOKEN is set, and wins over any sign-in.",
    });
  });
});
