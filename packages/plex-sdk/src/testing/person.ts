import type { AccountState } from "./plex-tv-routes.ts";
import type { HistoryEntry } from "./history.ts";
import type { ItemStore } from "./item-store.ts";
import type { StoredItem } from "./stored-item.ts";
import { leavesOf } from "./stored-item.ts";
import { rate, unview, view } from "./write-routes.ts";

/** What a person does, on a player or in a browser. Times are epoch seconds; the default is now. */
export interface Person {
  /** Watches to the end: a view with a row of history. */
  view(ratingKey: string, at?: number): void;
  /** Marks as not watched. */
  unview(ratingKey: string): void;
  /** Rates 0 to 10, with decimals if need be. */
  rate(ratingKey: string, value: number, at?: number): void;
  unrate(ratingKey: string): void;
  /** The codes that wait for their person. */
  pendingPins(): readonly string[];
  /** Approves the sign-in that shows this code, for the owner, or for a member of the Home by uuid. */
  approvePin(code: string, uuid?: string): void;
  /** Adds a member to the Plex Home and gives the uuid. */
  addHomeUser(member: NewHomeUser): string;
  /** Signs all devices out: no token is good any more. */
  revokeTokens(): void;
}

/** A member to add to the Plex Home. */
export interface NewHomeUser {
  readonly title: string;
  /** Of an account of the member's own. Default: none, a managed user. */
  readonly username?: string;
  readonly pin?: string;
  readonly restricted?: boolean;
  /** The keys of the libraries that the member sees. Default: all. */
  readonly libraries?: readonly string[];
}

/** What a person's acts change. */
export interface PersonState {
  readonly store: ItemStore;
  readonly history: HistoryEntry[];
  readonly account: AccountState;
  /** Told of each item that was viewed. */
  readonly onView: (item: StoredItem) => void;
  /** Epoch seconds. */
  readonly now: () => number;
}

/** The account number of the owner on the server. */
const OWNER = 1;

/** Makes the person of an in-memory Plex. */
export function createPerson(state: PersonState): Person {
  const { store, history, account, onView, now } = state;
  const change = (ratingKey: string, make: (item: StoredItem) => void): void => {
    const item = store.items.get(ratingKey);
    if (item === undefined) throw new Error(`The in-memory Plex has no item ${ratingKey}.`);
    make(item);
    for (const one of [item, ...leavesOf(item)]) store.touch(one);
  };
  return {
    view: (ratingKey, at = now()) => {
      change(ratingKey, (item) => {
        view(item, at);
        onView(item);
        history.push(toHistoryEntry(item, { number: history.length + 1, at }));
      });
    },
    unview: (ratingKey) => {
      change(ratingKey, (item) => {
        for (const leaf of leavesOf(item)) unview(leaf);
      });
    },
    rate: (ratingKey, rating, ratedAt = now()) => {
      change(ratingKey, (item) => {
        rate(item, { rating, ratedAt });
      });
    },
    unrate: (ratingKey) => {
      change(ratingKey, (item) => {
        rate(item, undefined);
      });
    },
    pendingPins: () => [...account.pins.values()].filter(({ token }) => token === null).map(({ code }) => code),
    approvePin: (code, uuid = account.owner.uuid) => {
      const pin = [...account.pins.values()].find((candidate) => candidate.code === code);
      if (pin === undefined) throw new Error(`The in-memory plex.tv has no sign-in with the code ${code}.`);
      const user = account.homeUsers.find((candidate) => candidate.uuid === uuid);
      if (user === undefined) throw new Error(`The in-memory Plex Home has no member ${uuid}.`);
      pin.token = account.issueToken(user);
    },
    addHomeUser: ({ title, username = "", pin, restricted = username === "", libraries }) => {
      const id = 2000 + account.homeUsers.length;
      const email = username === "" ? undefined : `${username}@example.org`;
      const uuid = `home-user-${id}`;
      account.homeUsers.push({ id, uuid, title, username, email, admin: false, restricted, pin, libraries });
      return uuid;
    },
    revokeTokens: () => {
      account.tokens.clear();
      account.serverTokens.clear();
    },
  };
}

function toHistoryEntry(item: StoredItem, play: { readonly number: number; readonly at: number }): HistoryEntry {
  return {
    historyKey: `/status/sessions/history/${play.number}`,
    key: `/library/metadata/${item.ratingKey}`,
    ratingKey: item.ratingKey,
    librarySectionID: item.library,
    title: item.title,
    type: item.type,
    index: item.index,
    parentIndex: item.parent?.index,
    grandparentTitle: item.parent?.parent?.title,
    viewedAt: play.at,
    accountID: OWNER,
  };
}
