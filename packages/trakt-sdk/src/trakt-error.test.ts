import { describe, expect, test, vi } from "vitest";
import { isTraktError, TraktAccountLimitError, TraktError } from "./trakt-error.ts";

const facts = { code: "not-found", message: "Gone.", method: "GET", url: "https://api.trakt.tv/shows/1" } as const;

describe("isTraktError", () => {
  test("knows an error by its code", () => {
    const error = new TraktError(facts);
    expect([isTraktError(error), isTraktError(error, "not-found"), isTraktError(error, "conflict")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("knows an error of another copy of the package", async () => {
    vi.resetModules();
    const copy = await import("./trakt-error.ts");
    const error = new copy.TraktError(facts);
    expect([error instanceof TraktError, isTraktError(error, "not-found")]).toEqual([false, true]);
  });

  test.each([
    ["an error of somebody else", new Error("other")],
    ["an object that looks alike", { code: "not-found" }],
    ["nothing", undefined],
  ])("does not know %s", (_, value) => {
    expect(isTraktError(value)).toBe(false);
  });
});

test("a limit error carries what the account may hold", () => {
  const error = new TraktAccountLimitError(
    { ...facts, code: "account-limit", status: 420 },
    { limit: 100, isVip: false, upgradeUrl: "https://trakt.tv/vip" },
  );
  expect(error).toMatchObject({
    name: "TraktAccountLimitError",
    code: "account-limit",
    method: "GET",
    url: "https://api.trakt.tv/shows/1",
    status: 420,
    retryAfterMs: undefined,
    mayHaveHappened: false,
    limit: 100,
    isVip: false,
    upgradeUrl: "https://trakt.tv/vip",
  });
});
