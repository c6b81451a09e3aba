import type { Call, TraktRequest } from "./call.ts";
import type { Session } from "./session.ts";
import type { Tokens } from "./tokens.ts";
import { isTraktError } from "./trakt-error.ts";

/** Sends each request with the account's token; after a 401 renews it once and repeats the request once. */
export function withTokens(call: Call, session: Session): Call {
  return async (request) => {
    const tokens = await session.current();
    try {
      return await call(withToken(request, tokens));
    } catch (error) {
      if (!isTraktError(error, "sign-in-required") || error.status !== 401) throw error;
    }
    const renewed = await session.renew(tokens);
    return call(withToken(request, renewed));
  };
}

function withToken(request: TraktRequest, { accessToken, refreshToken }: Tokens): TraktRequest {
  return { ...request, accessToken, secrets: [accessToken, ...(refreshToken === undefined ? [] : [refreshToken])] };
}
