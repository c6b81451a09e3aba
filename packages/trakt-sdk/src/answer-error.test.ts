import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { empty, json, page } from "../test/scripted-fetch.ts";
import { toAnswerError } from "./answer-error.ts";
import type { TraktRequest } from "./call.ts";

const get: TraktRequest = { method: "GET", host: "api", path: "/sync/ratings" };
const post: TraktRequest = { method: "POST", host: "api", path: "/sync/history" };
const token: TraktRequest = { method: "POST", host: "auth", path: "/oauth/token" };
const now = Date.parse("2026-11-22T10:00:00.000Z");

async function errorOf(request: TraktRequest, response: Response): Promise<ReturnType<typeof toAnswerError>> {
  const { status, headers } = response;
  return toAnswerError(
    request,
    { status, headers, text: await response.text(), url: `https://trakt.test${request.path}` },
    { now, clientSecret: "n0" },
  );
}

describe("the code of an answer", () => {
  test.each([
    ["a redirect", post, empty(302, { location: "https://elsewhere.test" }), "invalid-request"],
    ["400", get, empty(400), "invalid-request"],
    ["401", get, empty(401), "sign-in-required"],
    ["403 with JSON", get, json({ error: "invalid_api_key" }, { status: 403 }), "client-rejected"],
    ["403 with nothing", get, empty(403), "forbidden"],
    ["403 with a page", get, page(403), "edge-blocked"],
    ["404", get, empty(404), "not-found"],
    ["405", get, empty(405), "invalid-request"],
    ["408", get, empty(408), "timeout"],
    ["409", get, empty(409), "conflict"],
    ["412", get, empty(412), "precondition"],
    ["413", post, empty(413), "too-large"],
    ["420", post, empty(420), "account-limit"],
    ["422", post, empty(422), "invalid-request"],
    ["423", get, empty(423), "account-locked"],
    ["426", get, empty(426), "vip-required"],
    ["429", get, empty(429), "rate-limited"],
    ["429 with a page", get, page(429), "edge-blocked"],
    ["Cloudflare's 1015 as text", get, new Response("error code: 1015", { status: 429 }), "edge-blocked"],
    ["500", get, empty(500), "server-error"],
    ["503 with a page", get, page(503), "server-error"],
    ["520", get, empty(520), "edge-blocked"],
    ["527", get, page(527), "edge-blocked"],
    ["530", get, empty(530), "server-error"],
    ["invalid_grant", token, json({ error: "invalid_grant" }, { status: 400 }), "sign-in-required"],
    ["invalid_client", token, json({ error: "invalid_client" }, { status: 401 }), "client-rejected"],
    [
      "a deleted app",
      token,
      json({ error: "invalid_request", error_description: "client_id is required" }, { status: 400 }),
      "client-rejected",
    ],
    ["one community app too many, by status", token, empty(420), "app-limit"],
    [
      "one community app too many, in words",
      token,
      json(
        { error: "access_denied", error_description: "Free accounts are limited to 1 connected app" },
        { status: 403 },
      ),
      "app-limit",
    ],
    ["the app of someone who is no VIP any more", token, empty(426), "vip-required"],
    ["half a JSON from the auth host", token, new Response('{"error":"inv', { status: 400 }), "invalid-request"],
  ])("%s", async (_, request, response, code) => {
    await expect(errorOf(request, response)).resolves.toMatchObject({ code, status: response.status });
  });
});

describe("what an answer's error carries", () => {
  test.each([
    ["a write and 500: perhaps", post, 500, true],
    ["a write and 520: perhaps", post, 520, true],
    ["a write and 408: perhaps", post, 408, true],
    ["a write and 429: no", post, 429, false],
    ["a write and 420: no", post, 420, false],
    ["a read and 500: no", get, 500, false],
  ])("whether it may have happened: %s", async (_, request, status, mayHaveHappened) => {
    await expect(errorOf(request, empty(status))).resolves.toMatchObject({ mayHaveHappened });
  });

  test("the account's limit", async () => {
    const headers = { "x-account-limit": "100", "x-vip-user": "false", "x-upgrade-url": "https://trakt.tv/vip" };
    await expect(errorOf(post, empty(420, headers))).resolves.toMatchObject({
      name: "TraktAccountLimitError",
      limit: 100,
      isVip: false,
      upgradeUrl: "https://trakt.tv/vip",
    });
  });

  test.each<[string, Response, number | undefined, boolean | undefined]>([
    ["no header at all", empty(420), undefined, undefined],
    ["no limit", empty(420, { "x-vip-user": "true" }), undefined, true],
    ["a limit that is no number", empty(420, { "x-account-limit": "many", "x-vip-user": "false" }), undefined, false],
    ["a limit that is none", empty(420, { "x-account-limit": "-1" }), undefined, undefined],
    ["an empty limit", empty(420, { "x-account-limit": "" }), undefined, undefined],
    ["a limit of 0", empty(420, { "x-account-limit": "0" }), 0, undefined],
    ["no word about VIP", empty(420, { "x-account-limit": "250" }), 250, undefined],
    ["a word about VIP that is none", empty(420, { "x-vip-user": "perhaps" }), undefined, undefined],
    ["a web page", page(420), undefined, undefined],
    ["half a JSON", new Response('{"err', { status: 420 }), undefined, undefined],
  ])("the account's limit as far as it was told: %s", async (_, response, limit, isVip) => {
    await expect(errorOf(post, response)).resolves.toMatchObject({
      name: "TraktAccountLimitError",
      code: "account-limit",
      limit,
      isVip,
      upgradeUrl: undefined,
    });
  });

  test("where to become a VIP", async () => {
    await expect(errorOf(get, empty(426, { "x-upgrade-url": "https://trakt.tv/vip" }))).resolves.toMatchObject({
      name: "TraktVipRequiredError",
      upgradeUrl: "https://trakt.tv/vip",
    });
  });

  test("the exhausted budget and how long it takes to come back", async () => {
    const until = "2026-11-22T10:04:00Z";
    const budget = JSON.stringify({ name: "AUTHED_API_GET_LIMIT", period: 300, limit: 1000, remaining: 0, until });
    await expect(errorOf(get, empty(429, { "x-ratelimit": budget }))).resolves.toMatchObject({
      name: "TraktRateLimitError",
      bucket: "AUTHED_API_GET_LIMIT",
      retryAfterMs: 240_000,
    });
  });

  test("never a word of the body", async () => {
    const error = await errorOf(token, json({ error: "invalid_grant", hint: "tok-123" }, { status: 400 }));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("tok-123");
  });
});

describe("what is quoted of an answer", () => {
  test.each([
    ["the access token", "short-acc"],
    ["the refresh token", "r9"],
    ["the client's secret", "n0"],
  ])("has not %s in it, whatever its length", async (_, secret) => {
    const request = { ...post, accessToken: "short-acc", secrets: ["short-acc", "r9"] };
    const headers = { "x-upgrade-url": `https://trakt.tv/${secret}`, "x-ratelimit": JSON.stringify({ name: secret }) };
    const errors = await Promise.all(
      [420, 426, 429].map((status) => errorOf(request, new Response("", { status, headers }))),
    );
    expect(errors.map(({ code }) => code)).toEqual(["account-limit", "vip-required", "rate-limited"]);
    const said = errors.map((error) => ("upgradeUrl" in error ? error.upgradeUrl : "bucket" in error && error.bucket));
    expect(said.filter((text) => String(text).includes(secret))).toEqual([]);
    expect(said.filter((text) => String(text).includes("…"))).toHaveLength(3);
  });
});
