import { reasonOf } from "./home-failure.ts";
import { LOG_LEVELS } from "./log-level.ts";
import { PaktError } from "./pakt-error.ts";

/** Variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment says; absent where it says nothing. Wins over files. */
export interface Environment {
  /** The profile that the tokens beside it belong to, and that is worked with where none is named. */
  readonly profile?: string;
  readonly plexUrl?: string;
  readonly plexToken?: string;
  /** The PIN of the member of the Plex Home that is named in a sign-in. Kept nowhere. */
  readonly plexPin?: string;
  readonly plexTvUrl?: string;
  readonly plexDiscoverUrl?: string;
  readonly traktApiUrl?: string;
  readonly traktAuthUrl?: string;
  readonly traktClientId?: string;
  readonly traktClientSecret?: string;
  readonly traktAccessToken?: string;
  readonly traktRefreshToken?: string;
  readonly storageUrl?: string;
  /** One of {@link LOG_LEVELS}. */
  readonly logLevel?: string;
  /** Where a server listens, and whom it answers; lists are separated by commas. */
  readonly host?: string;
  readonly port?: string;
  readonly basePath?: string;
  readonly allowedHosts?: string;
  readonly trustedProxies?: string;
}

const VARIABLES = {
  profile: "PAKT_PROFILE",
  plexUrl: "PAKT_PLEX_URL",
  plexToken: "PAKT_PLEX_TOKEN",
  plexPin: "PAKT_PLEX_PIN",
  plexTvUrl: "PAKT_PLEX_TV_URL",
  plexDiscoverUrl: "PAKT_PLEX_DISCOVER_URL",
  traktApiUrl: "PAKT_TRAKT_API_URL",
  traktAuthUrl: "PAKT_TRAKT_AUTH_URL",
  traktClientId: "PAKT_TRAKT_CLIENT_ID",
  traktClientSecret: "PAKT_TRAKT_CLIENT_SECRET",
  traktAccessToken: "PAKT_TRAKT_ACCESS_TOKEN",
  traktRefreshToken: "PAKT_TRAKT_REFRESH_TOKEN",
  storageUrl: "PAKT_STORAGE_URL",
  logLevel: "PAKT_LOG_LEVEL",
  host: "PAKT_HOST",
  port: "PAKT_PORT",
  basePath: "PAKT_BASE_PATH",
  allowedHosts: "PAKT_ALLOWED_HOSTS",
  trustedProxies: "PAKT_TRUSTED_PROXIES",
} as const satisfies Record<keyof Environment, string>;

/** Secrets may also be given as the path of a file that holds them, as containers do. */
const SECRETS: ReadonlySet<keyof Environment> = new Set<keyof Environment>([
  "plexToken",
  "plexPin",
  "traktClientSecret",
  "traktAccessToken",
  "traktRefreshToken",
  "storageUrl",
]);

/** Whether the environment holds a secret. */
export function holdsSecret(environment: Environment): boolean {
  return [...SECRETS].some((key) => environment[key] !== undefined);
}

/** Every secret of the environment, as it is used. */
export function secretsOf(environment: Environment): readonly string[] {
  const { storageUrl = "" } = environment;
  const password = URL.canParse(storageUrl) ? new URL(storageUrl).password : "";
  return [...[...SECRETS].flatMap((key) => environment[key] ?? []), password, decode(password)];
}

/** A part of an address as it is sent; one that stands for nothing is found fault with where the address is used. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What lets pakt act for a person. The secret of the Trakt app is no person's. */
const PERSONAL: ReadonlySet<string> = new Set<keyof Environment>([
  "plexToken",
  "traktAccessToken",
  "traktRefreshToken",
]);

const URLS: ReadonlySet<keyof Environment> = new Set([
  "plexUrl",
  "plexTvUrl",
  "plexDiscoverUrl",
  "traktApiUrl",
  "traktAuthUrl",
]);

/**
 * Reads pakt's variables. Empty ones count as not set; `NAME_FILE` gives a secret by file.
 *
 * @throws PaktError `usage` for a URL that is none, for both forms of one secret, and for a file that cannot be read or is empty.
 */
export async function readEnvironment(
  variables: Variables,
  readFile: (path: string) => Promise<string>,
): Promise<Environment> {
  const environment: Partial<Record<keyof Environment, string>> = {};
  // `satisfies` proves that these are the keys; `Object.entries` forgets it.
  for (const [key, name] of Object.entries(VARIABLES) as [keyof Environment, string][]) {
    const value = SECRETS.has(key) ? await readSecret(variables, name, readFile) : textOf(variables[name]);
    if (value === undefined) continue;
    environment[key] = check(key, value, name);
  }
  return environment;
}

function check(key: keyof Environment, value: string, name: string): string {
  if (URLS.has(key)) return checkUrl(value, name);
  if (key !== "logLevel") return value;
  const level = value.toLowerCase();
  if (LOG_LEVELS.some((known) => known === level)) return level;
  throw new PaktError("usage", `${name} is "${value}", which is not a level of the log.`, {
    advice: `Set it to one of ${LOG_LEVELS.join(", ")}; without it the log holds what info is about.`,
  });
}

/** What an environment says to anybody: all but the tokens of the person that it is for. */
export function withoutPersonalSecrets(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !PERSONAL.has(key)));
}

async function readSecret(
  variables: Variables,
  name: string,
  readFile: (path: string) => Promise<string>,
): Promise<string | undefined> {
  const value = textOf(variables[name]);
  const path = textOf(variables[`${name}_FILE`]);
  if (path === undefined) return checkSecret(value, name);
  if (value !== undefined) {
    throw new PaktError("usage", `${name} and ${name}_FILE are both set.`, { advice: "Set only one of them." });
  }
  return checkSecret(await readSecretFile(path, name, readFile), `${name}_FILE`);
}

async function readSecretFile(
  path: string,
  name: string,
  readFile: (path: string) => Promise<string>,
): Promise<string> {
  const text = await readFile(path).catch((error: unknown) => {
    throw new PaktError("usage", `${name}_FILE names ${path}, which cannot be read: ${reasonOf(error)}.`, {
      advice: `Name the file that holds the secret, and let the user that pakt runs as read it (see: ls -l ${path}).`,
      cause: error,
    });
  });
  const secret = textOf(text);
  if (secret !== undefined) return secret;
  throw new PaktError("usage", `${name}_FILE names ${path}, which is empty.`, {
    advice: `Put the secret into it, or take ${name}_FILE out of the environment.`,
  });
}

/** What goes into a header. A line break in it would come back in the text of an error. */
function checkSecret(value: string | undefined, name: string): string | undefined {
  if (value === undefined || /^[\x21-\x7e]+$/.test(value)) return value;
  const what = name.startsWith(VARIABLES.storageUrl) ? "address" : name.startsWith(VARIABLES.plexPin) ? "PIN" : "token";
  throw new PaktError("usage", `${name} has a character in it that no ${what} has, such as a space or a line break.`, {
    advice: `Copy the ${what} again, on one line.`,
  });
}

function textOf(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === "" ? undefined : text;
}

function checkUrl(value: string, name: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new PaktError("usage", `${name} is not a web address.`, {
      advice: "Give it with its scheme, e.g. http://192.168.1.10:32400.",
    });
  }
  if (url.username !== "" || url.password !== "" || url.search !== "") {
    throw new PaktError("usage", `${name} has a user name, a password or a query in it.`, {
      advice: "Give the plain address; a token goes into its own variable, where it is never shown.",
    });
  }
  return value.replace(/\/+$/, "");
}

/** Parses a `.env` file: `NAME=value` a line, `#` comments, optional quotes and `export`. Lines of another form are passed over. */
export function parseDotEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    variables[match[1]] = unquote(match[2]);
  }
  return variables;
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value);
  return quoted?.[2] ?? value.replace(/\s+#.*$/, "");
}
