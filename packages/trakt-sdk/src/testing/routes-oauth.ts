import { z } from "zod";
import type { Tokens } from "../tokens.ts";
import type { Answer } from "./answer.ts";
import type { Route } from "./route.ts";
import type { World } from "./world.ts";

const client = { client_id: z.string(), client_secret: z.string().optional() };

const deviceCodeBody = z.strictObject({
  client_id: z.string(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.literal("S256").optional(),
});
const deviceTokenBody = z.strictObject({ ...client, code: z.string(), code_verifier: z.string().optional() });
const tokenBody = z.discriminatedUnion("grant_type", [
  z.strictObject({
    ...client,
    grant_type: z.literal("refresh_token"),
    refresh_token: z.string(),
    redirect_uri: z.string(),
  }),
  z.strictObject({
    ...client,
    grant_type: z.literal("authorization_code"),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string().optional(),
  }),
]);
const revokeBody = z.strictObject({ ...client, token: z.string() });

/** Signing in and out. */
export const oauthRoutes: readonly Route[] = [
  {
    method: "POST",
    path: /^\/oauth\/device\/code$/,
    body: deviceCodeBody,
    access: "auth",
    run: (world, request) => {
      const body = deviceCodeBody.parse(request.body);
      if (!isKnown(world, body)) return invalidClient;
      const device = world.tokens.startDevice(body.code_challenge);
      return {
        status: 200,
        body: {
          device_code: device.deviceCode,
          user_code: device.userCode,
          verification_url: "https://auth.trakt.tv/activate",
          expires_in: 600,
          interval: world.devicePollSeconds,
        },
      };
    },
  },
  {
    method: "POST",
    path: /^\/oauth\/device\/token$/,
    body: deviceTokenBody,
    access: "auth",
    run: async (world, request) => {
      const body = deviceTokenBody.parse(request.body);
      const device = world.tokens.findDevice(body.code);
      if (device === undefined) return { status: 404 };
      if (!(await isProven(world, body, device.challenge))) return invalidClient;
      const status = { pending: 400, denied: 418, expired: 410, used: 409, approved: 200 }[device.state];
      if (status !== 200) return { status };
      device.state = "used";
      return toTokenAnswer(world, world.tokens.issue());
    },
  },
  {
    method: "POST",
    path: /^\/oauth\/token$/,
    body: tokenBody,
    access: "auth",
    run: async (world, request) => {
      const body = tokenBody.parse(request.body);
      if (!isKnown(world, body)) return invalidClient;
      if (body.grant_type === "refresh_token") {
        const tokens = world.tokens.rotate(body.refresh_token);
        return tokens === undefined ? invalidGrant : toTokenAnswer(world, tokens);
      }
      const held = world.tokens.takeCode(body.code);
      if (held === undefined || held.redirectUri !== body.redirect_uri) return invalidGrant;
      if (!(await isProven(world, body, held.codeChallenge))) return invalidGrant;
      return toTokenAnswer(world, world.tokens.issue());
    },
  },
  {
    method: "POST",
    path: /^\/oauth\/revoke$/,
    body: revokeBody,
    access: "auth",
    run: (world, request) => {
      const body = revokeBody.parse(request.body);
      if (!isKnown(world, body)) return invalidClient;
      world.tokens.revoke(body.token);
      return { status: 200 };
    },
  },
];

const invalidClient: Answer = {
  status: 401,
  body: { error: "invalid_client", error_description: "Client authentication failed." },
};
const invalidGrant: Answer = {
  status: 400,
  body: { error: "invalid_grant", error_description: "The provided grant is invalid, expired or was used." },
};

interface Client {
  readonly client_id: string;
  readonly client_secret?: string | undefined;
}

function isKnown(world: World, { client_id, client_secret }: Client): boolean {
  if (world.clientId !== undefined && client_id !== world.clientId) return false;
  return client_secret === undefined || world.clientSecret === undefined || client_secret === world.clientSecret;
}

// The proof key where the sign-in began with one, else the secret.
async function isProven(
  world: World,
  body: Client & { readonly code_verifier?: string | undefined },
  challenge: string | undefined,
): Promise<boolean> {
  if (!isKnown(world, body)) return false;
  if (challenge === undefined) return body.client_secret !== undefined;
  if (body.code_verifier === undefined) return false;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body.code_verifier));
  return Buffer.from(digest).toString("base64url") === challenge;
}

function toTokenAnswer(world: World, tokens: Tokens): Answer {
  return {
    status: 200,
    body: {
      access_token: tokens.accessToken,
      token_type: "bearer",
      expires_in: Math.round(world.tokenLifetimeMs / 1000),
      refresh_token: tokens.refreshToken,
      scope: "public",
      created_at: Math.floor(world.now() / 1000),
    },
  };
}
