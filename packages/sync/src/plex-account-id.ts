import { isPlexError } from "@pakt/plex-sdk";
import type { PlexAccount } from "@pakt/plex-sdk";
import { createHash } from "node:crypto";
import type { Storage } from "unstorage";
import { z } from "zod";

/** Tells whose token it is. */
export type ReadAccountId = (signal: AbortSignal | undefined) => Promise<string | undefined>;

const stored = z.object({ owner: z.string(), account: z.string().min(1) });

/**
 * Makes a reader of the account behind a token: plex.tv is asked once a token, and the answer remembered under its hash. A token that
 * plex.tv does not know is a server's own, and stands for the account itself. `undefined` while plex.tv cannot be asked.
 */
export function createAccountIdReader(of: {
  readonly account: Pick<PlexAccount, "user">;
  readonly storage: Storage;
  readonly profile: string;
  readonly token: string;
}): ReadAccountId {
  const { account, storage, profile, token } = of;
  const owner = createHash("sha256").update(token).digest("hex");
  const key = `cache:${profile}:plex-account.json`;

  async function remembered(): Promise<string | undefined> {
    const text = await storage.getItemRaw<string>(key);
    if (text === null) return undefined;
    try {
      const read = stored.safeParse(JSON.parse(text)).data;
      return read?.owner === owner ? read.account : undefined;
    } catch {
      return undefined;
    }
  }

  async function ask(signal: AbortSignal | undefined): Promise<string | undefined> {
    try {
      return (await account.user({ signal })).uuid;
    } catch (error) {
      if (!isPlexError(error) || error.code === "aborted") throw error;
      return STRANGERS.has(error.code) ? `token:${owner.slice(0, 16)}` : undefined;
    }
  }

  return async (signal) => {
    const known = await remembered();
    if (known !== undefined) return known;
    const id = await ask(signal);
    if (id !== undefined) await storage.setItemRaw(key, JSON.stringify({ owner, account: id }));
    return id;
  };
}

/** What plex.tv says of a token that is no account's (Maintainerr). */
const STRANGERS: ReadonlySet<string> = new Set(["unauthorized", "forbidden", "invalid-request"]);
