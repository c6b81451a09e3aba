import { isTraktError } from "@pakt/trakt-sdk";
import type { TraktError, TraktErrorCode } from "@pakt/trakt-sdk";

import { PaktError } from "./pakt-error.ts";
import type { PaktErrorCode } from "./pakt-error.ts";

/** What a failure of Trakt means for a person. Anything that is not a Trakt error comes back as it is. */
export function toTraktPaktError(error: unknown): unknown {
  if (!isTraktError(error) || error.code === "aborted") return error;
  const known = REACTIONS[error.code];
  if (known !== undefined) return new PaktError(known.code, known.message, { advice: known.advice, cause: error });
  return new PaktError("trakt-unreachable", `Trakt cannot be read: ${error.message}`, {
    advice: "Nothing was written because of this. Run again later.",
    cause: error,
  });
}

/** What a failure that ends all writing to Trakt means, with what to do: one line of a report. */
export function describeTraktFailure(error: TraktError): string {
  const known = REACTIONS[error.code];
  return known === undefined ? error.message : `${known.message} ${known.advice}`;
}

/** What it means that good tokens could not be renewed ahead of time. */
export function describeFailedRenewal(error: TraktError): string {
  if (error.code === "sign-in-required") {
    return "Trakt will not renew the sign-in when it ends; sign in again before it does: pakt login trakt.";
  }
  return `The sign-in to Trakt could not be renewed yet, and is still good: ${describeTraktFailure(error)}`;
}

interface Reaction {
  readonly code: PaktErrorCode;
  readonly message: string;
  readonly advice: string;
}

const ANOTHER_APP =
  "Give the client id of an app that exists, in PAKT_TRAKT_CLIENT_ID or as trakt.clientId in config.json, then sign in: pakt login trakt.";

/** What people do about it differs; the sentences of the SDK are for those who write programs. */
const REACTIONS: Readonly<Partial<Record<TraktErrorCode, Reaction>>> = {
  "sign-in-required": {
    code: "sign-in-needed",
    message: "Trakt does not accept the sign-in any more.",
    advice:
      "Sign in: pakt login trakt. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to new tokens. Connecting another app to a free Trakt account may have ended this sign-in.",
  },
  "client-rejected": {
    code: "sign-in-needed",
    message: "Trakt does not know the API app (client id) any more.",
    advice: `${ANOTHER_APP} Trakt removes the apps of accounts without VIP.`,
  },
  "vip-required": {
    code: "sign-in-needed",
    message: "Trakt serves this API app no longer: whoever made it is not a VIP member any more.",
    advice: `Renew that membership at trakt.tv/vip, or use another app. ${ANOTHER_APP}`,
  },
  "app-limit": {
    code: "sign-in-needed",
    message: "This Trakt account may connect no further app: a free account has one community app.",
    advice: "Disconnect another app in Trakt's settings (Connected Apps), or get VIP, then sign in: pakt login trakt.",
  },
  forbidden: {
    code: "sign-in-needed",
    message: "Trakt refuses this API app: it is gone, not approved, or lacks a permission.",
    advice: `Look at it on developer.trakt.tv. ${ANOTHER_APP}`,
  },
  "edge-blocked": {
    code: "trakt-unreachable",
    message: "Trakt's network edge (Cloudflare) blocked pakt before Trakt saw the request.",
    advice:
      "Wait some minutes, then run again. If it stays, the block is on this network or app: try without VPN or proxy, or with an API app of your own (PAKT_TRAKT_CLIENT_ID).",
  },
  "account-locked": {
    code: "account-locked",
    message: "Trakt has locked or deactivated this account.",
    advice: "Write to Trakt's support; until then nothing can be synced.",
  },
};
