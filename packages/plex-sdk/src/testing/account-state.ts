import type { AccountState, StoredHomeUser } from "./plex-tv-routes.ts";

/** A connection as `/api/v2/resources` lists it. */
export interface PlexConnectionRow {
  readonly protocol: "http" | "https";
  readonly address: string;
  readonly port: number;
  readonly uri: string;
  readonly local: boolean;
  readonly relay: boolean;
  readonly IPv6: boolean;
}

/** A media server as `/api/v2/resources` lists it. */
export interface ResourceRow {
  readonly friendlyName: string;
  readonly machineIdentifier: string;
  readonly version: string;
  /** Whose it is, where it is shared with the account. */
  readonly sharedBy?: string | undefined;
  readonly accessToken: string;
  readonly connections: readonly PlexConnectionRow[];
}

/** Makes the in-memory plex.tv account: one owner, one server or more, and a player that is no server. */
export function createAccountState(options: {
  readonly now: () => number;
  readonly token: string;
  /** Good for the media server alone. */
  readonly serverToken: string | undefined;
  readonly ownerUuid: string;
  readonly server: { readonly friendlyName: string; readonly machineIdentifier: string; readonly version: string };
  readonly connections: () => readonly PlexConnectionRow[];
  /** Further servers of the account. */
  readonly neighbours: () => readonly ResourceRow[];
}): AccountState {
  const { now, token, serverToken, server } = options;
  const owner = {
    id: 1001,
    uuid: options.ownerUuid,
    title: "owner",
    username: "owner",
    email: "owner@example.org",
    admin: true,
    restricted: false,
  };
  const tokens = new Map<string, StoredHomeUser>([[token, owner]]);
  let issued = 0;
  return {
    now,
    tokens,
    serverTokens: new Set(serverToken === undefined ? [] : [serverToken]),
    owner,
    homeUsers: [owner],
    pins: new Map(),
    issueToken: (user) => {
      issued += 1;
      const fresh = `in-memory-token-${user.id}-${issued}`;
      tokens.set(fresh, user);
      return fresh;
    },
    resources: () => [
      ...[{ ...server, accessToken: serverToken ?? token, connections: options.connections() }].map(toResource),
      ...options.neighbours().map(toResource),
      {
        name: "Television",
        product: "Plex for Smart TVs",
        clientIdentifier: "television",
        provides: "client,player",
        owned: true,
        accessToken: null,
        connections: [],
      },
    ],
  };
}

function toResource({ sharedBy, ...server }: ResourceRow): object {
  return {
    name: server.friendlyName,
    product: "Plex Media Server",
    productVersion: server.version,
    platform: "Linux",
    clientIdentifier: server.machineIdentifier,
    provides: "server",
    owned: sharedBy === undefined,
    accessToken: server.accessToken,
    ownerId: sharedBy === undefined ? null : 2002,
    sourceTitle: sharedBy ?? null,
    home: false,
    relay: false,
    presence: true,
    httpsRequired: false,
    publicAddress: "203.0.113.9",
    publicAddressMatches: true,
    connections: server.connections,
  };
}
