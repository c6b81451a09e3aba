import type { Config } from "./config.ts";
import { withoutSlash } from "./configured-servers.ts";
import type { ConfiguredServer, ListedServer } from "./configured-servers.ts";
import { isNamed, requireAccountServer, requireUrl } from "./find-servers.ts";
import type { ReachedServer } from "./find-servers.ts";
import type { Home } from "./home.ts";
import { openPlexServer } from "./open-plex.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { toPlexPaktError } from "./plex-failure.ts";

/** A server that is to be synced too. */
export interface NewServer {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly token: string | undefined;
}

interface Options {
  readonly signal?: AbortSignal | undefined;
}

/** The server that a person means: one of the account, by name or id, at its best address, or any by its address. Throws PaktError `usage`. */
export async function findNew(
  home: Home,
  found: readonly ReachedServer[],
  name: string,
  options: Options,
): Promise<NewServer> {
  if (URL.canParse(name) && /^https?:\/\//.test(name)) return findByAddress(home, found, withoutSlash(name), options);
  const { server, token } = requireAccountServer(found, name);
  return acceptedBy(home, { id: server.id, name: server.name, url: requireUrl(server), token }, options);
}

async function findByAddress(
  home: Home,
  found: readonly ReachedServer[],
  url: string,
  options: Options,
): Promise<NewServer> {
  const own = found.find(({ tried }) => tried.some((each) => each.url === url && each.outcome === "ok"));
  if (own !== undefined) {
    const { server, token } = own;
    return acceptedBy(home, { id: server.id, name: server.name, url, token }, options);
  }
  const id = await askId(home, { url, libraries: "all" }, options);
  const listed = found.find(({ server }) => server.id === id);
  return { id, name: listed?.server.name ?? new URL(url).host, url, token: listed?.token };
}

/** The environment's token wins over the account's own for a server, which may be the only one that it takes. */
async function acceptedBy(home: Home, server: NewServer, options: Options): Promise<NewServer> {
  const { plexToken } = home.environment;
  const { url, token } = server;
  if (plexToken !== undefined && plexToken !== token) await askId(home, { url, libraries: "all" }, options);
  return server;
}

/** The one server that was synced until now, as one of several. Throws PaktError `usage`. */
export async function toFirst(
  home: Home,
  { url = "", libraries }: Config["plex"],
  found: readonly ReachedServer[],
  options: Options,
): Promise<ListedServer> {
  const id = await askId(home, { url, libraries }, options).catch((error: unknown) => {
    // Several servers may list one address, each of its own network: of those that do not answer, only an only one is meant.
    const [own, ...others] = found.filter((each) => isNamed(each, url));
    if (!isPaktError(error) || own === undefined || others.length > 0) throw error;
    return own.server.id;
  });
  const name = found.find(({ server }) => server.id === id)?.server.name ?? new URL(url).host;
  return { id, name, url, enabled: true, libraries };
}

/** The token of that server. */
export async function tokensOfFirst(
  home: Home,
  [first]: readonly ListedServer[],
  found: readonly ReachedServer[],
): Promise<readonly (readonly [string, string | undefined])[]> {
  if (first === undefined) return [];
  const token = found.find(({ server }) => server.id === first.id)?.token;
  return [[first.id, token ?? (await home.credentials.plexServerToken())]];
}

/** The machine identifier of the server at an address. Its token must be accepted, or it could not be synced. */
async function askId(
  home: Home,
  { url, libraries }: Pick<ConfiguredServer, "url" | "libraries">,
  { signal }: Options,
): Promise<string> {
  const { probe } = await openPlexServer(home, { url, libraries }, () => undefined);
  try {
    const { machineIdentifier } = await probe.identity({ signal });
    await probe.libraries({ signal });
    return machineIdentifier;
  } catch (error) {
    const failure = toPlexPaktError(error);
    if (!(failure instanceof PaktError)) throw error;
    throw new PaktError("usage", `The server at ${url} cannot be used: ${failure.message}`, {
      advice:
        failure.code === "sign-in-needed" && home.environment.plexToken !== undefined
          ? "It takes another token than PAKT_PLEX_TOKEN: take that out of the environment, and sign in with pakt login plex."
          : "Check that it runs, and its address; then try again.",
      cause: error,
    });
  }
}
