import type { Base, FieldIdentity } from "./base.ts";
import type { Field, Side } from "./item.ts";
import type { Identity } from "./snapshot.ts";

type Part = keyof Identity;

/** Which parts of whose data it is matter to a field: a watchlist is in no library, and nobody's files are an account's. */
const PARTS: Readonly<Record<Field, Readonly<Record<Side, readonly Part[]>>>> = {
  watched: { plex: ["account", "server", "libraries"], trakt: ["account"] },
  rating: { plex: ["account", "server", "libraries"], trakt: ["account"] },
  collection: { plex: ["server", "libraries"], trakt: ["account"] },
  watchlist: { plex: ["account"], trakt: ["account"] },
};

/** Whose data both sides gave. */
export interface Identities {
  readonly plex: Identity;
  readonly trakt: Identity;
}

/** How the data of a run compare with whose data base holds of a field. */
export interface Comparison {
  /** The sides that are of another account than base. */
  readonly others: readonly Side[];
  /** Base knows the account of a side, and this run does not. */
  readonly isUnknown: boolean;
  /** No server in common with base. */
  readonly isOtherServer: boolean;
  /** Another server, more or fewer of them, or another choice of libraries. */
  readonly isOtherPlace: boolean;
}

/**
 * Compares whose data it is, in the parts that matter to a field. An account that base did not know may be any. Of the rest, what base never knew
 * cannot have changed.
 */
export function compareIdentity(field: Field, { identities = {} }: Base, now: Identities): Comparison {
  const before = identities[field];
  const sides = (["plex", "trakt"] as const).filter(
    (side) =>
      before !== undefined && PARTS[field][side].includes("account") && before[side].account !== now[side].account,
  );
  const others = sides.filter((side) => now[side].account !== undefined);
  return {
    others,
    isUnknown: others.length < sides.length,
    isOtherServer: isOtherServer(before?.plex, now.plex),
    isOtherPlace: [before?.plex, before?.formerly].some((each) => isOther(each, now.plex, PLACE)),
  };
}

/** What a write of now would go to, where it is not what was written to then. */
export type OtherTarget = "account" | "server" | "unknown-account";

/**
 * Whether a write to a side would go to somebody else's data than `written`, which was written to before: to another account, another Plex server, or
 * an account that cannot be told now. `undefined` where it goes to the same, as far as that was ever known.
 */
export function findOtherTarget(
  { field, side }: { readonly field: Field; readonly side: Side },
  written: Identities,
  now: Identities,
): OtherTarget | undefined {
  const parts = PARTS[field][side];
  const [before, after] = [written[side], now[side]];
  // Another choice of libraries is the same data: a copy that is in none of them is not found.
  if (parts.includes("server") && isOther(before, after, ["server"])) return "server";
  if (!parts.includes("account") || before.account === undefined || before.account === after.account) return undefined;
  return after.account === undefined ? "unknown-account" : "account";
}

/** The parts of whose data it is that matter to a field. */
export function identityOf(field: Field, { plex, trakt }: Identities): FieldIdentity {
  return { plex: pick(plex, PARTS[field].plex), trakt: pick(trakt, PARTS[field].trakt) };
}

/** Where the data of a side are from, whoever's they are. */
export function placeOf(identity: Identity): Identity {
  return pick(identity, PLACE);
}

const PLACE = ["server", "libraries"] as const;

function pick({ account, server, libraries }: Identity, parts: readonly Part[]): Identity {
  return {
    ...(account !== undefined && parts.includes("account") && { account }),
    ...(server !== undefined && parts.includes("server") && { server }),
    ...(libraries !== undefined && parts.includes("libraries") && { libraries }),
  };
}

/** Servers that come and go beside one that stays are the same person's household still. */
function isOtherServer(before: Identity | undefined, now: Identity): boolean {
  if (before?.server === undefined) return false;
  const servers = new Set([now.server ?? []].flat());
  return ![before.server].flat().some((server) => servers.has(server));
}

function isOther(before: Identity | undefined, now: Identity, parts: readonly Part[]): boolean {
  return parts.some((part) => {
    const former = before?.[part];
    return former !== undefined && String(former) !== String(now[part]);
  });
}
