import { createPlexServer } from "@pakt/plex-sdk";
import type { PlexAccount, PlexClientOptions } from "@pakt/plex-sdk";

import { toPlexPaktError } from "./plex-failure.ts";

/** What plex.tv says of an account and a media server. */
export type ServerToken =
  /** The account's own token for it, where it has one of its own. */
  | { readonly state: "shared"; readonly token: string | undefined }
  /** It is not among the servers of the account. */
  | { readonly state: "not-shared" };

/** Asks plex.tv for the token that an account has for the server at an address. Throws PlexError, and PaktError where that server gives no answer. */
export async function readServerToken(
  account: Pick<PlexAccount, "resources">,
  {
    url,
    client,
    signal,
  }: {
    readonly url: string;
    readonly client: PlexClientOptions & { readonly token: string };
    readonly signal: AbortSignal | undefined;
  },
): Promise<ServerToken> {
  // That is asked without a token: who will answer is not known yet.
  const asked = createPlexServer({ ...client, url }).identity({ signal });
  const { machineIdentifier } = await asked.catch((error: unknown) => {
    throw toPlexPaktError(error);
  });
  const resource = (await account.resources({ signal })).find((each) => each.clientIdentifier === machineIdentifier);
  return resource === undefined ? { state: "not-shared" } : { state: "shared", token: resource.accessToken };
}
