import { http } from "msw";
import type { HttpHandler } from "msw";

import type { PlexConnectionRow, ResourceRow } from "./account-state.ts";
import { createAccountState } from "./account-state.ts";
import type { DiscoverDesk } from "./discover-desk.ts";
import { createDiscoverDesk } from "./discover-desk.ts";
import type { DiscoverOptions } from "./discover-options.ts";
import { discoverRoutes } from "./discover-routes.ts";
import { createDiscoverStore } from "./discover-store.ts";
import { dropWatched } from "./drop-watched.ts";
import type { HomeMember } from "./home-member.ts";
import { createHomeMembers } from "./home-member.ts";
import { applyFault } from "./fault.ts";
import type { Interceptor } from "./fault.ts";
import type { HistoryEntry } from "./history.ts";
import type { ItemShelf } from "./item-shelf.ts";
import { createItemShelf } from "./item-shelf.ts";
import { createItemStore } from "./item-store.ts";
import type { Listening } from "./listen.ts";
import { listen } from "./listen.ts";
import type { Person } from "./person.ts";
import { createPerson } from "./person.ts";
import type { RequestLog } from "./request-log.ts";
import { createRequestLog } from "./request-log.ts";
import type { Service } from "./route.ts";
import { findRoute, serveRoute } from "./serve-route.ts";
import type { StreamsInLists } from "./server-routes.ts";
import { serverRoutes } from "./server-routes.ts";
import { plexTvRoutes } from "./plex-tv-routes.ts";
import type { StoredItem } from "./stored-item.ts";
import { writeRoutes } from "./write-routes.ts";

/** How the in-memory Plex behaves. */
export interface InMemoryPlexOptions extends DiscoverOptions {
  /** Milliseconds since 1970. Default: the real time. */
  readonly now?: (() => number) | undefined;
  /** Each answer waits this long. Default 0. */
  readonly latencyMs?: number | undefined;
  readonly machineIdentifier?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly version?: string | undefined;
  /** The owner's token, good for the server, plex.tv and Discover. */
  readonly token?: string | undefined;
  /** Who the owner is. Default `owner-uuid`. */
  readonly ownerUuid?: string | undefined;
  /** Another token of the owner, which `/api/v2/resources` gives out and which is good for the server alone. Default: none. */
  readonly serverToken?: string | undefined;
  /** The most rows of one page, whatever is asked for. Default: no cap. */
  readonly maxPageSize?: number | undefined;
  /** `librarySectionID` stands on the container only. Default false. */
  readonly hoistsCommonAttributes?: boolean | undefined;
  /** Numbers come as text. Default false. */
  readonly numbersAsText?: boolean | undefined;
  /** Filters are dropped without a word, as some servers do. Default false. */
  readonly ignoresFilters?: boolean | undefined;
  /** What a list does when it is asked for streams: gives them, does not listen, or answers 500. Default `yes`. */
  readonly streamsInLists?: StreamsInLists | undefined;
  /** So many switches to members of the Home a minute; more are answered 429. Default: any. */
  readonly switchesPerMinute?: number | undefined;
  /** What `/api/v2/resources` lists for the server. Default: where it listens. */
  readonly connections?: readonly PlexConnectionRow[] | undefined;
  /** Further servers that `/api/v2/resources` lists, each an in-memory Plex of its own: see `resource`. Default: none. */
  readonly neighbours?: (() => readonly ResourceRow[]) | undefined;
}

/** A library to add. `agent` defaults to Plex's own. */
export interface LibraryOptions {
  readonly key: string;
  readonly title: string;
  readonly type: "movie" | "show";
  readonly agent?: string | undefined;
}

/** A small stateful media server with plex.tv: strict about what it is sent, with state to look at and ways to go wrong. */
export interface InMemoryPlex {
  /** For msw's `setupServer`; they match any origin. */
  readonly handlers: HttpHandler[];
  /** Serves the same handlers on a loopback port (any free one by default). */
  listen(options?: { readonly port?: number; readonly host?: "127.0.0.1" }): Promise<Listening>;
  readonly machineIdentifier: string;
  readonly token: string;
  /** This server as another account lists it. */
  resource(): ResourceRow;
  readonly libraries: { add(library: LibraryOptions): void; remove(key: string): void };
  readonly items: ItemShelf;
  /** What the person does, on a player or on plex.tv. */
  readonly person: Person;
  /** The catalogue and the owner's watchlist, at `discoverUrl` and in-process at `https://discover.provider.plex.tv`. */
  readonly discover: DiscoverDesk;
  /** What a member of the Plex Home does and sees, by the uuid that `person.addHomeUser` gave. */
  member(uuid: string): HomeMember;
  /** The keys scrobbled through the API, in order. */
  readonly scrobbles: readonly string[];
  readonly requests: RequestLog;
  /** What a strict service would object to; empty when all is well. */
  readonly violations: readonly string[];
  /** Lets requests go wrong; without an argument, all goes right again. */
  intercept(interceptor?: Interceptor): void;
}

/** Makes an in-memory Plex without libraries. */
export function createInMemoryPlex(options: InMemoryPlexOptions = {}): InMemoryPlex {
  const { now = Date.now, machineIdentifier = "in-memory-plex-machine", token = "in-memory-plex-token" } = options;
  const seconds = (): number => Math.floor(now() / 1000);
  const store = createItemStore();
  const history: HistoryEntry[] = [];
  const scrobbles: string[] = [];
  const violations: string[] = [];
  const requests = createRequestLog();
  const listening = new Set<string>();
  const { friendlyName = "In-memory Plex", version = "1.43.4.10903-in-memory" } = options;
  const connections = (): readonly PlexConnectionRow[] => options.connections ?? [...listening].map(toConnection);
  const account = createAccountState({
    ownerUuid: options.ownerUuid ?? "owner-uuid",
    now,
    token,
    serverToken: options.serverToken,
    server: { friendlyName, machineIdentifier, version },
    connections,
    neighbours: options.neighbours ?? (() => []),
    switchesPerMinute: options.switchesPerMinute ?? Infinity,
  });
  const discover = createDiscoverStore();
  const onView = (item: StoredItem, listed = discover): void => {
    if (options.dropsWatched === true) dropWatched(listed, item);
  };
  const members = createHomeMembers({ account, store, discover, history, now: seconds, onView });
  const routes = [
    ...serverRoutes({
      machineIdentifier,
      version,
      friendlyName,
      ownerName: account.owner.username,
      storeOf: members.storeOf,
      history,
      style: {
        numbersAsText: options.numbersAsText ?? false,
        hoistsCommonAttributes: options.hoistsCommonAttributes ?? false,
      },
      maxPageSize: options.maxPageSize ?? Infinity,
      ignoresFilters: options.ignoresFilters ?? false,
      streamsInLists: options.streamsInLists ?? "yes",
    }),
    ...writeRoutes({
      storeOf: members.storeOf,
      now: seconds,
      scrobbles,
      violations,
      onView: (item, sent) => onView(item, members.discoverOf(sent)),
    }),
    ...discoverRoutes({ storeOf: members.discoverOf, options, now: seconds }),
    ...plexTvRoutes(account),
  ];
  const isGoodToken = (sent: string, service: Service): boolean => {
    const user = account.tokens.get(sent);
    if (service === "server") return user === account.owner || account.serverTokens.has(sent);
    // A managed user has no account, and so no watchlist.
    return user !== undefined && (service !== "discover" || user.username !== "");
  };
  const judge = { isGoodToken, violations };
  let interceptor: Interceptor | undefined;
  let total = 0;

  async function answer(request: Request): Promise<Response> {
    const entry = requests.add(request, now());
    const { method, path } = entry;
    total += 1;
    const count = total;
    if (options.latencyMs !== undefined) await wait(options.latencyMs);
    const ask = async (phase: "before" | "after"): Promise<ReturnType<Interceptor>> =>
      interceptor?.({ method, path, count, phase });
    const settle = (response: Response): Response => {
      if (response.type !== "error") entry.status = response.status;
      return response;
    };
    const before = await ask("before");
    if (before !== undefined) return settle(await applyFault(before, { right: undefined, signal: request.signal }));
    const route = findRoute(routes, request);
    if (route === undefined) throw new Error(`No route for ${method} ${path}.`);
    const right = serveRoute(route, request, judge);
    const after = await ask("after");
    return settle(after === undefined ? right : await applyFault(after, { right, signal: request.signal }));
  }

  const handlers = [
    http.all(
      ({ request }) => findRoute(routes, request) !== undefined,
      ({ request }) => answer(request),
    ),
  ];

  return {
    handlers,
    machineIdentifier,
    token,
    resource: () => ({
      friendlyName,
      machineIdentifier,
      version,
      accessToken: options.serverToken ?? token,
      connections: connections(),
    }),
    scrobbles,
    violations,
    requests: requests.log,
    libraries: {
      add: (library) => {
        const agent = library.agent ?? (library.type === "movie" ? "tv.plex.agents.movie" : "tv.plex.agents.series");
        store.libraries.set(library.key, { ...library, agent });
      },
      remove: (key) => {
        store.removeLibrary(key);
      },
    },
    items: createItemShelf(store, seconds),
    discover: createDiscoverDesk(discover, seconds),
    member: members.member,
    person: createPerson({ store, history, account, onView, now: seconds }),
    intercept: (next) => {
      interceptor = next;
    },
    listen: async (at = {}) => {
      const opened = await listen(handlers, { ...at, now, onUnknown: noteUnknown });
      listening.add(opened.url);
      return {
        url: opened.url,
        discoverUrl: `${opened.url}/discover`,
        close: async () => {
          listening.delete(opened.url);
          await opened.close();
        },
      };
    },
  };

  function noteUnknown(request: Request): void {
    const entry = requests.add(request, now());
    entry.status = 404;
    violations.push(`${entry.method} ${entry.path}: there is no such endpoint`);
  }
}

function toConnection(text: string): PlexConnectionRow {
  const { hostname, port } = new URL(text);
  return { protocol: "http", address: hostname, port: Number(port), uri: text, local: true, relay: false, IPv6: false };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
