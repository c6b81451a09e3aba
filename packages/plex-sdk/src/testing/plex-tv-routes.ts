import type { Exchange, Route } from "./route.ts";
import { json, plexTvError } from "./route.ts";

/** A member of the in-memory Plex Home. */
export interface StoredHomeUser {
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  /** Of the user's own account; empty for a managed user, who has none. */
  readonly username: string;
  readonly email?: string | undefined;
  readonly admin: boolean;
  readonly restricted: boolean;
  /** Four digits that switching to this user asks for. */
  readonly pin?: string | undefined;
  /** The keys of the libraries that are shared with this user. Default: all. */
  readonly libraries?: readonly string[] | undefined;
}

/** A sign-in that is under way. */
export interface StoredPin {
  readonly id: number;
  readonly code: string;
  readonly clientIdentifier: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  token: string | null;
}

/** What the routes of plex.tv read and change. */
export interface AccountState {
  readonly now: () => number;
  /** Every token of an account, with the user it belongs to. The owner's are good for the server too. */
  readonly tokens: Map<string, StoredHomeUser>;
  /** Tokens that are good for the media server alone. */
  readonly serverTokens: Map<string, StoredHomeUser>;
  readonly owner: StoredHomeUser;
  readonly homeUsers: StoredHomeUser[];
  readonly pins: Map<number, StoredPin>;
  /** The rows of `/api/v2/resources`, with the user's own token for the server. */
  resources(user: StoredHomeUser): readonly unknown[];
  issueToken(user: StoredHomeUser): string;
  /** When each switch of the last minute was asked for, milliseconds since 1970. */
  readonly switches: number[];
  readonly switchesPerMinute: number;
}

const SIGNED_IN = { service: "plex.tv", needsToken: true } as const;
/** Seconds: 30 minutes for long codes, 15 for the four letters of plex.tv/link. */
const LIFETIME = { strong: 1800, short: 900 };

/** The endpoints of plex.tv. */
export function plexTvRoutes(state: AccountState): readonly Route[] {
  return [
    {
      methods: ["POST"],
      service: "plex.tv",
      needsToken: false,
      path: /^\/api\/v2\/pins$/,
      query: ["strong"],
      answer: (exchange) => createPin(state, exchange),
    },
    {
      methods: ["GET"],
      service: "plex.tv",
      needsToken: false,
      path: /^\/api\/v2\/pins\/(\d+)$/,
      query: [],
      answer: (exchange) => readPin(state, exchange),
    },
    {
      ...SIGNED_IN,
      methods: ["GET"],
      path: /^\/api\/v2\/user$/,
      query: [],
      answer: (exchange) => user(state, exchange),
    },
    {
      ...SIGNED_IN,
      methods: ["GET"],
      path: /^\/api\/v2\/resources$/,
      query: ["includeHttps", "includeRelay", "includeIPv6"],
      answer: ({ token }) => json(state.resources(state.tokens.get(token) ?? state.owner)),
    },
    {
      ...SIGNED_IN,
      methods: ["GET"],
      path: /^\/api\/v2\/home\/users$/,
      query: [],
      answer: () => json({ id: 1, name: "Home", users: state.homeUsers.map(toHomeRow) }),
    },
    {
      ...SIGNED_IN,
      methods: ["POST"],
      path: /^\/api\/v2\/home\/users\/([^/]+)\/switch$/,
      query: ["pin"],
      answer: (exchange) => switchUser(state, exchange),
    },
    {
      ...SIGNED_IN,
      methods: ["DELETE"],
      path: /^\/api\/v2\/users\/signout$/,
      query: [],
      answer: (exchange) => {
        state.tokens.delete(exchange.token);
        return new Response(null, { status: 204 });
      },
    },
  ];
}

function createPin(state: AccountState, exchange: Exchange): Response {
  const isStrong = exchange.query.get("strong") === "true";
  const lifetime = isStrong ? LIFETIME.strong : LIFETIME.short;
  const id = 910_000_000 + state.pins.size + 1;
  const code = isStrong ? `strong${String(id).padStart(19, "0")}` : `P${String(id).slice(-3)}`;
  const clientIdentifier = exchange.headers.get("x-plex-client-identifier") ?? "";
  const pin: StoredPin = { id, code, clientIdentifier, expiresAt: state.now() + lifetime * 1000, token: null };
  state.pins.set(id, pin);
  return json(toPinBody(pin, state.now()), 201);
}

function readPin(state: AccountState, exchange: Exchange): Response {
  const pin = state.pins.get(Number(exchange.params[0]));
  const isTheirs = pin?.clientIdentifier === exchange.headers.get("x-plex-client-identifier");
  if (pin === undefined || !isTheirs || pin.expiresAt <= state.now()) {
    return plexTvError(404, { code: 1020, message: "Code not found or expired" });
  }
  return json(toPinBody(pin, state.now()));
}

function toPinBody(pin: StoredPin, now: number): Record<string, unknown> {
  return {
    id: pin.id,
    code: pin.code,
    trusted: false,
    clientIdentifier: pin.clientIdentifier,
    expiresIn: Math.max(0, Math.round((pin.expiresAt - now) / 1000)),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(pin.expiresAt).toISOString(),
    authToken: pin.token,
    newRegistration: null,
  };
}

function user(state: AccountState, exchange: Exchange): Response {
  const who = state.tokens.get(exchange.token) ?? state.owner;
  return json({
    id: who.id,
    uuid: who.uuid,
    username: who.username,
    title: who.title,
    email: who.email ?? null,
    friendlyName: "",
    authToken: exchange.token,
    subscription: { active: false, status: "Inactive", plan: null, features: [] },
    home: true,
    homeAdmin: who.admin,
    restricted: who.restricted,
  });
}

function toHomeRow(member: StoredHomeUser): Record<string, unknown> {
  const { id, uuid, title, username, admin, restricted, pin } = member;
  return { id, uuid, title, username, admin, restricted, protected: pin !== undefined, guest: false };
}

/** A missing or wrong PIN is 403 with code 1041 (anthonycaccese/240-MP#244); many switches are throttled (arabcoders/watchstate#325). */
function switchUser(state: AccountState, exchange: Exchange): Response {
  const now = state.now();
  const recent = state.switches.filter((at) => now - at < 60_000);
  if (recent.length >= state.switchesPerMinute) {
    return plexTvError(429, { code: 1003, message: "Rate limit exceeded, please try again later" });
  }
  state.switches.splice(0, state.switches.length, ...recent, now);
  const member = state.homeUsers.find((candidate) => candidate.uuid === exchange.params[0]);
  if (member === undefined) return plexTvError(404, { code: 1002, message: "Resource not found" });
  if (member.pin !== undefined && member.pin !== exchange.query.get("pin")) {
    return plexTvError(403, { code: 1041, message: "The PIN was invalid" });
  }
  return json({ id: member.id, uuid: member.uuid, title: member.title, authToken: state.issueToken(member) }, 201);
}
