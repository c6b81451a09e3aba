import { http } from "msw";
import type { HttpHandler } from "msw";
import { createAccount } from "./account.ts";
import type { AccountSettingsChange } from "./account-settings.ts";
import type { Account } from "./account.ts";
import { createCatalogue } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { listen } from "./listen.ts";
import type { Listening } from "./listen.ts";
import type { Paging } from "./pages.ts";
import { createLists } from "./rows.ts";
import type { ShownLimits } from "./shown-limits.ts";
import { createService } from "./service.ts";
import type { Interceptor, RequestLog } from "./service.ts";
import { createTokenOffice } from "./token-office.ts";
import type { TokenOffice } from "./token-office.ts";
import { createWriteGate } from "./write-gate.ts";

/** How the in-memory Trakt differs from its defaults. */
export interface InMemoryTraktOptions {
  /** Epoch milliseconds. Default the machine's clock. */
  readonly now?: () => number;
  /** How long each answer takes. Default 0. */
  readonly latencyMs?: number;
  /** `/sync/watched` leaves out plays that are younger than this many milliseconds. Default 0. */
  readonly watchedLagsBy?: number;
  /** 429 for a write within a second of the one before. Default false. */
  readonly enforceWriteInterval?: boolean;
  /** The only app that is known. Default any. */
  readonly clientId?: string;
  /** Default any. */
  readonly clientSecret?: string;
  /** Default seven days. */
  readonly tokenLifetimeMs?: number;
  /** Comes before every token and code, to tell accounts apart that are served at one address. Default: nothing. */
  readonly tokenPrefix?: string;
  /** What Trakt asks for between two polls of a device code, seconds. Default 5. */
  readonly devicePollSeconds?: number;
  /** Rows a page. Default Trakt's: 100, at most 250, at most 100 with `extended=progress`. */
  readonly paging?: Partial<Paging> & { readonly progressMax?: number };
  /** Ids by which episodes are found in bodies. Default `trakt` and `tvdb`, all that the contract promises. */
  readonly episodeIds?: readonly ("trakt" | "tvdb" | "imdb" | "tmdb")[];
  readonly settings?: AccountSettingsChange;
  /** A play takes its movie, its episode, and that one's season and show off the watchlist. Default true, as Trakt does. */
  readonly dropsWatched?: boolean;
  /** Which limits `/users/settings` shows. Default `full`; `partial` has no collection, as in the current contract. */
  readonly shownLimits?: ShownLimits;
  /** Whether 420 comes with `X-Account-Limit`. Default true. */
  readonly tellsLimit?: boolean;
  /**
   * Of a collection or watchlist that has no room for all of a body, the part that fits is stored before 420. Default false; which of
   * the two Trakt does is unverified.
   */
  readonly limitStoresPart?: boolean;
}

/** A small Trakt in memory: one account, stateful, and strict about what it is sent. */
export interface InMemoryTrakt {
  /** For msw's `setupServer`; they answer on any origin, API and auth alike. */
  readonly handlers: HttpHandler[];
  /** The same handlers on a loopback port. */
  listen(options?: { readonly port?: number; readonly host?: "127.0.0.1" }): Promise<Listening>;
  readonly catalogue: Catalogue;
  readonly account: Account;
  readonly tokens: TokenOffice;
  readonly requests: RequestLog;
  /** What a strict service would object to, oldest first. */
  readonly violations: string[];
  /** Lets requests go wrong; without an argument, all goes right again. */
  intercept(interceptor?: Interceptor): void;
}

/** A Trakt without titles, plays or sign-ins. */
export function createInMemoryTrakt(options: InMemoryTraktOptions = {}): InMemoryTrakt {
  const now = options.now ?? Date.now;
  const catalogue = createCatalogue();
  const account = createAccount({
    now,
    catalogue,
    settings: options.settings ?? {},
    dropsWatched: options.dropsWatched ?? true,
  });
  const tokenLifetimeMs = options.tokenLifetimeMs ?? 7 * 24 * 3_600_000;
  const tokens = createTokenOffice(now, tokenLifetimeMs, options.tokenPrefix);
  const violations: string[] = [];
  const object = (what: string): void => {
    violations.push(what);
  };
  const { default: size = 100, max = 250, progressMax = 100 } = options.paging ?? {};
  const service = createService({
    latencyMs: options.latencyMs ?? 0,
    writeGate: options.enforceWriteInterval === true ? createWriteGate(now, object) : () => undefined,
    world: {
      catalogue,
      account,
      lists: createLists({ account, catalogue, now, watchedLagMs: options.watchedLagsBy ?? 0 }),
      tokens,
      paging: { default: Math.min(size, max), max },
      progressPaging: { default: Math.min(size, progressMax), max: progressMax },
      episodeIds: options.episodeIds ?? ["trakt", "tvdb"],
      devicePollSeconds: options.devicePollSeconds ?? 5,
      shownLimits: options.shownLimits ?? "full",
      tellsLimit: options.tellsLimit ?? true,
      limitStoresPart: options.limitStoresPart ?? false,
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      tokenLifetimeMs,
      now,
      object,
    },
  });
  const handlers = [
    http.all(
      ({ request }) => /^\/(sync|users|search|shows|movies|oauth)\//.test(new URL(request.url).pathname),
      ({ request }) => service.serve(request),
    ),
  ];
  return {
    handlers,
    listen: (at) => listen(handlers, { ...at, now }),
    catalogue,
    account,
    tokens,
    requests: service.requests,
    violations,
    intercept: service.intercept,
  };
}
