import { z } from "zod";

import { wireFlag, wireKey, wireList, wireNumber, wireText } from "./wire-values.ts";

const text = wireText.transform((value) => value ?? "");
const flag = wireFlag.transform((value) => value ?? false);

/** The answer of `/api/v2/user`. */
export const userAnswer = z.object({
  id: z.coerce.number().int(),
  uuid: wireKey,
  username: text,
  title: text,
  email: wireText,
  friendlyName: wireText,
  thumb: wireText,
  home: flag,
  homeAdmin: flag,
  restricted: flag,
  subscription: z.object({ active: flag, plan: wireText }).nullable().optional(),
});

/** The signed-in account. Home members without an account of their own have an empty `username` and no `email`. @useDeclaredType */
export type PlexUser = Readonly<z.output<typeof userAnswer>>;

const connection = z.object({
  uri: wireKey,
  address: text,
  port: wireNumber,
  protocol: text,
  local: flag,
  relay: flag,
});

/** One way to reach a server. @useDeclaredType */
export type PlexConnection = Readonly<z.output<typeof connection>>;

const resource = z.object({
  name: text,
  /** A comma list; servers say `server`. */
  provides: text,
  /** A server's `machineIdentifier`. */
  clientIdentifier: wireKey,
  /** The token of this user for this server. */
  accessToken: wireText,
  productVersion: wireText,
  owned: flag,
  /** The owner's name when the server is shared with this user. */
  sourceTitle: wireText,
  httpsRequired: flag,
  /** Whether the request came from the network that the server is in. */
  publicAddressMatches: flag,
  /** Whether the server is connected to plex.tv. */
  presence: flag,
  connections: wireList(connection).transform((rows) => rows ?? []),
});

/** A server of the account: its own, or one that is shared with it. @useDeclaredType */
export type PlexResource = Readonly<Omit<z.output<typeof resource>, "connections">> & {
  readonly connections: readonly PlexConnection[];
};

/** The answer of `/api/v2/resources`. */
export const resourceAnswer = z.array(resource);

const homeUser = z.object({
  id: z.coerce.number().int(),
  uuid: wireKey,
  title: text,
  username: text,
  admin: flag,
  restricted: flag,
  /** Switching to this user asks for a PIN. */
  protected: flag,
});

/** A member of the Plex Home. @useDeclaredType */
export type PlexHomeUser = Readonly<z.output<typeof homeUser>>;

/** The answer of `/api/v2/home/users`. */
export const homeUsersAnswer = z.object({ users: wireList(homeUser) });

/** The answer of a switch. */
export const switchAnswer = z.object({ authToken: wireKey });
