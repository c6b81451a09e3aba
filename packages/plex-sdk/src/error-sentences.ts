import type { PlexErrorCode } from "./plex-error.ts";

/** For each code: what happened, and what to do next. */
export const errorSentences: Readonly<Record<PlexErrorCode, { readonly what: string; readonly next: string }>> = {
  unauthorized: { what: "Plex did not accept the token", next: "Sign in to Plex again." },
  forbidden: {
    what: "Plex does not allow this",
    next: "Use the token of the server's owner, or have the library shared.",
  },
  "not-found": {
    what: "Plex does not know what was asked for",
    next: "It may have been deleted: read the library again.",
  },
  conflict: { what: "Plex already has this", next: "Read the state again; there may be nothing left to do." },
  "invalid-request": { what: "Plex did not accept the request", next: "Check the values that were sent." },
  gone: { what: "Plex has retired this part of its API", next: "Update to a newer version." },
  "too-large": { what: "Plex found the request too large", next: "Ask for less at once." },
  "rate-limited": { what: "Plex asks to slow down", next: "Try again later." },
  unavailable: { what: "Plex is starting up or under maintenance", next: "Try again in a few minutes." },
  "server-error": {
    what: "Plex failed with an error of its own",
    next: "Try again; if it stays, look at the server's log.",
  },
  network: { what: "Plex could not be reached", next: "Check the address, and that the server is running." },
  timeout: { what: "Plex did not answer in time", next: "Try again when the server is less busy." },
  aborted: { what: "The request was cancelled", next: "Start it again when you want it." },
  incomplete: { what: "The list that Plex sent is not complete", next: "Try again when the library is not changing." },
  "unreadable-answer": {
    what: "Plex sent an answer that cannot be read",
    next: "Check that the address is a Plex server's, and that no other page stands before it.",
  },
  "pin-expired": { what: "The sign-in code has expired", next: "Start the sign-in again." },
  "wrong-pin": { what: "The PIN of this Plex Home user is not right", next: "Enter the PIN again." },
  "edge-blocked": {
    what: "Something in front of Plex blocked the request",
    next: "Check the proxy or firewall between here and Plex.",
  },
};
