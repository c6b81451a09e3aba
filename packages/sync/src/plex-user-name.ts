import type { PlexUser } from "@pakt/plex-sdk";

/** What a Plex user is called: members of a Plex Home without an account of their own have no user name. */
export function nameOfPlexUser({ username, title, uuid }: Pick<PlexUser, "username" | "title" | "uuid">): string {
  return [username, title].find((name) => name !== "") ?? uuid;
}
