import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createStorage } from "unstorage";
import type { Storage } from "unstorage";

import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { configFile, configOf, defaultConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { credentialsFile, openCredentials } from "./credentials.ts";
import type { CredentialStore } from "./credentials.ts";
import { holdsSecret, parseDotEnv, readEnvironment, secretsOf, withoutPersonalSecrets } from "./environment.ts";
import type { Environment, Variables } from "./environment.ts";
import { fileDriver } from "./file-driver.ts";
import { closeToOthers, examineSecretFile } from "./file-modes.ts";
import type { HomeWarning } from "./file-modes.ts";
import { toFolderError, toHomeReadError } from "./home-failure.ts";
import { refusePaktPyConfig } from "./import/pakt-py-config.ts";
import { readJson } from "./json-file.ts";
import { logPathOf } from "./log-path.ts";
import { makeFolder } from "./make-folder.ts";
import { PaktError } from "./pakt-error.ts";
import { createRedactor } from "./redactor.ts";
import type { Redactor } from "./redactor.ts";
import { checkProfile } from "./profile-names.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";
import { openStore } from "./store.ts";
import type { Store } from "./store.ts";

/** Waiting times and sizes that a person never sets and a test must. */
export interface Tuning {
  /** At least so long between two writes to Trakt. Default 1100. */
  readonly writeIntervalMs: number;
  /** The pause between two writes to the Plex watchlist. Default 500. */
  readonly plexListIntervalMs: number;
  /** A play whose answer was lost is looked for after so long. Default 60 000. */
  readonly settleAfterMs: number;
  /** First wait before a read is repeated. Default 1000. */
  readonly retryBaseMs: number;
  /** How long a run waits for another on the same home. Default 60 000. */
  readonly lockWaitMs: number;
  /** How long a storage server may take for a connection or an answer. Default 10 000. */
  readonly storageTimeoutMs: number;
  /** A lock on a storage server is free again when nothing was heard of its holder for so long; below `lockWaitMs`. Default 45 000. */
  readonly lockExpiresAfterMs: number;
}

const DEFAULT_TUNING: Tuning = {
  writeIntervalMs: 1100,
  plexListIntervalMs: 500,
  settleAfterMs: 60_000,
  retryBaseMs: 1000,
  lockWaitMs: 60_000,
  storageTimeoutMs: 10_000,
  lockExpiresAfterMs: 45_000,
};

/** The program that works with a home. */
export interface Product {
  /** Named in the User-Agent and to Plex. */
  readonly name: string;
  readonly version: string;
  /** The Trakt app to speak with where neither the environment nor the configuration names one. It must need no secret. */
  readonly traktClientId?: string;
}

/** Where pakt keeps what it knows, and all that was configured. A home that is not closed may keep its process alive. */
export interface Home extends Store {
  /** The folder, `PAKT_HOME`. */
  readonly folder: string;
  /** The pair of users that is worked with: `default`, or one of `config.profiles`. */
  readonly profile: string;
  /** As far as it is for this profile: tokens for another one are not in it. */
  readonly environment: Environment;
  /** As this profile has it: its own choices, and the top level for everything else. */
  readonly config: Config;
  /** What others could read and should not, with the commands that mend it. */
  readonly warnings: readonly HomeWarning[];
  /** Knows every secret that this home has used. */
  readonly redactor: Redactor;
  /** What a person writes: `config.json`. Always in the folder. */
  readonly files: Storage;
  readonly credentials: CredentialStore;
  readonly product: Product;
  readonly clock: Clock;
  readonly fetch?: typeof fetch | undefined;
  readonly tuning: Tuning;
}

/** What {@link openHome} needs from the outside. */
export interface OpenHomeOptions {
  readonly env: Variables;
  /** The person's home folder, where `.config/pakt` stands. */
  readonly userHome: string;
  readonly product: Product;
  /** Default: what `PAKT_PROFILE` says, else `default`. */
  readonly profile?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock;
  readonly tuning?: Partial<Tuning>;
}

/**
 * Opens pakt's home: finds the folder (`PAKT_HOME`, else `$XDG_CONFIG_HOME/pakt`, else `~/.config/pakt`), reads its `.env`, the
 * environment and `config.json`, and makes sure that only the owner can read it. Where `PAKT_STORAGE_URL` names a Redis server it
 * connects to it; close the home when you are done.
 *
 * @throws PaktError `home-unusable`, `config-invalid`, or `usage`, also for a profile that there is not.
 */
export async function openHome(options: OpenHomeOptions): Promise<Home> {
  const folder = folderOf(options.env, options.userHome);
  const secured = await secureFolder(folder);
  const dotEnvFile = join(folder, ".env");
  const secretFiles: string[] = [];
  const readSecret = (path: string): Promise<string> => {
    secretFiles.push(path);
    return readText(path);
  };
  // Where the folder cannot be made there is nothing in it for this user.
  const isThere = secured.failure === undefined;
  const dotEnv = isThere ? await readOptional(dotEnvFile) : undefined;
  const inFile = await readEnvironment(parseDotEnv(dotEnv ?? ""), readSecret);
  const inProcess = await readEnvironment(options.env, readSecret);
  const profile = options.profile ?? inProcess.profile ?? inFile.profile ?? DEFAULT_PROFILE;
  // Tokens belong to the profile that is named beside them, and are used for no other.
  const fileIsFor = inFile.profile ?? DEFAULT_PROFILE;
  const processIsFor = inProcess.profile ?? fileIsFor;
  const environment = {
    ...(fileIsFor === profile ? inFile : withoutPersonalSecrets(inFile)),
    ...(processIsFor === profile ? inProcess : withoutPersonalSecrets(inProcess)),
  };
  // With its state on a server, pakt needs no more of a folder than what a person may have put there.
  if (secured.failure !== undefined && environment.storageUrl === undefined) throw secured.failure;
  const open = await Promise.all(
    [...new Set([...(holdsSecret(inFile) ? [dotEnvFile] : []), ...secretFiles])].map(examineSecretFile),
  );
  const redactor = createRedactor();
  redactor.know([...secretsOf(inFile), ...secretsOf(inProcess)]);
  const files = createStorage({ driver: fileDriver(folder) });
  const config = (isThere ? await readConfig(files, folder) : undefined) ?? defaultConfig();
  checkProfile(config, profile);
  const tuning = { ...DEFAULT_TUNING, ...options.tuning };
  const store = await openStore({ folder, storageUrl: environment.storageUrl, ...tuning });
  const clock = options.clock ?? systemClock;
  return {
    folder,
    profile,
    environment,
    config: configOf(config, profile),
    warnings: [...secured.warnings, ...open.flat()],
    redactor,
    files,
    ...store,
    credentials: openCredentials({
      storage: store.storage,
      file: credentialsFile(store.nameOf("credentials.json")),
      profile,
      environment,
      clock,
      redactor,
    }),
    product: options.product,
    clock,
    fetch: options.fetch,
    tuning,
  };
}

/** The log of the home that the environment names; `undefined` where there is none yet. */
export function findLog({ env, userHome }: Pick<OpenHomeOptions, "env" | "userHome">): string | undefined {
  if (!isSomewhere(env, userHome)) return undefined;
  const path = logPathOf(folderOf(env, userHome));
  return existsSync(path) ? path : undefined;
}

function isSomewhere(env: Variables, userHome: string): boolean {
  return [env["PAKT_HOME"], env["XDG_CONFIG_HOME"], userHome].some((place) => place !== undefined && place !== "");
}

/** The folder that `openHome` opens. */
export function folderOf(env: Variables, userHome: string): string {
  const configured = env["PAKT_HOME"];
  if (configured !== undefined && configured !== "") return configured;
  const xdg = env["XDG_CONFIG_HOME"];
  if (xdg !== undefined && xdg !== "") return join(xdg, "pakt");
  if (isSomewhere(env, userHome)) return join(userHome, ".config", "pakt");
  throw new PaktError("home-unusable", "This user has no home folder, where pakt would keep what it remembers.", {
    advice: "Set PAKT_HOME to a folder that lasts, in a container to one on a volume, and that this user may write.",
  });
}

/** Credentials are for their owner alone: a folder or file that others may read is closed. */
async function secureFolder(
  folder: string,
): Promise<{ readonly warnings: readonly HomeWarning[]; readonly failure?: PaktError }> {
  try {
    await makeFolder(folder);
  } catch (error) {
    return { warnings: [], failure: toFolderError(error, folder) };
  }
  const warnings = [await closeToOthers(folder, 0o700), await closeToOthers(join(folder, "credentials.json"), 0o600)];
  return { warnings: warnings.flat() };
}

async function readConfig(files: Storage, folder: string): Promise<Config | undefined> {
  await refusePaktPyConfig(files, folder);
  return readJson(files, configFile(join(folder, "config.json")));
}

function readText(path: string): Promise<string> {
  return readFile(path, "utf8");
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readText(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw toHomeReadError(error, path);
  }
}
