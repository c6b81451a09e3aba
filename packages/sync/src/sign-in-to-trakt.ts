import { createMemoryTokenStore, isTraktError } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";
import { refuseTaken } from "./check-users.ts";
import type { Home } from "./home.ts";
import { createTraktClient } from "./open-trakt.ts";
import { PaktError } from "./pakt-error.ts";
import { rememberUser } from "./profile-users.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { changeSignIn } from "./token-lock.ts";
import { traktAccountId } from "./trakt-account.ts";
import { toTraktPaktError } from "./trakt-failure.ts";

/** Signs in to Trakt by a device code. The tokens are stored before anything else is asked. Throws as `signIn` does. */
export async function signInToTrakt(home: Home, { onCode, onWait, signal }: SignInOptions): Promise<SignedIn> {
  const tokens = createMemoryTokenStore();
  const trakt = createTraktClient(home, {
    tokens: {
      ...tokens,
      write: async (next) => {
        await changeSignIn(home, signal, async () => {
          await home.credentials.signIn({ trakt: next });
          await rememberUser(home, "trakt", undefined);
        });
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
    const id = traktAccountId(settings);
    await refuseTaken(home, "trakt", id).catch(async (error: unknown) => {
      // Forgotten, and not revoked: to Trakt it may be one sign-in with the other profile's.
      await changeSignIn(home, signal, () => home.credentials.signOut("trakt"));
      throw error;
    });
    const { username } = settings.user;
    await changeSignIn(home, signal, () => rememberUser(home, "trakt", { id, name: username, isSignedIn: true }));
    return { side: "trakt", account: username, vip: isVip(settings) };
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
