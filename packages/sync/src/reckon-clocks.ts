import { PaktError } from "./pakt-error.ts";

/** So far apart clocks may be: nothing that is compared is surer. */
const TOLERANCE_MS = 120_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How wrong the clock of a Plex server is, and what is made of it. Trakt's time is the measure: it keeps the history. */
interface ReckonedClock {
  /** How far the Plex server's dates are ahead of right time, in whole minutes as milliseconds. 0 where they are right. */
  readonly plexAheadMs: number;
  readonly warnings: readonly string[];
}

/** How far the services' clocks are ahead of this machine's, in milliseconds; `undefined` where no answer told. */
export interface MeasuredClocks {
  readonly plex: number | undefined;
  readonly trakt: number | undefined;
  /** The Plex server's name, where there are several. */
  readonly name?: string | undefined;
}

/** What to add to this machine's time to get right time: 0 within the tolerance, and where Trakt's time is not known. */
export function machineShiftMs(trakt: number | undefined): number {
  return trakt === undefined || Math.abs(trakt) <= TOLERANCE_MS ? 0 : trakt;
}

/**
 * Decides what is done about the clocks: within two minutes nothing; up to a day their dates are shifted, which is told. A shift stays
 * the same from run to run (`former`) as long as it is right within two minutes, so that dates do not wander.
 *
 * @throws PaktError `clock-wrong` beyond a day: nobody can tell which dates are right then.
 */
export function reckonClocks({ plex, trakt = 0, name }: MeasuredClocks, former: number): ReckonedClock {
  const server = name === undefined ? "the Plex server" : `the Plex server ${name}`;
  const machineAhead = -machineShiftMs(trakt);
  const measured = plex === undefined ? former : plex - trakt;
  refuseBeyondADay("this machine", machineAhead);
  refuseBeyondADay(server, measured);
  const plexAheadMs = shiftOf(measured, former);
  if (machineAhead !== 0 && plex !== undefined && Math.abs(plex) <= TOLERANCE_MS) {
    return {
      plexAheadMs,
      warnings: [warningOf(`The clocks of this machine and of ${server} are`, machineAhead)],
    };
  }
  return {
    plexAheadMs,
    warnings: [
      ...(machineAhead === 0 ? [] : [warningOf("The clock of this machine is", machineAhead)]),
      ...(plexAheadMs === 0 ? [] : [warningOf(`The clock of ${server} is`, plexAheadMs)]),
    ],
  };
}

function shiftOf(measured: number, former: number): number {
  if (Math.abs(measured - former) <= TOLERANCE_MS) return former;
  return Math.abs(measured) <= TOLERANCE_MS ? 0 : Math.round(measured / MINUTE_MS) * MINUTE_MS;
}

function refuseBeyondADay(whose: string, aheadMs: number): void {
  if (Math.abs(aheadMs) <= DAY_MS) return;
  const days = Math.round(Math.abs(aheadMs) / DAY_MS);
  const apart = `${days} ${days === 1 ? "day" : "days"} ${aheadMs > 0 ? "ahead of" : "behind"} Trakt's`;
  throw new PaktError(
    "clock-wrong",
    `The clock of ${whose} is ${apart}, so no date can be trusted; nothing was written.`,
    {
      advice: "Set its date and time, then run again.",
    },
  );
}

function warningOf(subject: string, aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
  const apart = `${minutes} minutes ${aheadMs > 0 ? "ahead of" : "behind"} Trakt's`;
  return `${subject} ${apart}: dates are corrected by that. Set the time to be sure of them.`;
}
