import { isPlexError } from "@pakt/plex-sdk";
import type { PlexError } from "@pakt/plex-sdk";

import { explainNetwork } from "./examination.ts";
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

/** Why a media server gave no good answer, in a few words for people. */
export function describePlexFailure(error: PlexError): string {
  const network = explainNetwork(error);
  if (network !== undefined) return network.message;
  if (error.code === "timeout") return "it gave no answer in time";
  if (error.code === "network") return "it cannot be reached";
  if (error.code === "unauthorized" || error.code === "forbidden") return "it does not accept the token";
  return error.message.replace(/\.$/, "");
}

/** The same of a failure for people, where a name stands before it. */
export function describePaktFailure({ message, cause }: PaktError): string {
  return isPlexError(cause) ? describePlexFailure(cause) : message.replace(/\.$/, "");
}
