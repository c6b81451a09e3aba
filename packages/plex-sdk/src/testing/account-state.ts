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
  /** Whose it is, where the account is a member of that one's Home. */
  readonly homeOf?: StoredHomeUser | undefined;
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
  /** More switches to members of the Home are answered 429. */
  readonly switchesPerMinute: number;
}): AccountState {
  const { now, token, serverToken, server } = options;
  const owner: StoredHomeUser = {
    id: 1001,
    uuid: options.ownerUuid,
    title: "owner",
    username: "owner",
    email: "owner@example.org",
    admin: true,
    restricted: false,
  };
  const tokens = new Map<string, StoredHomeUser>([[token, owner]]);
  const serverTokens = new Map<string, StoredHomeUser>(serverToken === undefined ? [] : [[serverToken, owner]]);
  let issued = 0;
  const serverTokenOf = (user: StoredHomeUser): string => {
    if (user === owner) return serverToken ?? token;
    const own = `in-memory-server-token-${user.id}`;
    serverTokens.set(own, user);
    return own;
  };
  return {
    now,
    tokens,
    serverTokens,
    switches: [],
    switchesPerMinute: options.switchesPerMinute,
    owner,
    homeUsers: [owner],
    pins: new Map(),
    issueToken: (user) => {
      issued += 1;
      const fresh = `in-memory-token-${user.id}-${issued}`;
      tokens.set(fresh, user);
      return fresh;
    },
    resources: (user) => [
      toResource({
        ...server,
        accessToken: serverTokenOf(user),
        connections: options.connections(),
        ...(user !== owner && { homeOf: owner }),
      }),
      ...(user === owner ? options.neighbours().map(toResource) : []),
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

function toResource({ sharedBy, homeOf, ...server }: ResourceRow): object {
  const owner = sharedBy ?? homeOf?.title;
  return {
    name: server.friendlyName,
    product: "Plex Media Server",
    productVersion: server.version,
    platform: "Linux",
    clientIdentifier: server.machineIdentifier,
    provides: "server",
    owned: owner === undefined,
    accessToken: server.accessToken,
    ownerId: owner === undefined ? null : (homeOf?.id ?? 2002),
    sourceTitle: owner ?? null,
    home: homeOf !== undefined,
    relay: false,
    presence: true,
    httpsRequired: false,
    publicAddress: "203.0.113.9",
    publicAddressMatches: true,
    connections: server.connections,
  };
}
