import { createMemoryTokenStore, isTraktError } from "@pakt/trakt-sdk";

import { changeTraktConfig } from "./change-config.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { createTraktClient } from "./open-trakt.ts";
import { PaktError } from "./pakt-error.ts";
import { OF_A_SIGN_IN } from "./sign-in.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/** The client id of the Trakt app that pakt speaks with: the person's own, else that of the build. */
export function traktClientIdOf({ environment, config, product }: Home): string | undefined {
  return environment.traktClientId ?? config.trakt.clientId ?? product.traktClientId;
}

/**
 * Chooses the Trakt app to speak with, by its client id, and writes it to `config.json` once Trakt has taken it.
 *
 * @throws PaktError `usage` for what can be no client id and where the environment names one, `sign-in-needed` where Trakt does not know it, or
 * what a failing service comes to. Nothing is written then.
 */
export async function chooseTraktApp(
  home: Home,
  clientId: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  if (home.environment.traktClientId !== undefined) {
    throw new PaktError("usage", "PAKT_TRAKT_CLIENT_ID is set, and wins over any choice.", {
      advice: "Take PAKT_TRAKT_CLIENT_ID out of the environment (and of the .env file in the home folder) first.",
    });
  }
  const chosen = clientId.trim();
  if (!/^[\x21-\x7e]+$/.test(chosen)) {
    throw new PaktError("usage", "A client id has no spaces and no line breaks in it.", {
      advice: "Copy it again from the page of your app.",
    });
  }
  const config = { ...home.config, trakt: { ...home.config.trakt, clientId: chosen } };
  const trakt = createTraktClient({ ...home, config }, { tokens: createMemoryTokenStore() });
  await withInterrupt(
    signal,
    async () => {
      try {
        // A code that nobody types: asking for it tells whether Trakt knows the app.
        await trakt.oauth.requestDeviceCode({ signal });
      } catch (error) {
        throw explain(error);
      }
      await changeTraktConfig(home, { clientId: chosen });
    },
    OF_A_SIGN_IN,
  );
}

function explain(error: unknown): unknown {
  if (!isTraktError(error, "client-rejected")) return toTraktPaktError(error);
  return new PaktError("sign-in-needed", "Trakt does not know an app with this client id.", {
    advice: "Copy it again from the page of your app; Trakt removes the apps of accounts without VIP.",
    cause: error,
  });
}
