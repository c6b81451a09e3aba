import { describe, expect, test } from "vitest";
import { createHousehold } from "../../test/household.ts";
import { scriptClient } from "../../test/scripted-client.ts";
import { empty, json, lostConnection, page } from "../../test/scripted-fetch.ts";
import { createMemoryTokenStore } from "../tokens.ts";
import type { DeviceCode } from "./device.ts";

const asked = {
  device_code: "d1",
  user_code: "7H2K9QPX",
  verification_url: "https://auth.trakt.tv/activate",
  expires_in: 600,
  interval: 5,
};
const answered = { access_token: "a2", refresh_token: "r2", expires_in: 604_800, created_at: 1 };
const start = Date.parse("2026-11-22T10:00:00.000Z");
const code: DeviceCode = {
  deviceCode: "d1",
  userCode: "7H2K9QPX",
  verificationUrl: "https://auth.trakt.tv/activate",
  expiresAt: start + 600_000,
  intervalMs: 5000,
};

describe("asking for a device code", () => {
  test("sends the client id and returns what to show", async () => {
    const { trakt, seen } = scriptClient([json(asked)]);
    await expect(trakt.oauth.requestDeviceCode()).resolves.toEqual(code);
    expect([seen[0]?.method, seen[0]?.url, seen[0]?.body]).toEqual([
      "POST",
      "https://auth.trakt.tv/oauth/device/code",
      { client_id: "client" },
    ]);
  });

  test("brings a proof key when the app has no secret, and proves it when polling", async () => {
    const { service, trakt, tokens } = createHousehold({
      secret: null,
      client: { tokens: createMemoryTokenStore() },
    });
    const device = await trakt.oauth.requestDeviceCode();
    service.tokens.approveDevice(device.userCode);
    const signedIn = await trakt.oauth.pollDeviceToken(device);
    expect(service.requests.map(({ body }) => body)).toEqual([
      { client_id: "client", code_challenge: expect.any(String), code_challenge_method: "S256" },
      { client_id: "client", code: device.deviceCode, code_verifier: device.codeVerifier },
    ]);
    await expect(tokens.read()).resolves.toEqual(signedIn);
  });
});

describe("polling", () => {
  test("waits the interval, sends code, id and secret, and stores the tokens", async () => {
    const tokens = createMemoryTokenStore();
    const { trakt, seen, clock } = scriptClient([json(answered)], { tokens });
    const signedIn = await trakt.oauth.pollDeviceToken(code);
    expect([clock.waits, seen[0]?.url, seen[0]?.body]).toEqual([
      [5000],
      "https://auth.trakt.tv/oauth/device/token",
      { code: "d1", client_id: "client", client_secret: "secret" },
    ]);
    await expect(tokens.read()).resolves.toEqual(signedIn);
  });

  test.each([
    ["400 with nothing", empty(400)],
    ["400 with a page", page(400)],
    ["400 with JSON", json({ error: "authorization_pending" }, { status: 400 })],
    ["500", empty(500)],
    ["520 with a page", page(520)],
    ["a lost connection", lostConnection()],
  ])("goes on at the same pace after %s", async (_, answer) => {
    const { trakt, clock } = scriptClient([answer, json(answered)]);
    await expect(trakt.oauth.pollDeviceToken(code)).resolves.toMatchObject({ accessToken: "a2" });
    expect(clock.waits).toEqual([5000, 5000]);
  });

  test.each([
    ["five seconds slower", empty(429), 10_000],
    ["as slow as Trakt asks", empty(429, { "retry-after": "30" }), 30_000],
  ])("goes on %s after 429, and stays slower", async (_, answer, waitMs) => {
    const { trakt, clock } = scriptClient([answer, empty(400), json(answered)]);
    await trakt.oauth.pollDeviceToken(code);
    expect(clock.waits).toEqual([5000, waitMs, waitMs]);
  });

  test.each([
    ["404", empty(404), "device-code-unknown"],
    ["409", empty(409), "device-code-used"],
    ["410", empty(410), "device-code-expired"],
    ["418", empty(418), "device-code-denied"],
    ["401", empty(401), "client-rejected"],
    ["403 with JSON", json({}, { status: 403 }), "client-rejected"],
    ["403 with a page", page(403), "edge-blocked"],
    ["400 with invalid_client", json({ error: "invalid_client" }, { status: 400 }), "client-rejected"],
    ["half a JSON", new Response('{"access_tok'), "unreadable-answer"],
  ])("ends with %s", async (_, answer, reason) => {
    const { trakt, seen } = scriptClient([answer]);
    await expect(trakt.oauth.pollDeviceToken(code)).rejects.toMatchObject({ code: reason });
    expect(seen).toHaveLength(1);
  });

  test("ends when the code does", async () => {
    const { trakt, seen } = scriptClient([empty(400), empty(400)]);
    const poll = trakt.oauth.pollDeviceToken({ ...code, expiresAt: start + 12_000 });
    await expect(poll).rejects.toMatchObject({ code: "device-code-expired" });
    expect(seen).toHaveLength(2);
  });

  test("tells before each poll how long is left", async () => {
    const polls: unknown[] = [];
    const { trakt } = scriptClient([empty(400), json(answered)]);
    await trakt.oauth.pollDeviceToken(code, { onPoll: (poll) => polls.push(poll) });
    expect(polls).toEqual([
      { attempt: 1, remainingMs: 595_000 },
      { attempt: 2, remainingMs: 590_000 },
    ]);
  });

  test("is `aborted` when the caller stops it", async () => {
    const { trakt, seen } = scriptClient([]);
    const poll = trakt.oauth.pollDeviceToken(code, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(poll).rejects.toMatchObject({ code: "aborted" });
    expect(seen).toEqual([]);
  });
});
