import type { TraktSettings } from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import { isVip, limitsOf, UPGRADE_URL } from "./account-limits.ts";

const free: TraktSettings = {
  user: { username: "sam" },
  limits: { collection: { item_count: 1000 }, watchlist: { item_count: 250 } },
};

describe("isVip", () => {
  test.each<[string, Partial<TraktSettings["user"]>, boolean]>([
    ["vip", { vip: true }, true],
    ["the highest kind", { vip_ep: true }, true],
    ["the oldest kind", { vip: false, vip_og: true }, true],
    ["none of them", { vip: false, vip_ep: false, vip_og: null }, false],
    ["nothing said of it", {}, false],
  ])("an account with %s", (_, user, expected) => {
    expect(isVip({ user: { username: "sam", ...user } })).toBe(expected);
  });
});

describe("limitsOf", () => {
  test("says how much fits, how much is used, and where there is more", () => {
    expect(limitsOf(free, { collection: 990, watchlist: 3 })).toEqual({
      collection: { limit: 1000, used: 990, upgradeUrl: UPGRADE_URL },
      watchlist: { limit: 250, used: 3, upgradeUrl: UPGRADE_URL },
    });
  });

  test("knows that an account of which nothing is used, or in which nothing fits, has a limit", () => {
    const none: TraktSettings = { ...free, limits: { collection: { item_count: 0 } } };
    expect(limitsOf(none, { collection: 0 })).toEqual({
      collection: { limit: 0, used: 0, upgradeUrl: UPGRADE_URL },
    });
  });

  test.each<[string, TraktSettings, Parameters<typeof limitsOf>[1]]>([
    ["an account that pays", { ...free, user: { username: "sam", vip: true } }, { collection: 990, watchlist: 3 }],
    ["an account that does not say", { user: { username: "sam" } }, { collection: 990, watchlist: 3 }],
    [
      "limits that are null",
      { ...free, limits: { collection: null, watchlist: { item_count: null } } },
      { collection: 1, watchlist: 1 },
    ],
    ["lists that were not read", free, {}],
  ])("knows of no limit for %s", (_, settings, counts) => {
    expect(limitsOf(settings, counts)).toEqual({});
  });

  const account: TraktSettings = { user: { username: "sam" }, limits: { watchlist: { item_count: 250 } } };
  const at = "2026-11-24T00:00:00.000Z";

  test("takes what a refusal told where the account says nothing, and its own word where it does", () => {
    const found = { collection: { at, limit: 10, used: 8 }, watchlist: { at, limit: 7 } };
    expect(limitsOf(account, { collection: 9, watchlist: 3 }, found)).toEqual({
      collection: { limit: 10, used: 9, upgradeUrl: UPGRADE_URL },
      watchlist: { limit: 250, used: 3, upgradeUrl: UPGRADE_URL },
    });
  });

  test("knows of an account that was full without telling at how many", () => {
    const found = { collection: { at, used: 8, upgradeUrl: "https://example.org/more" } };
    expect(limitsOf(account, { collection: 8 }, found)).toEqual({
      collection: { used: 8, upgradeUrl: "https://example.org/more" },
    });
    expect(limitsOf({ ...account, user: { username: "sam", vip: true } }, { collection: 8 }, found)).toEqual({});
  });
});
