import { FIELDS } from "@pakt/sync-core";
import type { Field, FieldPolicy, Policy } from "@pakt/sync-core";
import type { TraktError } from "@pakt/trakt-sdk";

import { isVip } from "./account-limits.ts";
import { noWatchlist } from "./build-report.ts";
import { isoNow } from "./clock.ts";
import { forProfile } from "./for-profile.ts";
import { heldByLastSync } from "./held-by-last-sync.ts";
import type { HeldChanges } from "./held-by-last-sync.ts";
import type { Home } from "./home.ts";
import { readLimitsInUse } from "./limits-in-use.ts";
import type { LimitInUse } from "./limits-in-use.ts";
import { openTrakt } from "./open-trakt.ts";
import type { ExitCode, PaktError } from "./pakt-error.ts";
import { listRuns } from "./past-runs.ts";
import { expected, readPlexStatus } from "./plex-status.ts";
import type { PlexStatus } from "./plex-status.ts";
import { probeHome } from "./probe-home.ts";
import { readUsers } from "./profile-users.ts";
import type { RunSummary } from "./run-record.ts";
import { describeFailedRenewal, toTraktPaktError } from "./trakt-failure.ts";
import { recoverState } from "./recover.ts";
import { readTokenTimes } from "./token-times.ts";
import type { TokenTimes } from "./token-times.ts";

/** Something that needs the person, with what to do. */
export interface StatusProblem {
  readonly message: string;
  readonly advice: string;
}

/** What pakt knows of its accounts, its choices and its last run. */
export interface Status {
  /** When both services were asked. */
  readonly askedAt: string;
  /** The folder. */
  readonly home: string;
  readonly profile: string;
  readonly plex: PlexStatus & {
    /** Who is signed in, as far as a sign-in told. */
    readonly user?: string;
    readonly tokens?: TokenTimes;
  };
  readonly trakt: {
    readonly username?: string;
    readonly vip?: boolean;
    /** What a free account may hold, and how much of it is used. Empty for a paying one. */
    readonly limits?: readonly LimitInUse[];
    readonly signedIn: boolean;
    readonly tokenExpiresAt?: string;
    readonly tokens?: TokenTimes;
  };
  readonly fields: readonly {
    readonly field: Field;
    readonly direction: FieldPolicy["direction"];
    readonly removals: FieldPolicy["removals"];
    readonly conflicts: FieldPolicy["conflicts"];
    /** The types of titles that are written. */
    readonly types: FieldPolicy["types"];
    /** What these choices mean, one sentence. */
    readonly effect: string;
  }[];
  /** Titles that are never written: what `ignore` in the configuration names. */
  readonly ignore: Policy["ignore"];
  /** Whether rewatches on Plex become further plays on Trakt. */
  readonly rewatches: boolean;
  readonly lastRun?: RunSummary;
  /** What the last sync held back, by field. */
  readonly held: readonly HeldChanges[];
  readonly problems: readonly StatusProblem[];
  readonly exitCode: ExitCode;
}

/** Asks both services who they are and tells how pakt is set up. What is wrong is listed, not thrown; only broken files throw. */
export async function readStatus(
  home: Home,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Status> {
  await recoverState(home, { save: false });
  const [plex, trakt, runs, unwritable] = await Promise.all([
    readPlexStatus(home, options),
    traktStatus(home, options),
    listRuns(home),
    probeHome(home),
  ]);
  const [lastRun] = runs;
  const held = await heldByLastSync(home, runs);
  const users = await readUsers(home);
  const user = users.plex?.isSignedIn === true ? users.plex.name : undefined;
  const errors = [unwritable, ...plex.errors, trakt.error].flatMap((error) => error ?? []);
  return {
    askedAt: isoNow(home.clock),
    home: home.folder,
    profile: home.profile,
    plex: { ...(user !== undefined && { user }), ...plex.status, ...(await readTokenTimes(home, "plex")) },
    trakt: trakt.status,
    fields: FIELDS.map((field) => {
      const { direction, removals, conflicts, types } = home.config.fields[field];
      const isWithout = field === "watchlist" && direction !== "off" && users.plex?.isManaged === true;
      const effect = isWithout ? noWatchlist(user ?? "this user") : effectOf(field, home.config.fields[field]);
      return { field, direction, removals, conflicts, types, effect };
    }),
    ignore: home.config.ignore,
    rewatches: home.config.rewatches,
    ...(lastRun === undefined ? {} : { lastRun }),
    held,
    problems: [
      ...errors.map(({ message, advice }) => ({ message, advice: forProfile(advice, home.profile, users) })),
      ...trakt.problems,
      ...held.map((each) => {
        const { message, advice } = tellHeld(each);
        return { message, advice: forProfile(advice, home.profile, users) };
      }),
    ],
    exitCode: exitCodeOf(errors),
  };
}

function tellHeld({ field, kind, count, flag }: HeldChanges): StatusProblem {
  const [what, were] = count === 1 ? [kind.slice(0, -1), "was"] : [kind, "were"];
  return {
    message: `${count} ${what} of ${NAMES_OF_LISTS[field]} ${were} held back by the last sync.`,
    advice:
      flag === undefined
        ? "Only a complete read lets them through: run `pakt sync` again."
        : `\`pakt sync --dry-run\` lists them. If that is meant: \`pakt sync ${flag}\``,
  };
}

const NAMES_OF_LISTS: Readonly<Record<Field, string>> = {
  watched: "what is watched",
  rating: "the ratings",
  collection: "the collection",
  watchlist: "the watchlist",
};

async function traktStatus(
  home: Home,
  options: { readonly signal?: AbortSignal | undefined },
): Promise<{
  readonly status: Status["trakt"];
  readonly problems: readonly StatusProblem[];
  readonly error?: PaktError;
}> {
  const problems: StatusProblem[] = [];
  const onRenewalFailed = (error: TraktError): void => {
    problems.push({ message: describeFailedRenewal(error), advice: "Until then all goes on as before." });
  };
  const signIn = async (): Promise<Pick<Status["trakt"], "signedIn" | "tokenExpiresAt" | "tokens">> => {
    const times = await readTokenTimes(home, "trakt");
    const { expiresAt } = times.tokens ?? {};
    return {
      signedIn: times.tokens !== undefined,
      ...(expiresAt === undefined ? {} : { tokenExpiresAt: expiresAt }),
      ...times,
    };
  };
  try {
    const { trakt } = await openTrakt(home, { onRenewalFailed });
    const settings = await trakt.users.settings({ extended: "browsing", ...options });
    const limits = await readLimitsInUse(trakt, settings, options.signal);
    // Asking may have renewed them.
    return {
      status: { ...(await signIn()), username: settings.user.username, vip: isVip(settings), limits },
      problems,
    };
  } catch (error) {
    return { status: await signIn(), problems, error: expected(toTraktPaktError(error)) };
  }
}

function exitCodeOf(errors: readonly PaktError[]): ExitCode {
  const codes = errors.map(({ exitCode }) => exitCode);
  if (codes.includes(5)) return 5;
  return codes.length > 0 ? 1 : 0;
}

const NAMES: Readonly<Record<Field, string>> = {
  watched: "What you watch",
  rating: "Your ratings",
  collection: "What you own",
  watchlist: "Your watchlist",
};

/** What a field's choices mean, one sentence. */
export function effectOf(field: Field, policy: FieldPolicy): string {
  const name = NAMES[field];
  const verb = field === "rating" ? "are" : "is";
  switch (policy.direction) {
    case "off":
      return `${name} ${verb} not synced.`;
    case "two-way":
      return `${name} ${verb} kept the same on both sides; ${rulesOf(field, BOTH_WAYS[policy.removals], { rule: policy.conflicts, words: EITHER_WINS[policy.conflicts] })}.`;
    case "plex-to-trakt":
      return `${name} ${verb} sent from Plex to Trakt only; ${oneWayRules(field, policy, { from: "Plex", to: "Trakt" })}.`;
    case "trakt-to-plex":
      return `${name} ${verb} sent from Trakt to Plex only; ${oneWayRules(field, policy, { from: "Trakt", to: "Plex" })}.`;
  }
}

const BOTH_WAYS = {
  keep: "what you remove on one side stays on the other",
  propagate: "what you remove on one side is removed on the other too",
} as const;

const EITHER_WINS = {
  newest: "the newer change wins",
  plex: "Plex wins a conflict",
  trakt: "Trakt wins a conflict",
  ask: "conflicts are left to you",
} as const;

/** Nothing is ever written to the side that it comes from, whoever wins. */
function oneWayRules(
  field: Field,
  { removals, conflicts }: FieldPolicy,
  { from, to }: { readonly from: "Plex" | "Trakt"; readonly to: "Plex" | "Trakt" },
): string {
  const removal = `what you remove on ${from} ${removals === "keep" ? `stays on ${to}` : `is removed on ${to} too`}`;
  return rulesOf(field, removal, { rule: conflicts, words: oneWayWords(conflicts, from, to) });
}

function oneWayWords(rule: FieldPolicy["conflicts"], from: "Plex" | "Trakt", to: "Plex" | "Trakt"): string {
  if (rule === "ask") return EITHER_WINS.ask;
  if (rule === "newest") return `a change on ${from} wins where it is the newer one`;
  return (rule === "plex") === (from === "Plex")
    ? `${from} wins a conflict`
    : `what you changed on ${to} as well stays`;
}

/**
 * Listed is listed: of that the sides cannot disagree. Of what is watched they do only where it was removed on one side and seen again on the other;
 * that the newer change wins there needs no word.
 */
function rulesOf(field: Field, removal: string, { rule, words }: ConflictWords): string {
  if (field === "watchlist" || (field === "watched" && rule === "newest")) return removal;
  if (field === "watched" && rule === "ask") return `${removal}; ${SEEN_AGAIN} is left to you`;
  return `${removal}; ${words}`;
}

interface ConflictWords {
  readonly rule: FieldPolicy["conflicts"];
  readonly words: string;
}

const SEEN_AGAIN = "what you removed on one side and saw again on the other";
