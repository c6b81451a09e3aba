import type { Server } from "@pakt/sync";

const WORDS = { local: "in this network", remote: "over the internet", relay: "through Plex's relay (slow)" } as const;

/** How an address of a server goes; nothing where that is not known. */
export function describeReach(reach: Server["reach"]): string {
  return reach === undefined ? "" : WORDS[reach];
}
