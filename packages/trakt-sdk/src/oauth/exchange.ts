import type { Call, TraktRequest } from "../call.ts";
import type { Settings } from "../options.ts";
import { readAnswer } from "../read-answer.ts";
import type { Tokens } from "../tokens.ts";
import { isTraktError, TraktError } from "../trakt-error.ts";
import { toTokens, tokenAnswerSchema } from "./token-answer.ts";

/** Posts to an OAuth path that answers with tokens, and stores these before it hands them out. */
export async function exchange(call: Call, settings: Settings, request: TraktRequest): Promise<Tokens> {
  const answer = await call(request);
  const tokens = toTokens(readAnswer(request, answer, tokenAnswerSchema), settings.clock.now());
  await settings.tokens.write(tokens);
  return tokens;
}

/** Who asks: the client id, and the secret when the app has one. */
export function toClient(settings: Settings): { client_id: string; client_secret?: string } {
  return {
    client_id: settings.clientId,
    ...(settings.clientSecret === undefined ? {} : { client_secret: settings.clientSecret }),
  };
}

/** Exchanges a refresh token. A refusal (400 `invalid_grant`; 401 from older servers) is `sign-in-required`. */
export async function exchangeRefreshToken(call: Call, settings: Settings, refreshToken: string): Promise<Tokens> {
  try {
    return await exchange(call, settings, {
      method: "POST",
      host: "auth",
      path: "/oauth/token",
      secrets: [refreshToken],
      body: {
        ...toClient(settings),
        refresh_token: refreshToken,
        redirect_uri: settings.redirectUri,
        grant_type: "refresh_token",
      },
    });
  } catch (error) {
    throw isTraktError(error, "invalid-request") ? toRefused(error) : error;
  }
}

// A 400 with an empty or unknown body: what the person can do is the same as for `invalid_grant`.
function toRefused(error: TraktError): TraktError {
  return new TraktError({
    code: "sign-in-required",
    message: "Trakt refused to renew the sign-in; sign in again.",
    method: error.method,
    url: error.url,
    status: error.status,
    cause: error,
  });
}
