import { createMemoryTokenStore, isTraktError } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";
import type { Home } from "./home.ts";
import { createTraktClient } from "./open-trakt.ts";
import { PaktError } from "./pakt-error.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { toTraktPaktError } from "./trakt-failure.ts";
import { claimTraktAccount, storeTraktTokens } from "./trakt-user.ts";

/** Signs in to Trakt by a device code. The tokens are stored before anything else is asked. Throws as `signIn` does. */
export async function signInToTrakt(home: Home, { onCode, onWait, signal }: SignInOptions): Promise<SignedIn> {
  const tokens = createMemoryTokenStore();
  const trakt = createTraktClient(home, {
    tokens: {
      ...tokens,
      write: async (next) => {
        await storeTraktTokens(home, next, signal);
        await tokens.write(next);
      },
    },
  });
  try {
    const code = await trakt.oauth.requestDeviceCode({ signal });
    const { userCode, verificationUrl: url, expiresAt } = code;
    onCode({ url, code: userCode, directUrl: `${url.replace(/\/+$/, "")}/${encodeURIComponent(userCode)}`, expiresAt });
    await trakt.oauth.pollDeviceToken(code, { signal, onPoll: ({ remainingMs }) => onWait?.(remainingMs) });
    const settings = await trakt.users.settings({ extended: "browsing", signal });
    await claimTraktAccount(home, settings, signal);
    return { side: "trakt", account: settings.user.username, vip: isVip(settings) };
  } catch (error) {
    throw toSignInError(error);
  }
}

function toSignInError(error: unknown): unknown {
  if (!isTraktError(error) || !error.code.startsWith("device-code-")) return toTraktPaktError(error);
  return new PaktError("sign-in-needed", error.message, {
    advice:
      error.code === "device-code-denied" || error.code === "device-code-expired"
        ? "Nothing was changed. If Trakt would not let you approve: a free account can connect one community app; disconnect another one in its settings (Connected Apps) first."
        : "Nothing was changed.",
    cause: error,
  });
}
