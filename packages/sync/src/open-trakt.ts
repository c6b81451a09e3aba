import { createTrakt } from "@pakt/trakt-sdk";
import type { RequestEvent, TokenStore, Trakt, TraktError } from "@pakt/trakt-sdk";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { withTokenLock } from "./token-lock.ts";

/** Told of each request to Trakt. */
export type OnTraktRequest = (event: RequestEvent) => void;

/** Who is told of what happens on the way. */
export interface TraktEars {
  readonly onRequest?: OnTraktRequest;
  /** Told when good tokens could not be renewed ahead of time. */
  readonly onRenewalFailed?: (error: TraktError) => void;
}

/** A client for the signed-in Trakt account, and the sign-in it uses. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openTrakt(
  home: Home,
  ears: TraktEars = {},
): Promise<{ readonly trakt: Trakt; readonly lineage: string }> {
  const { credentials } = home;
  const trakt = createTraktClient(home, {
    ...ears,
    tokens: {
      read: () => credentials.traktTokens(),
      write: (tokens) => credentials.writeTraktTokens(tokens),
      withLock: (run) => withTokenLock(home, run),
    },
  });
  const tokens = await credentials.traktTokens();
  if (tokens === undefined) {
    throw new PaktError("sign-in-needed", "pakt is not signed in to Trakt.", {
      advice: "Sign in: pakt login trakt. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN.",
    });
  }
  return { trakt, lineage: tokens.lineage };
}

/** A client of Trakt that keeps its tokens in `tokens`. Throws PaktError `not-configured`. */
export function createTraktClient(home: Home, { tokens, ...ears }: TraktEars & { readonly tokens: TokenStore }): Trakt {
  const { environment, config, tuning } = home;
  const ownClientId = environment.traktClientId ?? config.trakt.clientId;
  const clientId = ownClientId ?? home.product.traktClientId;
  if (clientId === undefined) {
    throw new PaktError("not-configured", "pakt has no Trakt API app to speak with.", {
      advice: "Set PAKT_TRAKT_CLIENT_ID to the client id of your app.",
    });
  }
  const apiUrl = environment.traktApiUrl ?? config.trakt.apiUrl;
  // Someone who points pakt at another API means its sign-in too, unless they say otherwise.
  const authUrl = environment.traktAuthUrl ?? config.trakt.authUrl ?? apiUrl;
  return createTrakt({
    clientId,
    userAgent: `${home.product.name}/${home.product.version} (+https://github.com/pakt-sync/pakt)`,
    tokens,
    clock: home.clock,
    retry: { baseMs: tuning.retryBaseMs },
    pacing: { writeIntervalMs: tuning.writeIntervalMs },
    ...ears,
    // A secret belongs to the app that a person named.
    clientSecret: ownClientId === undefined ? undefined : environment.traktClientSecret,
    apiUrl,
    authUrl,
    fetch: home.fetch,
  });
}
