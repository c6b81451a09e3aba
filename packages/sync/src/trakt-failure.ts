import { isTraktError } from "@pakt/trakt-sdk";

import { PaktError } from "./pakt-error.ts";

/** What a failure of Trakt means for a person. Anything that is not a Trakt error comes back as it is. */
export function toTraktPaktError(error: unknown): unknown {
  if (!isTraktError(error)) return error;
  switch (error.code) {
    case "aborted":
      return error;
    case "sign-in-required":
      return new PaktError("sign-in-needed", "Trakt does not accept the sign-in any more.", {
        advice: "Sign in: pakt login trakt. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to new tokens.",
        cause: error,
      });
    case "client-rejected":
      return new PaktError("sign-in-needed", "Trakt does not accept the API app (client id).", {
        advice: "Check PAKT_TRAKT_CLIENT_ID; Trakt removes the apps of accounts without VIP.",
        cause: error,
      });
    case "account-locked":
      return new PaktError("account-locked", "Trakt has locked or deactivated this account.", {
        advice: "Write to Trakt's support; until then nothing can be synced.",
        cause: error,
      });
    default:
      return new PaktError("trakt-unreachable", `Trakt cannot be read: ${error.message}`, {
        advice: "Nothing was written because of this. Run again later.",
        cause: error,
      });
  }
}
