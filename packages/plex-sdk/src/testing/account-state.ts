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

/** Makes the in-memory plex.tv account: one owner, one server, and a player that is no server. */
export function createAccountState(options: {
  readonly now: () => number;
  readonly token: string;
  /** Good for the media server alone. */
  readonly serverToken: string | undefined;
  readonly ownerUuid: string;
  readonly server: { readonly friendlyName: string; readonly machineIdentifier: string; readonly version: string };
  readonly connections: () => readonly PlexConnectionRow[];
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
      {
        name: server.friendlyName,
        product: "Plex Media Server",
        productVersion: server.version,
        platform: "Linux",
        clientIdentifier: server.machineIdentifier,
        provides: "server",
        owned: true,
        accessToken: serverToken ?? token,
        ownerId: null,
        sourceTitle: null,
        home: false,
        relay: false,
        presence: true,
        httpsRequired: false,
        publicAddress: "203.0.113.9",
        publicAddressMatches: true,
        connections: options.connections(),
      },
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
