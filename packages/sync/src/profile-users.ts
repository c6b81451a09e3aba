import type { Side } from "@pakt/sync-core";
import { z } from "zod";

import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import type { JsonFile } from "./json-file.ts";

const user = z.strictObject({
  /** The service's own id of the account. */
  id: z.string().min(1),
  /** Absent where no sign-in told it. */
  name: z.string().exactOptional(),
  /** Somebody signed in as this user. Otherwise the tokens were given, and turned out to be this user's. */
  isSignedIn: z.boolean(),
  /** Plex only: signed in by switching to this member of the Plex Home. */
  isHomeUser: z.literal(true).exactOptional(),
  /** Plex only: a member of the Plex Home without an account, and so without a watchlist. */
  isManaged: z.literal(true).exactOptional(),
});

const schema = z.strictObject({ version: z.literal(1), plex: user.exactOptional(), trakt: user.exactOptional() });

/** A user of a side, as a profile knows it. */
export type KnownUser = z.infer<typeof user>;

/** Whose accounts a profile's are. */
export type ProfileUsers = Readonly<Partial<Record<Side, KnownUser>>>;

function usersFile(home: Home, profile: string): JsonFile<z.infer<typeof schema>> {
  const key = `state:${profile}:users.json`;
  return {
    key,
    name: home.nameOf(key),
    schema,
    code: "state-corrupt",
    advice: "Move the file away, and sign in again.",
  };
}

/** Whose accounts a profile's are, the home's own by default. Throws PaktError `state-corrupt`. */
export async function readUsers(home: Home, profile = home.profile): Promise<ProfileUsers> {
  const { plex, trakt } = (await readJson(home.storage, usersFile(home, profile))) ?? {};
  return { ...(plex !== undefined && { plex }), ...(trakt !== undefined && { trakt }) };
}

/** Remembers whose account the home's profile has on a side; `undefined` forgets it. */
export async function rememberUser(home: Home, side: Side, known: KnownUser | undefined): Promise<void> {
  const { [side]: _former, ...others } = await readUsers(home);
  const next = { version: 1, ...others, ...(known !== undefined && { [side]: known }) };
  await home.storage.setItemRaw(usersFile(home, home.profile).key, `${JSON.stringify(next, null, 2)}\n`);
}
