import { randomUUID } from "node:crypto";

import { HttpFailure, notFound } from "../http/http-failure.ts";
import type { ServerStore } from "../server-store.ts";
import { createAttemptLimit } from "./attempt-limit.ts";
import { isPassword, storePassword } from "./password.ts";
import { createSecret, hashSecret, isSameHash } from "./secret.ts";

/** Who calls. */
export type Caller =
  | { readonly kind: "nobody" }
  | { readonly kind: "session"; readonly hash: string }
  | { readonly kind: "key"; readonly id: string; readonly scope: "read" | "write" };

/** An API key as it is listed. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scope: "read" | "write";
  readonly ending: string;
  readonly createdAt: string;
  readonly lastUsedAt?: string;
}

/** Knows who may call. Secrets that it makes are shown once and kept as hashes. */
export interface AccessDesk {
  isSetUp(): boolean;
  /** Lets whoever has its answer choose the password, once. `undefined`: a password was chosen. */
  openSetUp(): string | undefined;
  /** Each gives the secret of a new session. They throw HttpFailure. */
  setUp(token: string, password: string, address: string): Promise<string>;
  signIn(password: string, address: string): Promise<string>;
  changePassword(passwords: { readonly current: string; readonly next: string }, address: string): Promise<string>;
  signOut(caller: Caller): Promise<void>;
  /** Who has this session or key. */
  identify(secrets: { readonly session: string | undefined; readonly key: string | undefined }): Caller;
  listKeys(): readonly ListedKey[];
  makeKey(wanted: Pick<ListedKey, "name" | "scope">): Promise<{ readonly key: ListedKey; readonly secret: string }>;
  removeKey(id: string): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
/** A session that was not used for so long is over. */
const SESSION_MS = 30 * DAY_MS;
/** When a session or key was last used is written down at most this often. */
const NOTE_MS = 3_600_000;
/** The oldest sessions make room. */
const MAX_SESSIONS = 50;
const MAX_KEYS = 50;

/** The desk of a server that remembers in `store`. */
export function createAccessDesk(store: ServerStore, now: () => number): AccessDesk {
  const limit = createAttemptLimit(now);
  let setUpHash: string | undefined;
  /** When a use was last written down, or tried to be; of the sessions and keys that there are. */
  const noted = new Map<string, number>();
  const iso = (): string => new Date(now()).toISOString();

  async function beginSession(others: "kept" | "ended"): Promise<string> {
    const secret = createSecret();
    const session = { hash: hashSecret(secret), createdAt: iso(), lastSeenAt: iso() };
    await store.change((memory) => ({
      ...memory,
      sessions: [session, ...(others === "kept" ? memory.sessions.filter(isAlive) : [])].slice(0, MAX_SESSIONS),
    }));
    return secret;
  }

  const isAlive = ({ lastSeenAt }: { readonly lastSeenAt: string }): boolean =>
    Date.parse(lastSeenAt) > now() - SESSION_MS;
  /** Whether its last use is to be written down, by its hash. Asking is taken for doing: what cannot be written is not tried at each request. */
  const isDue = (hash: string, at: string | undefined): boolean => {
    const before = Math.max(noted.get(hash) ?? 0, at === undefined ? 0 : Date.parse(at));
    if (before > now() - NOTE_MS) return false;
    noted.set(hash, now());
    return true;
  };

  async function judge(password: string, address: string): Promise<void> {
    limit.begin(address);
    const stored = store.current().password;
    if (stored === undefined) throw notSetUp();
    if (!(await isPassword(password, stored))) throw wrongPassword();
    limit.succeed(address);
  }

  return {
    isSetUp: () => store.current().password !== undefined,
    openSetUp: () => {
      if (store.current().password !== undefined) return undefined;
      const token = createSecret();
      setUpHash = hashSecret(token);
      return token;
    },
    setUp: async (token, password, address) => {
      limit.begin(address);
      if (store.current().password !== undefined) throw alreadySetUp();
      const expected = setUpHash;
      if (expected === undefined || !isSameHash(hashSecret(token), expected)) throw wrongToken();
      // It works once, also for two who send it at the same moment.
      setUpHash = undefined;
      try {
        const stored = await storePassword(password);
        await store.change((memory) => ({ ...memory, password: stored, sessions: [] }));
      } catch (error) {
        setUpHash = expected;
        throw error;
      }
      limit.succeed(address);
      return beginSession("kept");
    },
    signIn: async (password, address) => {
      await judge(password, address);
      return beginSession("kept");
    },
    changePassword: async ({ current, next }, address) => {
      await judge(current, address);
      const stored = await storePassword(next);
      await store.change((memory) => ({ ...memory, password: stored }));
      return beginSession("ended");
    },
    signOut: async (caller) => {
      if (caller.kind !== "session") return;
      await store.change((memory) => ({
        ...memory,
        sessions: memory.sessions.filter(({ hash }) => hash !== caller.hash),
      }));
    },
    identify: ({ session, key }) => {
      const { sessions, keys } = store.current();
      if (session !== undefined) {
        const hash = hashSecret(session);
        const found = sessions.find((each) => isSameHash(each.hash, hash) && isAlive(each));
        if (found !== undefined) {
          if (isDue(hash, found.lastSeenAt)) note(store, { sessions: hash }, iso());
          return { kind: "session", hash };
        }
      }
      if (key !== undefined) {
        const hash = hashSecret(key);
        const found = keys.find((each) => isSameHash(each.hash, hash));
        if (found !== undefined) {
          if (isDue(hash, found.lastUsedAt)) note(store, { keys: hash }, iso());
          return { kind: "key", id: found.id, scope: found.scope };
        }
      }
      return { kind: "nobody" };
    },
    listKeys: () => store.current().keys.map(({ hash: _, ...listed }) => listed),
    makeKey: async ({ name, scope }) => {
      if (store.current().keys.length >= MAX_KEYS) throw tooManyKeys();
      const secret = createSecret("pakt_");
      const key: ListedKey = { id: randomUUID(), name, scope, ending: secret.slice(-4), createdAt: iso() };
      await store.change((memory) => ({ ...memory, keys: [...memory.keys, { ...key, hash: hashSecret(secret) }] }));
      return { key, secret };
    },
    removeKey: async (id) => {
      if (!store.current().keys.some((key) => key.id === id)) {
        throw notFound("There is no such API key.", "List the keys: it may have been removed already.");
      }
      await store.change((memory) => ({ ...memory, keys: memory.keys.filter((key) => key.id !== id) }));
    },
  };
}

/** Notes a use, for the person to see. One that cannot be written is no reason to turn the caller away. */
function note(store: ServerStore, used: { readonly sessions?: string; readonly keys?: string }, at: string): void {
  store
    .change((memory) => ({
      ...memory,
      sessions: memory.sessions.map((each) => (each.hash === used.sessions ? { ...each, lastSeenAt: at } : each)),
      keys: memory.keys.map((each) => (each.hash === used.keys ? { ...each, lastUsedAt: at } : each)),
    }))
    .catch(() => undefined);
}

function wrongPassword(): HttpFailure {
  return new HttpFailure({
    status: 401,
    code: "wrong-password",
    message: "That is not the password.",
    advice: "Try again. If it is forgotten: pakt serve --reset-password.",
  });
}

function wrongToken(): HttpFailure {
  return new HttpFailure({
    status: 401,
    code: "wrong-token",
    message: "That is not the set-up token.",
    advice: "Paste the one that pakt serve printed last: each start prints a new one.",
  });
}

function alreadySetUp(): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "already-set-up",
    message: "The password was chosen already, and a set-up token works once.",
    advice: "Sign in with the password. If it is forgotten: pakt serve --reset-password.",
  });
}

function notSetUp(): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "not-set-up",
    message: "No password was chosen yet.",
    advice: "Open pakt with the set-up token that pakt serve printed.",
  });
}

function tooManyKeys(): HttpFailure {
  return new HttpFailure({
    status: 409,
    code: "too-many-keys",
    message: `There are ${MAX_KEYS} API keys already.`,
    advice: "Remove one that is not used any more.",
  });
}
