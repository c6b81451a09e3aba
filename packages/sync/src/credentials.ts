import type { Side } from "@pakt/sync-core";
import { createHash, randomUUID } from "node:crypto";
import type { Storage } from "unstorage";
import { z } from "zod";

import type { Clock } from "./clock.ts";
import type { Environment } from "./environment.ts";
import { readJson } from "./json-file.ts";
import type { JsonFile } from "./json-file.ts";
import type { Redactor } from "./redactor.ts";

const traktTokens = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).exactOptional(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
  /** When they were given; absent in what an older pakt stored. */
  obtainedAt: z.number().exactOptional(),
  /** When the person signed in; absent for tokens of the environment, and in what an older pakt stored. */
  signedInAt: z.number().exactOptional(),
  /** The sign-in that these tokens come from; the same through every refresh. */
  lineage: z.string().min(1),
  /** Hash of the environment's tokens that they descend from. */
  ancestor: z.string().exactOptional(),
});

const plexTokens = z.object({
  /** The account's. */
  token: z.string().min(1),
  /** The account's for the one server that is synced, where that is another one. */
  server: z.string().min(1).exactOptional(),
  signedInAt: z.number().exactOptional(),
  /** The account's for each of several servers, where that is another one; by machine identifier. */
  servers: z.record(z.string(), z.string().min(1)).exactOptional(),
});

const credentialsSchema = z.object({
  version: z.literal(1),
  profiles: z.record(z.string(), z.object({ plex: plexTokens.exactOptional(), trakt: traktTokens.exactOptional() })),
});

type Credentials = z.infer<typeof credentialsSchema>;

/** Trakt tokens with the sign-in that they come from. */
export type TraktCredentials = z.infer<typeof traktTokens>;

/** What of an access token is used where the environment gives no expiry: never refreshed ahead of time, only on a 401. */
export const NO_KNOWN_EXPIRY = Number.MAX_SAFE_INTEGER;

/** `credentials.json`. */
export function credentialsFile(name: string): JsonFile<Credentials> {
  return {
    key: "credentials.json",
    name,
    schema: credentialsSchema,
    code: "credentials-invalid",
    advice:
      "Mend the line, or move the file away and sign in again: pakt login. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN to new tokens.",
  };
}

/** Where a side's tokens come from, and how old they are. Times are epoch milliseconds; absent where nobody knows them. */
export interface TokenAge {
  readonly source: "sign-in" | "environment";
  readonly signedInAt?: number;
  /** Trakt only: when they were last renewed. */
  readonly renewedAt?: number;
  /** Trakt only: when they end, unless they are renewed before. */
  readonly expiresAt?: number;
}

/** One profile's secrets, in the store and in the environment. */
export interface CredentialStore {
  plexToken(): Promise<string | undefined>;
  /** The token for a media server, the one that is synced or one of several by its id: its own, where the account was given one for it. */
  plexServerToken(id?: string): Promise<string | undefined>;
  /** Changes the tokens that the account has for several servers, by id. Without a sign-in nothing is stored. */
  changePlexServerTokens(change: (tokens: ServerTokens) => ServerTokens): Promise<void>;
  /** The environment's tokens, or what descends from them, or those of a sign-in. */
  traktTokens(): Promise<TraktCredentials | undefined>;
  /** How old a side's tokens are. `undefined`: there are none. */
  tokenAge(side: Side): Promise<TokenAge | undefined>;
  /** Stores what a person signed in with; whatever was there before is forgotten. */
  signIn(
    secrets: { readonly plex: string; readonly server?: string | undefined } | { readonly trakt: NewTokens },
  ): Promise<void>;
  /** Forgets a sign-in. `false`: there was none. */
  signOut(side: Side): Promise<boolean>;
  /** Stores refreshed tokens; they keep lineage and ancestor of the ones they replace. */
  writeTraktTokens(tokens: NewTokens): Promise<void>;
}

/** The account's tokens for media servers, by machine identifier. */
type ServerTokens = Readonly<Record<string, string>>;

/** Tokens as Trakt gives them. */
type NewTokens = Pick<TraktCredentials, "accessToken" | "refreshToken" | "expiresAt" | "obtainedAt">;

/** Opens a profile's secrets. Reading throws PaktError `credentials-invalid` when the file is broken. */
export function openCredentials(options: {
  readonly storage: Storage;
  readonly file: JsonFile<Credentials>;
  readonly profile: string;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Told of every secret that is read or written. */
  readonly redactor: Redactor;
}): CredentialStore {
  const { storage, file, profile, environment, clock, redactor } = options;
  const seed = seedOf(environment);

  async function read(): Promise<Credentials> {
    const credentials = (await readJson(storage, file)) ?? { version: 1, profiles: {} };
    redactor.know(secretsIn(credentials));
    return credentials;
  }

  async function traktTokensNow(): Promise<TraktCredentials | undefined> {
    const stored = (await read()).profiles[profile]?.trakt;
    if (seed === undefined || stored?.ancestor === seed.ancestor) return stored;
    return seed;
  }

  async function write(credentials: Credentials, own: Credentials["profiles"][string]): Promise<void> {
    await replace({ ...credentials, profiles: { ...credentials.profiles, [profile]: own } });
  }

  async function replace(next: Credentials): Promise<void> {
    redactor.know(secretsIn(next));
    await storage.setItemRaw(file.key, `${JSON.stringify(next, null, 2)}\n`);
  }

  return {
    signIn: async (secrets) => {
      const credentials = await read();
      const own = credentials.profiles[profile];
      await write(
        credentials,
        "plex" in secrets
          ? {
              ...own,
              plex: {
                token: secrets.plex,
                ...(secrets.server !== undefined && { server: secrets.server }),
                // Choosing another server of the account is no new sign-in.
                ...signedInAt(own?.plex?.token === secrets.plex ? own.plex.signedInAt : clock.now()),
              },
            }
          : { ...own, trakt: { ...secrets.trakt, lineage: randomUUID(), signedInAt: clock.now() } },
      );
    },
    signOut: async (side) => {
      const credentials = await read();
      const { [side]: former, ...others } = credentials.profiles[profile] ?? {};
      if (former === undefined) return false;
      const { [profile]: _own, ...otherProfiles } = credentials.profiles;
      const isLast = Object.keys(others).length === 0;
      await (isLast ? replace({ ...credentials, profiles: otherProfiles }) : write(credentials, others));
      return true;
    },
    plexServerToken: async (id) => {
      const { plex } = (await read()).profiles[profile] ?? {};
      const own = id === undefined ? plex?.server : plex?.servers?.[id];
      return environment.plexToken ?? own ?? plex?.token;
    },
    changePlexServerTokens: async (change) => {
      const credentials = await read();
      const own = credentials.profiles[profile];
      if (own?.plex === undefined) return;
      const { servers: before = {}, token, signedInAt: since } = own.plex;
      const servers = Object.fromEntries(Object.entries(change(before)).filter(([, each]) => each !== token));
      const plex = {
        token,
        ...(Object.keys(servers).length > 0 && { servers }),
        ...signedInAt(since),
      };
      await write(credentials, { ...own, plex });
    },
    plexToken: async () => environment.plexToken ?? (await read()).profiles[profile]?.plex?.token,
    traktTokens: traktTokensNow,
    tokenAge: async (side) => {
      if (side === "trakt") return ageOf(await traktTokensNow());
      if (environment.plexToken !== undefined) return { source: "environment" };
      const { plex } = (await read()).profiles[profile] ?? {};
      return plex === undefined ? undefined : { source: "sign-in", ...signedInAt(plex.signedInAt) };
    },
    writeTraktTokens: async (tokens) => {
      const credentials = await read();
      const before = await traktTokensNow();
      const trakt: TraktCredentials = {
        ...tokens,
        lineage: before?.lineage ?? randomUUID(),
        ...(before?.ancestor === undefined ? {} : { ancestor: before.ancestor }),
        ...signedInAt(before?.signedInAt),
      };
      await write(credentials, { ...credentials.profiles[profile], trakt });
    },
  };
}

function signedInAt(at: number | undefined): { readonly signedInAt?: number } {
  return at === undefined ? {} : { signedInAt: at };
}

function ageOf(tokens: TraktCredentials | undefined): TokenAge | undefined {
  if (tokens === undefined) return undefined;
  const { ancestor, obtainedAt, expiresAt } = tokens;
  // What a sign-in gave itself was given within a moment of it.
  const isRenewed =
    obtainedAt !== undefined && obtainedAt - (tokens.signedInAt ?? Number.NEGATIVE_INFINITY) > A_MOMENT_MS;
  return {
    source: ancestor === undefined ? "sign-in" : "environment",
    ...signedInAt(tokens.signedInAt),
    ...(isRenewed && { renewedAt: obtainedAt }),
    ...(expiresAt !== NO_KNOWN_EXPIRY && { expiresAt }),
  };
}

const A_MOMENT_MS = 60_000;

function secretsIn({ profiles }: Credentials): readonly (string | undefined)[] {
  return Object.values(profiles).flatMap(({ plex, trakt }) => [
    plex?.token,
    plex?.server,
    trakt?.accessToken,
    trakt?.refreshToken,
  ]);
}

/** The environment's tokens. Their hash, never they themselves, is kept beside what descends from them. */
function seedOf(environment: Environment): TraktCredentials | undefined {
  const { traktAccessToken, traktRefreshToken } = environment;
  if (traktAccessToken === undefined) return undefined;
  const ancestor = createHash("sha256")
    .update(`${traktAccessToken}\n${traktRefreshToken ?? ""}`)
    .digest("hex");
  return {
    accessToken: traktAccessToken,
    ...(traktRefreshToken === undefined ? {} : { refreshToken: traktRefreshToken }),
    expiresAt: NO_KNOWN_EXPIRY,
    lineage: ancestor,
    ancestor,
  };
}
