import { createPlexAccount, isPlexError } from "@pakt/plex-sdk";

import type { Home } from "./home.ts";
import { plexIdentity } from "./open-plex.ts";
import { PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";
import type { SignedIn, SignInOptions } from "./sign-in.ts";
import { changeSignIn } from "./token-lock.ts";

/** Signs in to Plex by four letters that are typed at plex.tv/link. Throws as `signIn` does. */
export async function signInToPlex(home: Home, { onCode, onWait, signal }: SignInOptions): Promise<SignedIn> {
  const client = { ...(await plexIdentity(home)), plexTvUrl: home.environment.plexTvUrl };
  try {
    const anonymous = createPlexAccount(client);
    const pin = await anonymous.createPin({ strong: false, signal });
    onCode({ url: pin.linkUrl, code: pin.code, expiresAt: pin.expiresAt.getTime() });
    const token = await anonymous.waitForPin(pin, { signal, onPoll: ({ remainingMs }) => onWait?.(remainingMs) });
    await changeSignIn(home, signal, () => home.credentials.signIn({ plex: token }));
    const user = await createPlexAccount({ ...client, token }).user({ signal });
    return { side: "plex", account: user.username ?? user.title ?? user.uuid };
  } catch (error) {
    throw toSignInError(error);
  }
}

function toSignInError(error: unknown): unknown {
  if (isPlexError(error, "pin-expired")) {
    return new PaktError("sign-in-needed", "The code was not approved in time.", {
      advice: "Start the sign-in again; nothing was changed.",
      cause: error,
    });
  }
  if (!isPlexError(error) || error.code === "aborted") return error;
  const failure = toPlexPaktError(error);
  if (failure instanceof PaktError && failure.code === "sign-in-needed") return failure;
  return new PaktError("plex-unreachable", `plex.tv cannot be reached: ${error.message}`, {
    advice: "Check the network, then start the sign-in again.",
    cause: error,
  });
}
