/** Reasons that read badly when their hyphens are just taken out. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["added-on-plex", "added on Plex"],
  ["added-on-trakt", "added on Trakt"],
  ["changed-on-plex", "changed on Plex"],
  ["changed-on-trakt", "changed on Trakt"],
  ["removed-on-plex", "removed on Plex"],
  ["removed-on-trakt", "removed on Trakt"],
  ["conflict-newest", "newest wins"],
  ["conflict-plex", "Plex wins"],
  ["conflict-trakt", "Trakt wins"],
  ["conflict-ask", "yours to settle"],
  ["rewatched-on-plex", "watched again on Plex"],
  ["viewed-with-file", "same file seen"],
  ["new-copy", "new copy on Plex"],
  ["quality-differs", "differs from the file"],
  ["resent-date", "date of Plex"],
  ["being-watched", "watched in this run"],
  ["account-limit", "the account is full"],
  ["not-found", "not known there"],
  ["direction", "not in this direction"],
  ["type", "not this type of title"],
  ["ignored", "on the ignore list"],
  ["settling", "sent, being looked for"],
  ["own-view", "marked by pakt"],
  ["awaiting-confirmation", "sent, not shown yet"],
  ["too-many-removals", "unusually many removals"],
  ["side-is-empty", "one side came back empty"],
  ["identity-changed", "another server, library or account"],
  ["incomplete-read", "a read was incomplete"],
  ["ambiguous-ids", "ids name two titles"],
  ["no-ids", "no ids to match by"],
  ["ordering-differs", "numbered in another order"],
]);

/** A kebab-case reason in words for people. A reason that is not known here is shown with spaces. */
export function explainReason(reason: string): string {
  return REASONS.get(reason) ?? reason.replaceAll("-", " ");
}
