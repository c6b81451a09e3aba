/** A side's name as its owner writes it. */
export function sideName(side: "plex" | "trakt"): string {
  return side === "plex" ? "Plex" : "Trakt";
}
