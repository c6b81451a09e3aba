import type { DiscoverDesk } from "./discover-desk.ts";
import { createDiscoverDesk } from "./discover-desk.ts";
import type { DiscoverStore } from "./discover-store.ts";
import { createDiscoverStore } from "./discover-store.ts";
import type { HistoryEntry } from "./history.ts";
import type { ItemStore } from "./item-store.ts";
import { createItemStore } from "./item-store.ts";
import type { Person } from "./person.ts";
import { createPerson } from "./person.ts";
import type { AccountState, StoredHomeUser } from "./plex-tv-routes.ts";
import type { ItemState, StoredItem } from "./stored-item.ts";
import { toItemState } from "./stored-item.ts";

/** A member of the Plex Home: the owner's files with views, ratings and a watchlist of the member's own. */
export interface HomeMember {
  readonly person: Pick<Person, "view" | "unview" | "rate" | "unrate">;
  /** As the member sees it. Undefined when there is no such item, or none for the member. */
  item(ratingKey: string): ItemState | undefined;
  readonly watchlist: DiscoverDesk["watchlist"];
  /** The tokens that are good for the member now, on plex.tv and on the server. */
  tokens(): readonly string[];
  /** No token of the member is good any more. */
  revokeTokens(): void;
}

/** Whose items and whose watchlist a token opens, and the members themselves. */
export interface HomeMembers {
  readonly storeOf: (token: string) => ItemStore;
  readonly discoverOf: (token: string) => DiscoverStore;
  readonly member: (uuid: string) => HomeMember;
}

interface Rooms {
  /** The owner's items and the catalogue, and the owner's state in both. */
  readonly store: ItemStore;
  readonly discover: DiscoverStore;
  readonly account: AccountState;
  readonly history: HistoryEntry[];
  readonly onView: (item: StoredItem, discover: DiscoverStore) => void;
  /** Epoch seconds. */
  readonly now: () => number;
}

/** Makes the members of a Plex Home, who share the owner's files. */
export function createHomeMembers({ account, store, discover, history, onView, now }: Rooms): HomeMembers {
  const stores = new Map<StoredHomeUser, ItemStore>([[account.owner, store]]);
  const lists = new Map<StoredHomeUser, DiscoverStore>([[account.owner, discover]]);
  const userOf = (token: string): StoredHomeUser =>
    account.tokens.get(token) ?? account.serverTokens.get(token) ?? account.owner;

  function storeFor(user: StoredHomeUser): ItemStore {
    const own = stores.get(user) ?? createItemStore();
    stores.set(user, own);
    if (own !== store) mirror(store, own, user.libraries);
    return own;
  }

  function discoverFor(user: StoredHomeUser): DiscoverStore {
    const own = lists.get(user) ?? createDiscoverStore(discover.titles);
    lists.set(user, own);
    return own;
  }

  return {
    storeOf: (token) => storeFor(userOf(token)),
    discoverOf: (token) => discoverFor(userOf(token)),
    member: (uuid) => {
      const user = account.homeUsers.find((candidate) => candidate.uuid === uuid);
      if (user === undefined) throw new Error(`The in-memory Plex Home has no member ${uuid}.`);
      const own = discoverFor(user);
      const person = (): Person =>
        createPerson({ store: storeFor(user), history, account, onView: (item) => onView(item, own), now });
      const tokensIn = (tokens: ReadonlyMap<string, StoredHomeUser>): readonly string[] =>
        [...tokens].flatMap(([token, whose]) => (whose === user ? token : []));
      return {
        person: {
          view: (...act) => person().view(...act),
          unview: (...act) => person().unview(...act),
          rate: (...act) => person().rate(...act),
          unrate: (...act) => person().unrate(...act),
        },
        item: (ratingKey) => {
          const item = storeFor(user).items.get(ratingKey);
          return item === undefined ? undefined : toItemState(item);
        },
        watchlist: createDiscoverDesk(own, now).watchlist,
        tokens: () => [...tokensIn(account.tokens), ...tokensIn(account.serverTokens)],
        revokeTokens: () => {
          for (const token of tokensIn(account.tokens)) account.tokens.delete(token);
          for (const token of tokensIn(account.serverTokens)) account.serverTokens.delete(token);
        },
      };
    },
  };
}

/** Brings a member's items up to date with the owner's files; what the member did to those that stay is left alone. */
function mirror(from: ItemStore, to: ItemStore, libraries: readonly string[] | undefined): void {
  const isShared = (key: string): boolean => libraries === undefined || libraries.includes(key);
  for (const [key, library] of from.libraries) if (isShared(key)) to.libraries.set(key, library);
  for (const key of to.libraries.keys()) if (!from.libraries.has(key)) to.removeLibrary(key);
  for (const key of to.items.keys()) if (!from.items.has(key) && to.items.has(key)) to.remove(key);
  for (const item of from.items.values()) {
    if (!isShared(item.library)) continue;
    const own = to.items.get(item.ratingKey);
    if (own === undefined) to.add(asNeverSeen(item, to));
    else if (own.media !== item.media || own.updatedAt < item.updatedAt) {
      own.media = item.media;
      own.updatedAt = item.updatedAt;
      to.touch(own);
    }
  }
}

function asNeverSeen(item: StoredItem, to: ItemStore): StoredItem {
  return {
    ...item,
    parent: item.parent === undefined ? undefined : to.items.get(item.parent.ratingKey),
    children: [],
    viewCount: 0,
    lastViewedAt: undefined,
    userRating: undefined,
    lastRatedAt: undefined,
    wire: undefined,
    wireWithStreams: undefined,
  };
}
