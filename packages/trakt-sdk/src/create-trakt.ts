import { withAbort } from "./aborted.ts";
import { toAnswerError } from "./answer-error.ts";
import { withTokens } from "./authorize.ts";
import type { Call } from "./call.ts";
import { createSend } from "./http.ts";
import { exchangeRefreshToken } from "./oauth/exchange.ts";
import { createOAuth } from "./oauth/oauth.ts";
import type { TraktOAuth } from "./oauth/oauth.ts";
import { toSettings } from "./options.ts";
import type { Settings, TraktOptions } from "./options.ts";
import { withPacing } from "./pacing.ts";
import { createSearch } from "./resources/search.ts";
import type { TraktSearch } from "./resources/search.ts";
import { createShows } from "./resources/shows.ts";
import type { TraktShows } from "./resources/shows.ts";
import { createSync } from "./resources/sync.ts";
import type { TraktSync } from "./resources/sync.ts";
import { createUsers } from "./resources/users.ts";
import type { TraktUsers } from "./resources/users.ts";
import { withRetry } from "./retry.ts";
import { createSession } from "./session.ts";

/** A client for one Trakt account. */
export interface Trakt {
  readonly oauth: TraktOAuth;
  readonly users: TraktUsers;
  readonly sync: TraktSync;
  readonly search: TraktSearch;
  readonly shows: TraktShows;
}

/**
 * A client for one Trakt account. Make one per account and process: the pacing and the single refresh are the client's own.
 *
 * Every function throws `TraktError`, and what the token store throws.
 */
export function createTrakt(options: TraktOptions): Trakt {
  const settings = toSettings(options);
  const { clock } = settings;
  const callOnce = withStatusErrors(createSend(settings), settings);
  const toUrl = (request: { host: "api" | "auth"; path: string }): string =>
    (request.host === "api" ? settings.apiUrl : settings.authUrl) + request.path;

  const oauthCall = withAbort(withRetry(callOnce, settings), toUrl);
  const session = createSession({
    tokens: settings.tokens,
    clock,
    url: `${settings.authUrl}/oauth/token`,
    // Ahead of time nobody waits for it: the next run tries again.
    exchange: (refreshToken, { isUrgent }) =>
      exchangeRefreshToken(isUrgent ? oauthCall : callOnce, settings, refreshToken),
    onRenewalFailed: settings.onRenewalFailed,
  });
  const call = withAbort(withTokens(withRetry(withPacing(callOnce, settings), settings), session), toUrl);

  return {
    oauth: createOAuth({ call: oauthCall, callOnce, settings, session }),
    users: createUsers(call),
    sync: createSync(call),
    search: createSearch(call),
    shows: createShows(call),
  };
}

function withStatusErrors(send: Call, settings: Settings): Call {
  return async (request) => {
    const answer = await send(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw toAnswerError(request, answer, { now: settings.clock.now(), clientSecret: settings.clientSecret });
  };
}
