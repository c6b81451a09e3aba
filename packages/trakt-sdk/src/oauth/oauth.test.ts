import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createHousehold } from "../../test/household.ts";
import { scriptClient } from "../../test/scripted-client.ts";
import { createMemoryTokenStore } from "../tokens.ts";
import { createPkce } from "./pkce.ts";

describe("the code flow", () => {
  test("begins at the auth host with everything in the query", () => {
    const { trakt } = scriptClient([]);
    const url = new URL(
      trakt.oauth.authorizeUrl({
        state: "s1",
        redirectUri: "https://pakt.test/back",
        codeChallenge: "c1",
        promptLogin: true,
      }),
    );
    expect([url.origin, url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
      "https://auth.trakt.tv",
      "/oauth/authorize",
      {
        response_type: "code",
        client_id: "client",
        redirect_uri: "https://pakt.test/back",
        state: "s1",
        code_challenge: "c1",
        code_challenge_method: "S256",
        prompt: "login",
      },
    ]);
  });

  test("ends with tokens that are stored", async () => {
    const { service, trakt, tokens } = createHousehold({ client: { tokens: createMemoryTokenStore() } });
    const { verifier, challenge } = await createPkce();
    const redirectUri = "https://pakt.test/back";
    const code = service.tokens.issueCode({ redirectUri, codeChallenge: challenge });
    const signedIn = await trakt.oauth.exchangeCode({ code, redirectUri, codeVerifier: verifier });
    await expect(tokens.read()).resolves.toEqual(signedIn);
    expect(service.requests[0]).toMatchObject({
      path: "/oauth/token",
      body: {
        client_id: "client",
        client_secret: "secret",
        code,
        redirect_uri: redirectUri,
        grant_type: "authorization_code",
        code_verifier: verifier,
      },
    });
  });

  test("asks for a sign-in when the proof is wrong", async () => {
    const { service, trakt } = createHousehold();
    const code = service.tokens.issueCode({ redirectUri: "urn:ietf:wg:oauth:2.0:oob", codeChallenge: "other" });
    const exchange = trakt.oauth.exchangeCode({ code, codeVerifier: "mine" });
    await expect(exchange).rejects.toMatchObject({ code: "sign-in-required" });
  });
});

describe("signing out", () => {
  test("makes Trakt forget the stored token", async () => {
    const { service, trakt } = createHousehold();
    await trakt.oauth.revoke();
    expect(service.requests.map(({ path, body }) => [path, body])).toEqual([
      ["/oauth/revoke", { client_id: "client", client_secret: "secret", token: "access-1" }],
    ]);
    expect([service.tokens.accessTokens(), service.tokens.refreshTokens()]).toEqual([[], []]);
  });

  test("asks for a sign-in when there is none", async () => {
    const { trakt } = scriptClient([], { tokens: createMemoryTokenStore() });
    await expect(trakt.oauth.revoke()).rejects.toMatchObject({ code: "sign-in-required" });
  });
});

test("a proof key is new each time, and its challenge is the S256 of its verifier", async () => {
  const [one, other] = [await createPkce(), await createPkce()];
  expect(one.challenge).toBe(createHash("sha256").update(one.verifier).digest("base64url"));
  expect(one.verifier).toMatch(/^[\w-]{43}$/);
  expect(one.verifier).not.toBe(other.verifier);
});
