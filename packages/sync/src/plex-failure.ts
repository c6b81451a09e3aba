import { isPlexError } from "@pakt/plex-sdk";

import { PaktError } from "./pakt-error.ts";

/** What a failure of Plex means for a person. Anything that is not a Plex error comes back as it is. */
export function toPlexPaktError(error: unknown): unknown {
  if (!isPlexError(error) || error.code === "aborted") return error;
  if (error.code === "unauthorized" || error.code === "forbidden") {
    return new PaktError("sign-in-needed", "Plex does not accept the token.", {
      advice: "Sign in: pakt login plex. Or give a valid token in PAKT_PLEX_TOKEN.",
      cause: error,
    });
  }
  return new PaktError("plex-unreachable", `Plex cannot be read: ${error.message}`, {
    advice: "Check the address in PAKT_PLEX_URL and that the server runs.",
    cause: error,
  });
}
