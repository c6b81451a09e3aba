import type { Side } from "@pakt/sync-core";

import { changeConfig } from "./change-config.ts";
import { credentialsFile, openCredentials } from "./credentials.ts";
import type { Home } from "./home.ts";
import { withInterrupt } from "./interrupt.ts";
import { PaktError } from "./pakt-error.ts";
import { DEFAULT_PROFILE, isProfileName, NAME_RULE } from "./profile-name.ts";
import { profileNames } from "./profile-names.ts";
import { readUsers } from "./profile-users.ts";
import { listRuns } from "./past-runs.ts";
import { withRunLock } from "./run-lock.ts";
import type { RunSummary } from "./run-record.ts";
import { refuseBesideEnvironment } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import type { SignedOut } from "./sign-out.ts";

/** One side of a profile. */
export interface ProfileSide {
  /** Tokens are there: stored, or for the profile that is worked with in the environment. */
  readonly isSignedIn: boolean;
  /** Whose they are, as far as a sign-in or a run told. */
  readonly user?: string;
  /** Plex only: a member of the Plex Home without an account. */
  readonly isManaged?: true;
}

/** One Plex user paired with one Trakt account, and when they were last made the same. */
export interface Profile {
  readonly name: string;
  readonly plex: ProfileSide;
  readonly trakt: ProfileSide;
  readonly lastRun?: RunSummary;
}

/** Every profile of a home, `default` first. Asks neither service. Throws PaktError for broken files. */
export function listProfiles(home: Home): Promise<readonly Profile[]> {
  return Promise.all(profileNames(home.config).map((name) => readProfile(home, name)));
}

async function readProfile(home: Home, name: string): Promise<Profile> {
  const credentials =
    name === home.profile
      ? home.credentials
      : openCredentials({
          storage: home.storage,
          file: credentialsFile(home.nameOf("credentials.json")),
          profile: name,
          environment: {},
          clock: home.clock,
          redactor: home.redactor,
        });
  const users = await readUsers(home, name);
  const [lastRun] = await listRuns({ ...home, profile: name });
  const sideOf = (side: Side, token: unknown): ProfileSide => {
    const user = users[side];
    const known = user?.name ?? user?.id;
    return {
      isSignedIn: token !== undefined,
      ...(known !== undefined && { user: known }),
      ...(user?.isManaged === true && { isManaged: true }),
    };
  };
  return {
    name,
    plex: sideOf("plex", await credentials.plexToken()),
    trakt: sideOf("trakt", await credentials.traktTokens()),
    ...(lastRun !== undefined && { lastRun }),
  };
}

/**
 * Makes a profile, which chooses as the top level of `config.json` does and is signed in nowhere yet.
 *
 * @throws PaktError `usage` for a name that is there or cannot be; nothing is written then.
 */
export async function addProfile(home: Home, name: string): Promise<void> {
  if (profileNames(home.config).includes(name)) {
    throw new PaktError("usage", `There is a profile ${name} already.`, { advice: "See them: pakt profiles." });
  }
  if (!isProfileName(name)) {
    throw new PaktError("usage", `${JSON.stringify(name)} cannot be the name of a profile.`, {
      advice: `${NAME_RULE.charAt(0).toUpperCase()}${NAME_RULE.slice(1)}.`,
    });
  }
  await changeConfig(home, (config) => ({ ...config, profiles: { ...config.profiles, [name]: {} } }));
}

/** What became of a profile. */
export interface RemovedProfile {
  readonly name: string;
  readonly sides: readonly SignedOut[];
  /** What it remembered is gone as well. */
  readonly isForgotten: boolean;
}

/**
 * Removes the profile that a home was opened with: ends its sign-ins, here and at the services, and takes it out of `config.json`. What was
 * synced stays on both sides. What the profile remembers (what both sides agreed on, its past runs) stays too, for the day that it is made
 * again, unless it is to be forgotten. Stopped in between, it can be done again.
 *
 * @throws PaktError `usage` for `default`, and where the environment gives its tokens; `run-active`.
 */
export async function removeProfile(
  home: Home,
  { forget, signal }: { readonly forget: boolean; readonly signal?: AbortSignal | undefined },
): Promise<RemovedProfile> {
  const { profile: name } = home;
  checkRemoval(home);
  return withInterrupt(
    signal,
    async () => {
      const sides = [await signOut(home, "plex", { signal }), await signOut(home, "trakt", { signal })];
      await withRunLock(home, { signal }, async () => {
        for (const key of await keysOf(home, { forget })) await home.storage.removeItem(key);
        await changeConfig(home, ({ profiles = {}, ...config }) => {
          const { [name]: _removed, ...others } = profiles;
          return { ...config, profiles: others };
        });
      });
      return { name, sides, isForgotten: forget };
    },
    { message: "The removal was stopped.", advice: "Run it again: nothing else was changed." },
  );
}

/** Proves that the profile of a home can be removed. Throws PaktError `usage`. */
export function checkRemoval(home: Home): void {
  if (home.profile === DEFAULT_PROFILE) {
    throw new PaktError("usage", "The profile default cannot be removed: it is the top level of config.json.", {
      advice: "End its sign-ins instead: pakt logout.",
    });
  }
  refuseBesideEnvironment(home, "plex");
  refuseBesideEnvironment(home, "trakt");
}

/** What was only read, and where all is to be forgotten what was remembered. */
async function keysOf(
  { storage, profile }: Home,
  { forget }: { readonly forget: boolean },
): Promise<readonly string[]> {
  const cached = await storage.getKeys(`cache:${profile}`);
  if (!forget) return cached;
  return [...cached, ...(await storage.getKeys(`state:${profile}`)), `state:plex-account-${profile}.json`];
}
