import { isPlexError } from "@pakt/plex-sdk";

import { configuredServers, findServer, withoutSlash } from "./configured-servers.ts";
import type { ConfiguredServer } from "./configured-servers.ts";
import { findServers, requireAccountServer } from "./find-servers.ts";
import type { ReachedServer, Server } from "./find-servers.ts";
import type { Home } from "./home.ts";
import { openPlexServer } from "./open-plex.ts";
import type { OpenedServer } from "./open-plex.ts";
import type { ExitCode } from "./pakt-error.ts";
import { describePlexFailure } from "./plex-failure.ts";

/** One address of a server, tried from here. */
export interface TestedAddress {
  readonly url: string;
  /** How it goes; absent for one that plex.tv does not list. */
  readonly reach?: Server["reach"];
  /** pakt uses it. */
  readonly isUsed: boolean;
  readonly answers: boolean;
  /** Why it does not, in a few words. */
  readonly message?: string;
  readonly durationMs: number;
}

/** What a test of one server found. */
export interface ServerTest {
  readonly name: string;
  readonly id?: string;
  /** Whether pakt syncs it. */
  readonly enabled: boolean;
  readonly version?: string;
  /** The one that is used first, then the most wanted first. */
  readonly addresses: readonly TestedAddress[];
  readonly token: "accepted" | "refused" | "not-tried";
  /** Whether it can be synced as it is. */
  readonly isUsable: boolean;
  /** Why not, and what to do, a sentence each. */
  readonly message?: string;
  readonly advice?: string;
}

/** What the tests of servers found. */
export interface ServerTests {
  readonly servers: readonly ServerTest[];
  /** 1 where a server that is synced, or was asked for, cannot be used. */
  readonly exitCode: ExitCode;
}

/**
 * Tries every address of the servers that are configured, or of one by name, id or address, and whether its token is accepted.
 *
 * @throws PaktError `usage` for a server that neither pakt nor the account knows, `sign-in-needed`, `plex-unreachable` where plex.tv is not.
 */
export async function testServers(
  home: Home,
  { name, signal }: { readonly name?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<ServerTests> {
  const found = await findServers(home, { signal });
  const servers = await Promise.all(meantBy(home, found, name).map((subject) => testServer(home, subject, signal)));
  const isBad = servers.some(({ isUsable, enabled }) => !isUsable && (enabled || name !== undefined));
  return { servers, exitCode: isBad ? 1 : 0 };
}

/** A server that is configured, in the account, or both. */
interface Subject {
  readonly configured?: ConfiguredServer | undefined;
  readonly found?: ReachedServer | undefined;
}

function meantBy(home: Home, found: readonly ReachedServer[], name: string | undefined): readonly Subject[] {
  const configured = configuredServers(home);
  const withFound = (server: ConfiguredServer): Subject => ({
    configured: server,
    found: found.find((each) => isSame(each, server)),
  });
  if (name === undefined) return configured.map(withFound);
  const own = findServer(configured, name);
  if (own !== undefined) return [withFound(own)];
  const inAccount = requireAccountServer(found, name);
  const known = configured.find((server) => isSame(inAccount, server));
  return [known === undefined ? { found: inAccount } : { configured: known, found: inAccount }];
}

function isSame({ server, tried }: ReachedServer, { id, url }: ConfiguredServer): boolean {
  if (id !== undefined) return server.id === id;
  return tried.some((each) => each.url === withoutSlash(url) && each.outcome !== "other-server");
}

async function testServer(
  home: Home,
  { configured, found }: Subject,
  signal: AbortSignal | undefined,
): Promise<ServerTest> {
  const id = configured?.id ?? found?.server.id;
  const used = configured === undefined ? undefined : withoutSlash(configured.url);
  const listed = (found?.tried ?? []).map((each): TestedAddress => {
    const { url, reach, outcome, error, durationMs } = each;
    const isUsed = url === used;
    if (outcome === "ok") return { url, reach, isUsed, answers: true, durationMs };
    const message = error === undefined ? OTHER : describePlexFailure(error);
    return { url, reach, isUsed, answers: false, message, durationMs };
  });
  const isListed = used === undefined || listed.some(({ isUsed }) => isUsed);
  const own = isListed ? [] : [await tryAddress(home, { url: used, id }, signal)];
  const addresses = [...own, ...listed.filter(({ isUsed }) => isUsed), ...listed.filter(({ isUsed }) => !isUsed)];
  const shared = {
    name: configured?.name ?? found?.server.name ?? used ?? "",
    ...(id !== undefined && { id }),
    enabled: configured?.enabled ?? false,
    addresses,
  };
  const url = used ?? addresses.find(({ answers }) => answers)?.url;
  if (url === undefined || !addresses.some((each) => each.url === url && each.answers)) {
    const other = addresses.find(({ answers }) => answers);
    return { ...shared, token: "not-tried", isUsable: false, ...noAnswer(shared.name, addresses[0], other) };
  }
  const synced = { url, libraries: "all", ...(configured?.id !== undefined && { id: configured.id }) } as const;
  const tried = await tryToken(
    await openPlexServer(home, synced, () => undefined, tokenOf({ configured, found })),
    signal,
  );
  return { ...shared, ...tried };
}

const OTHER = "another server answers there";

function noAnswer(
  name: string,
  used: TestedAddress | undefined,
  other: TestedAddress | undefined,
): Pick<ServerTest, "message" | "advice"> {
  if (used === undefined) return { message: "plex.tv lists no address of it.", advice: "Check that it runs." };
  if (other === undefined) {
    return {
      message: "None of its addresses can be used from here.",
      advice: "Check that it runs, and the network between here and there.",
    };
  }
  return {
    message: `The address that pakt uses cannot be used: ${used.message ?? OTHER}.`,
    advice: `Another does: pakt servers add "${name}" takes the best one that answers.`,
  };
}

async function tryAddress(
  home: Home,
  { url, id }: { readonly url: string; readonly id: string | undefined },
  signal: AbortSignal | undefined,
): Promise<TestedAddress> {
  const { probe } = await openPlexServer(home, { url, libraries: "all" }, () => undefined);
  const startedAt = home.clock.now();
  const shared = { url, isUsed: true };
  try {
    const { machineIdentifier } = await probe.identity({ signal });
    const durationMs = home.clock.now() - startedAt;
    const isOther = id !== undefined && id !== machineIdentifier;
    return { ...shared, answers: !isOther, ...(isOther && { message: OTHER }), durationMs };
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    const durationMs = home.clock.now() - startedAt;
    return { ...shared, answers: false, message: describePlexFailure(error), durationMs };
  }
}

/** What is configured has its own; of another server the account's is tried. */
function tokenOf({ configured, found }: Subject): string | undefined {
  return configured === undefined ? found?.token : undefined;
}

async function tryToken(
  { probe }: OpenedServer,
  signal: AbortSignal | undefined,
): Promise<Pick<ServerTest, "version" | "token" | "isUsable" | "message" | "advice">> {
  try {
    const { version } = await probe.identity({ signal });
    await probe.libraries({ signal });
    return { version, token: "accepted", isUsable: true };
  } catch (error) {
    if (!isPlexError(error) || error.code === "aborted") throw error;
    const isRefused = error.code === "unauthorized" || error.code === "forbidden";
    if (isRefused) {
      return {
        token: "refused",
        isUsable: false,
        message: "It does not accept the token.",
        advice: "Sign in: pakt login plex. Or give a valid token in PAKT_PLEX_TOKEN.",
      };
    }
    return {
      token: "not-tried",
      isUsable: false,
      message: `Its libraries cannot be read: ${describePlexFailure(error)}.`,
      advice: "Check that it runs and is not busy.",
    };
  }
}
