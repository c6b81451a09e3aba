import { createTrakt } from "@pakt/trakt-sdk";
import type { RequestEvent, TokenStore, Trakt } from "@pakt/trakt-sdk";

import type { Home } from "./home.ts";
import { PaktError } from "./pakt-error.ts";
import { withTokenLock } from "./token-lock.ts";

/** Told of each request to Trakt. */
export type OnTraktRequest = (event: RequestEvent) => void;

/** A client for the signed-in Trakt account, and the sign-in it uses. Throws PaktError `not-configured` or `sign-in-needed`. */
export async function openTrakt(
  home: Home,
  onRequest: OnTraktRequest,
): Promise<{ readonly trakt: Trakt; readonly lineage: string }> {
  const { credentials } = home;
  const trakt = createTraktClient(home, {
    onRequest,
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
export function createTraktClient(
  home: Home,
  { tokens, onRequest }: { readonly tokens: TokenStore; readonly onRequest?: OnTraktRequest },
): Trakt {
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
    onRequest,
    // A secret belongs to the app that a person named.
    clientSecret: ownClientId === undefined ? undefined : environment.traktClientSecret,
    apiUrl,
    authUrl,
    fetch: home.fetch,
  });
}
