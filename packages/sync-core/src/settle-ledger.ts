import type { Base } from "./base.ts";
import type { Ledger, SentPlay, SentScrobble } from "./ledger.ts";
import type { Outcome } from "./operation.ts";
import { isUnsettled } from "./plan-plays.ts";
import { playKeys, type PlayedTitle } from "./sent-index.ts";
import { isDayOld, toMinute } from "./time.ts";

/** A play as Trakt's history shows it. */
export interface ShownPlay extends PlayedTitle {
  /** UTC ISO 8601; seconds do not count. A date before 1970-01-02 is Trakt's way to show an unknown one. */
  readonly at: string;
}

/** The ledger with the answers: `applied` and `unknown` are remembered, what was certainly not done is forgotten. */
export function recordOutcomes(ledger: Ledger, outcomes: readonly Outcome[]): Ledger {
  const statuses = new Map(outcomes.map(({ operation, status }) => [operation, status]));
  const answered = <Sent extends SentPlay | SentScrobble>(sent: Sent): Sent[] => {
    const status = statuses.get(sent.operation);
    if (status === undefined) return [sent];
    return status === "applied" || status === "unknown" ? [{ ...sent, state: status }] : [];
  };
  return { ...ledger, plays: ledger.plays.flatMap(answered), scrobbles: ledger.scrobbles.flatMap(answered) };
}

/** Plays of which it is not known what became of them. Look for each in Trakt's history, at least a minute after it was sent. */
export function unsettledPlays(ledger: Ledger): readonly SentPlay[] {
  return ledger.plays.filter(isUnsettled);
}

/**
 * The ledger after a complete read of Trakt's history for `plays`: what is shown was applied, what is not shown was not, and is
 * forgotten so that it is planned again. Plays that were not looked for stay as they are.
 */
export function settlePlays(ledger: Ledger, plays: readonly SentPlay[], shown: readonly ShownPlay[]): Ledger {
  const looked = new Set(plays.map(({ operation }) => operation));
  const found = new Set(shown.flatMap((play) => momentKeys(play)));
  return {
    ...ledger,
    plays: ledger.plays.flatMap((play) => {
      if (!looked.has(play.operation) || !isUnsettled(play)) return [play];
      return momentKeys(play).some((key) => found.has(key)) ? [{ ...play, state: "applied" as const }] : [];
    }),
  };
}

/**
 * The ledger without what is beyond doubt: plays answered a day ago or longer, and scrobbles that base counted. Without `base`
 * scrobbles answered a day ago go; those without an answer stay, for they tell our own views from a person's.
 */
export function pruneLedger(ledger: Ledger, now: string, base?: Base): Ledger {
  // Nearly always there is nothing to look up, and a base is large.
  const counted = base && ledger.scrobbles.length > 0 ? viewsByRef(base) : undefined;
  const isOld = ({ state, sentAt }: SentPlay | SentScrobble): boolean => state === "applied" && isDayOld(sentAt, now);
  return {
    ...ledger,
    plays: ledger.plays.filter((play) => !isOld(play)),
    scrobbles: ledger.scrobbles.filter((scrobble) => {
      if (counted === undefined) return !isOld(scrobble);
      const views = counted.get(scrobble.ref);
      return views === undefined || views <= scrobble.viewsBefore;
    }),
  };
}

function momentKeys(play: ShownPlay): readonly string[] {
  const minute = toMinute(play.at) ?? "unknown";
  return playKeys(play).map((key) => `${key} ${minute}`);
}

function viewsByRef({ records }: Base): ReadonlyMap<string, number> {
  const copies = Object.values(records).flatMap((record) => Object.entries(record.copies ?? {}));
  return new Map(copies.map(([ref, { views }]) => [ref, views]));
}
