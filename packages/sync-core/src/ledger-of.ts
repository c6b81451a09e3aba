import type { Ledger } from "./ledger.ts";

/** A ledger, told apart by the Trakt account that its plays were sent to. */
export interface AccountLedger {
  /** What concerns the account: its plays, those of which nobody knows whose they are, and all scrobbles. */
  readonly own: Ledger;
  /** The plays of other accounts: nothing is known of them before their account is back. */
  readonly others: Ledger["plays"];
}

/** The part of a ledger that concerns a Trakt account; of one that is not known, all of it. */
export function ledgerOf(ledger: Ledger, account: string | undefined): AccountLedger {
  const isOther = (play: Ledger["plays"][number]): boolean =>
    account !== undefined && play.account !== undefined && play.account !== account;
  const others = ledger.plays.filter(isOther);
  if (others.length === 0) return { own: ledger, others };
  return { own: { ...ledger, plays: ledger.plays.filter((play) => !isOther(play)) }, others };
}

/** The whole ledger again. */
export function joinLedger({ own, others }: AccountLedger): Ledger {
  return others.length === 0 ? own : { ...own, plays: [...others, ...own.plays] };
}
