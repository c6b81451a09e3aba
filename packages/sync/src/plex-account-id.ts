import { isPlexError } from "@pakt/plex-sdk";
import type { PlexAccount } from "@pakt/plex-sdk";
import { createHash } from "node:crypto";
import type { Storage } from "unstorage";
import { z } from "zod";

import type { Clock } from "./clock.ts";

/** Tells whose token it is. */
export type ReadAccountId = (signal: AbortSignal | undefined) => Promise<string | undefined>;

/** What is remembered of a token, and since when (epoch milliseconds); a file of before has no time and is asked for again. */
const stored = z.object({ owner: z.string(), account: z.string().min(1), at: z.number().default(0) });

/** That a token is no account's is believed for so long. */
const DAY_MS = 24 * 3_600_000;

/** A token's memory: where its account is remembered, and under which hash. */
interface TokenMemory {
  readonly storage: Storage;
  readonly profile: string;
  readonly token: string;
  readonly clock: Pick<Clock, "now">;
}

/** Remembers whose a token is, as a sign-in has just told. */
export async function rememberAccount(of: TokenMemory, id: string): Promise<void> {
  const { cached, named, remember } = openMemory(of);
  await remember(named, id);
  await remember(cached, id);
}

/**
 * Makes a reader of the account behind a token: plex.tv is asked once a token, and the answer remembered under its hash. A token that
 * plex.tv says is invalid is a server's own, and stands for the account itself, unless plex.tv has named its account before. `undefined`
 * while plex.tv does not say: nothing is remembered then.
 */
export function createAccountIdReader(
  of: TokenMemory & { readonly account: Pick<PlexAccount, "user"> },
): ReadAccountId {
  const { account, clock } = of;
  const { owner, cached, named, remembered, remember } = openMemory(of);

  /** `null`: plex.tv says that the token is no account's. */
  async function ask(signal: AbortSignal | undefined): Promise<string | null | undefined> {
    try {
      return (await account.user({ signal })).uuid;
    } catch (error) {
      if (!isPlexError(error) || error.code === "aborted") throw error;
      return error.code === "unauthorized" ? null : undefined;
    }
  }

  return async (signal) => {
    const known = await remembered(cached);
    if (known !== undefined && (!isStranger(known.account) || Math.abs(clock.now() - known.at) < DAY_MS)) {
      return known.account;
    }
    const told = await ask(signal);
    if (told === undefined) return undefined;
    const before = await remembered(named);
    if (told === null && before !== undefined) return undefined;
    const id = told ?? `${STRANGER}${owner.slice(0, 16)}`;
    if (told !== null && before?.account !== told) await remember(named, told);
    await remember(cached, id);
    return id;
  };
}

function openMemory({ storage, profile, token, clock }: TokenMemory): {
  readonly owner: string;
  readonly cached: string;
  readonly named: string;
  readonly remembered: (key: string) => Promise<z.output<typeof stored> | undefined>;
  readonly remember: (key: string, id: string) => Promise<void>;
} {
  const owner = createHash("sha256").update(token).digest("hex");
  return {
    owner,
    cached: `cache:${profile}:plex-account.json`,
    // Which token has had an account is no cache: without it, one refusal would make another account of the same token.
    named: `state:plex-account-${profile}.json`,
    remembered: async (key) => {
      const text = await storage.getItemRaw<string>(key);
      if (text === null) return undefined;
      try {
        const read = stored.safeParse(JSON.parse(text)).data;
        return read?.owner === owner ? read : undefined;
      } catch {
        return undefined;
      }
    },
    remember: (key, id) => storage.setItemRaw(key, JSON.stringify({ owner, account: id, at: clock.now() })),
  };
}

const STRANGER = "token:";

function isStranger(id: string): boolean {
  return id.startsWith(STRANGER);
}
