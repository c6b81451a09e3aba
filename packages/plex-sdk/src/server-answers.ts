import { z } from "zod";

import { wireFlag, wireKey, wireList, wireText } from "./wire-values.ts";

const id = z.coerce.number().int();

const identity = z.object({ machineIdentifier: wireKey, version: wireKey, claimed: wireFlag });

/** Who a server is. `machineIdentifier` is what `PlexResource.clientIdentifier` names. @useDeclaredType */
export type PlexIdentity = Readonly<z.output<typeof identity>>;

/** The answer of `/identity`. */
export const identityContainer = z.object({ MediaContainer: identity });

const about = z.object({
  friendlyName: wireText.transform((name) => name ?? ""),
  machineIdentifier: wireKey,
  version: wireKey,
  myPlexUsername: wireText,
});

/** What a server says about itself to a token that it accepts. `myPlexUsername` is the owner's name or address. @useDeclaredType */
export type PlexServerAbout = Readonly<z.output<typeof about>>;

/** The answer of `/`. */
export const aboutContainer = z.object({ MediaContainer: about });

const account = z.object({ id, name: wireText.transform((name) => name ?? "") });

/** A user as the server knows it: 1 is the owner, whatever their number on plex.tv; the others have their plex.tv number. @useDeclaredType */
export type PlexServerAccount = Readonly<z.output<typeof account>>;

/** The answer of `/accounts`. */
export const accountContainer = z.object({ MediaContainer: z.object({ Account: wireList(account) }) });
