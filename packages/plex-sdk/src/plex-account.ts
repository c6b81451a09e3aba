import type { PlexHomeUser, PlexResource, PlexUser } from "./account-answers.ts";
import { homeUsersAnswer, resourceAnswer, switchAnswer, userAnswer } from "./account-answers.ts";
import { createCaller } from "./call-plex.ts";
import type { PlexRequest } from "./call-plex.ts";
import { clientHeaders, tokenHeader } from "./client-headers.ts";
import type { CallOptions, PlexClientOptions } from "./client-options.ts";
import { systemClock } from "./clock.ts";
import { isPlexError, PlexError } from "./plex-error.ts";
import type { PlexPin } from "./plex-pin.ts";
import { pinAnswer, toPin } from "./plex-pin.ts";
import { toQueryString } from "./query-string.ts";
import type { WaitForPinOptions } from "./wait-for-pin.ts";
import { waitForPin } from "./wait-for-pin.ts";

/** Where plex.tv is, and the token of the account. */
export interface PlexAccountOptions extends PlexClientOptions {
  /** The account's token; not needed to sign in. */
  readonly token?: string | undefined;
  /** Default `https://plex.tv`. */
  readonly plexTvUrl?: string | undefined;
  /** Default `https://clients.plex.tv`, or `plexTvUrl` when only that is set. */
  readonly clientsUrl?: string | undefined;
}

/** How to sign in. */
export interface CreatePinOptions extends CallOptions {
  /** A long code that only a browser can carry (default), or, with `false`, four letters that a person types at plex.tv/link. */
  readonly strong?: boolean | undefined;
  /** Where the browser goes after the approval. */
  readonly forwardUrl?: string | undefined;
}

/** Whom to switch to. */
export interface SwitchHomeUserOptions extends CallOptions {
  readonly uuid: string;
  /** The four digits of a protected user. */
  readonly pin?: string | undefined;
}

/** A plex.tv account. Every method throws `PlexError` only; all but the two for signing in need a token and throw `unauthorized` without. */
export interface PlexAccount {
  /** Begins to sign in. Show `authUrl`, or `code` and `linkUrl`, and call `waitForPin`. */
  createPin(options?: CreatePinOptions): Promise<PlexPin>;
  /** The account's token, as soon as the person approves. Throws `pin-expired` when they do not. */
  waitForPin(pin: PlexPin, options?: WaitForPinOptions): Promise<string>;
  user(options?: CallOptions): Promise<PlexUser>;
  /** The servers of the account, own and shared, each with the token for it. See `probeConnections`. */
  resources(options?: CallOptions): Promise<PlexResource[]>;
  homeUsers(options?: CallOptions): Promise<PlexHomeUser[]>;
  /** The token of a member of the Plex Home. Throttled quickly (arabcoders/watchstate#325): keep it. Throws `wrong-pin`. */
  switchHomeUser(options: SwitchHomeUserOptions): Promise<string>;
  /** Makes the token void. */
  signOut(options?: CallOptions): Promise<void>;
}

/** Makes the client of plex.tv. */
export function createPlexAccount(options: PlexAccountOptions): PlexAccount {
  const { clock = systemClock } = options;
  const plexTvUrl = options.plexTvUrl ?? "https://plex.tv";
  const clientsUrl = options.clientsUrl ?? options.plexTvUrl ?? "https://clients.plex.tv";
  const plexTv = createCaller({ ...options, baseUrl: plexTvUrl });
  const clients = createCaller({ ...options, baseUrl: clientsUrl });
  const anonymous = clientHeaders(options);
  const signedIn = (request: Pick<PlexRequest, "method" | "path" | "query" | "signal">): PlexRequest => ({
    ...request,
    headers: { ...anonymous, ...tokenHeader(options.token) },
  });

  return {
    createPin: async ({ strong = true, forwardUrl, signal } = {}) => {
      const query = strong ? toQueryString({ strong: "true" }) : "";
      const request: PlexRequest = { method: "POST", path: "/api/v2/pins", query, headers: anonymous, signal };
      const { body } = await plexTv.read(request, pinAnswer);
      return toPin(body, { client: options, now: clock.now(), forwardUrl });
    },
    waitForPin: (pin, wait = {}) => waitForPin(pin, { ...wait, caller: plexTv, headers: anonymous, clock }),
    user: async ({ signal } = {}) => {
      const { body } = await plexTv.read(signedIn({ method: "GET", path: "/api/v2/user", signal }), userAnswer);
      return body;
    },
    resources: async ({ signal } = {}) => {
      const query = toQueryString({ includeHttps: 1, includeRelay: 1, includeIPv6: 1 });
      const { body } = await clients.read(
        signedIn({ method: "GET", path: "/api/v2/resources", query, signal }),
        resourceAnswer,
      );
      return body.filter((resource) => resource.provides.split(",").includes("server"));
    },
    homeUsers: async ({ signal } = {}) => {
      const { body } = await plexTv.read(
        signedIn({ method: "GET", path: "/api/v2/home/users", signal }),
        homeUsersAnswer,
      );
      return body.users ?? [];
    },
    switchHomeUser: async ({ uuid, pin, signal }) => {
      const path = `/api/v2/home/users/${encodeURIComponent(uuid)}/switch`;
      const request = signedIn({ method: "POST", path, query: toQueryString({ pin }), signal });
      try {
        const { body } = await clients.read(request, switchAnswer);
        return body.authToken;
      } catch (error) {
        throw asWrongPin(error);
      }
    },
    signOut: async ({ signal } = {}) =>
      plexTv.send(signedIn({ method: "DELETE", path: "/api/v2/users/signout", signal })),
  };
}

/** plex.tv answers 403 with code 1041 to a missing or wrong PIN (anthonycaccese/240-MP#244). */
const WRONG_PIN = 1041;

function asWrongPin(error: unknown): unknown {
  if (!isPlexError(error) || error.serviceCode !== WRONG_PIN) return error;
  return new PlexError({ code: "wrong-pin", method: "POST", url: error.url, status: error.status, cause: error });
}
