import { idsOfItem, isPlexError } from "@pakt/plex-sdk";
import type { PlexLibrary, PlexServer } from "@pakt/plex-sdk";

import { noWatchlist } from "./build-report.ts";
import { otherUser } from "./check-users.ts";
import { explainNetwork } from "./examination.ts";
import type { Check, Subject } from "./examination.ts";
import { otherServer, selectLibraries } from "./fetch-plex.ts";
import type { Home } from "./home.ts";
import { openPlexClients } from "./open-plex.ts";
import type { OnPlexRequest, OpenedServer } from "./open-plex.ts";
import { isPaktError } from "./pakt-error.ts";
import { readUsers } from "./profile-users.ts";
import { toPlexPaktError } from "./plex-failure.ts";

/** So many titles of each library are looked at. */
const SAMPLE = 50;

/** Each media server, its libraries, and the account with its watchlist. */
export async function examinePlex(
  home: Home,
  { onRequest, signal }: { readonly onRequest: OnPlexRequest; readonly signal: AbortSignal | undefined },
): Promise<readonly Check[]> {
  try {
    // Asked once: somebody waits for it.
    const { servers, account, discover } = await openPlexClients(home, onRequest);
    const { plex: known } = await readUsers(home);
    const checks =
      servers.length === 1 ? await examineServer(servers[0], signal) : await examineServers(servers, signal);
    const user = account.user({ signal }).then(({ username, title, uuid }) => {
      if (known?.isSignedIn === true && known.id !== uuid) throw otherUser(home, "plex", known);
      return username || title || uuid;
    });
    const listed = async (): Promise<number> => {
      const answer = await discover.watchlist({ signal });
      return answer.state === "read" ? answer.items.length : 0;
    };
    return [
      ...checks,
      await found("plex-account", user, (name) => `The token is that of the account ${name}.`),
      known?.isManaged === true
        ? { subject: "watchlist", status: "good", message: noWatchlist(known.name ?? "this user") }
        : await found("watchlist", listed(), (count) => `The watchlist can be read: ${count} titles.`),
    ];
  } catch (error) {
    return [failed("plex", error)];
  }
}

/** Several servers, each by its name. One that gives no answer keeps none of the others from being synced. */
async function examineServers(
  servers: readonly OpenedServer[],
  signal: AbortSignal | undefined,
): Promise<readonly Check[]> {
  const all = await Promise.all(
    servers.map(async (server) => {
      const checks = await examineServer(server, signal).catch((error: unknown) => [failed("plex", error)]);
      return checks.map((check) => ({ ...check, message: `${server.name ?? server.url}: ${check.message}` }));
    }),
  );
  const isAnyWell = all.some((checks) => checks.every(({ status }) => status !== "bad"));
  const eased = (check: Check): Check =>
    isAnyWell && check.status === "bad" ? { ...check, status: "warning" } : check;
  return all.flat().map(eased);
}

async function examineServer(
  { id, url, libraries: choice, probe: server }: OpenedServer,
  signal: AbortSignal | undefined,
): Promise<readonly Check[]> {
  const { version, machineIdentifier } = await server.identity({ signal });
  if (id !== undefined && id !== machineIdentifier) throw otherServer();
  const libraries = await server.libraries({ signal });
  const { selected, missing } = selectLibraries(libraries, choice);
  const reached: Check = { subject: "plex", status: "good", message: `Plex ${version} answers at ${url}.` };
  if (selected.length === 0) {
    return [
      reached,
      {
        subject: "libraries",
        status: "bad",
        message: "No movie or show library is chosen, or none is there.",
        advice: "See them: pakt libraries.",
      },
    ];
  }
  const without = await Promise.all(selected.map((library) => nameless(server, library, signal)));
  const names = without.flatMap((share, index) =>
    share === 0 ? [] : [`${selected[index]?.title ?? ""} (${share} of the first ${SAMPLE})`],
  );
  return [
    reached,
    ...(missing.length === 0
      ? []
      : [
          {
            subject: "libraries",
            status: "warning",
            message: `Chosen and not there: ${missing.join(", ")}.`,
            advice: "Choose again: pakt libraries --select.",
          } as const,
        ]),
    names.length === 0
      ? { subject: "libraries", status: "good", message: `${selected.length} libraries are synced.` }
      : {
          subject: "libraries",
          status: "warning",
          message: `Titles that no agent has matched cannot be synced: ${names.join(", ")}.`,
          advice: "Match them in Plex, with an agent that gives ids (Plex Movie, Plex TV Series).",
        },
  ];
}

/** How many of a library's first titles have no id to match by. */
async function nameless(server: PlexServer, library: PlexLibrary, signal: AbortSignal | undefined): Promise<number> {
  const type = library.type === "show" ? "show" : "movie";
  const { rows } = await server.items({ library: library.key, type })({ start: 0, size: SAMPLE, signal });
  return rows.filter((row) => idsOfItem(row).own.length === 0).length;
}

async function found<T>(subject: Subject, asked: Promise<T>, say: (value: T) => string): Promise<Check> {
  try {
    return { subject, status: "good", message: say(await asked) };
  } catch (error) {
    // The media server may well be all that somebody syncs; the tokens of another user are another thing.
    return { ...failed(subject, error), status: isPaktError(error) ? "bad" : "warning" };
  }
}

function failed(subject: Subject, error: unknown): Check {
  const failure = toPlexPaktError(error);
  if (!isPaktError(failure)) throw error;
  const where = subject === "plex" ? "The Plex server" : "plex.tv";
  const network = isPlexError(error) ? explainNetwork(error) : undefined;
  if (network !== undefined) {
    return { subject, status: "bad", message: `${where} gives no answer: ${network.message}.`, advice: network.advice };
  }
  return { subject, status: "bad", message: failure.message, advice: failure.advice };
}
