/** Two switches, one a way, as the one direction that pakt has for a field. */
export function toDirection(ways: {
  readonly toTrakt: boolean;
  readonly toPlex: boolean;
}): "two-way" | "plex-to-trakt" | "trakt-to-plex" | "off" {
  const { toTrakt, toPlex } = ways;
  if (toTrakt) return toPlex ? "two-way" : "plex-to-trakt";
  return toPlex ? "trakt-to-plex" : "off";
}
