import type { Call } from "./call.ts";
import type { Session } from "./session.ts";
import { isTraktError } from "./trakt-error.ts";

/** Sends each request with the account's token; after a 401 renews it once and repeats the request once. */
export function withTokens(call: Call, session: Session): Call {
  return async (request) => {
    const tokens = await session.current();
    try {
      return await call({ ...request, accessToken: tokens.accessToken });
    } catch (error) {
      if (!isTraktError(error, "sign-in-required") || error.status !== 401) throw error;
    }
    const renewed = await session.renew(tokens);
    return call({ ...request, accessToken: renewed.accessToken });
  };
}
