import type { AnswerOf } from "@pakt/contract";
import { isPaktError, listRuns, readReading, readSettings, readStatus } from "@pakt/sync";
import type { Home, KeptReading, RunSummary, Settings, Status } from "@pakt/sync";

import { createCached } from "./cached.ts";

/** What is known of the home and of both accounts. */
export interface StatusDesk {
  /** What the home says; asks no service. */
  overview(): Promise<Overview>;
  /** What both services said of themselves, asked again when that is old. */
  accounts(): Promise<Accounts>;
  /** What both services said, however long ago; asked in the background when it is old. */
  knownAccounts(): Accounts | undefined;
  /** A run has ended: the home says something else now. */
  noteRun(): void;
  /** Something was changed: what was known is to be asked anew. */
  forget(): void;
}

/** What both services said of themselves. */
export interface Accounts {
  readonly status: Status;
  readonly askedAt: string;
}

/** What the home says. */
export interface Overview {
  readonly settings: Settings | undefined;
  /** What is wrong with the home. */
  readonly problems: AnswerOf<"readStatus">["problems"];
  readonly lastRun: RunSummary | undefined;
  /** When a sync last ended well, whoever ran it, UTC ISO 8601. */
  readonly lastSuccessAt: string | undefined;
  readonly reading: KeptReading | undefined;
}

/** Runs of the command line show after so long. */
const OVERVIEW_MS = 5000;
const ACCOUNTS_MS = 10 * 60_000;

/** A desk that knows nothing yet. */
export function createStatusDesk({
  withHome,
  now,
  onUnexpected,
}: {
  readonly withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>;
  readonly now: () => number;
  readonly onUnexpected: (error: unknown) => void;
}): StatusDesk {
  const overview = createCached(() => readOverview(withHome), { forMs: OVERVIEW_MS, now });
  const accounts = createCached(
    async (): Promise<Accounts> => ({
      status: await withHome((home) => readStatus(home)),
      askedAt: new Date(now()).toISOString(),
    }),
    { forMs: ACCOUNTS_MS, now },
  );
  return {
    overview: () => overview.get(),
    accounts: () => accounts.get(),
    knownAccounts: () => {
      accounts.get().catch((error: unknown) => {
        // What is broken in the home is told by the overview.
        if (!isPaktError(error)) onUnexpected(error);
      });
      return accounts.known();
    },
    noteRun: () => overview.forget(),
    forget: () => {
      overview.forget();
      accounts.forget();
    },
  };
}

async function readOverview(withHome: <T>(work: (home: Home) => Promise<T>) => Promise<T>): Promise<Overview> {
  try {
    return await withHome(async (home) => {
      const [settings, runs, reading] = await Promise.all([readSettings(home), listRuns(home), readReading(home)]);
      const lastSuccessAt = runs.find(isSuccess)?.finishedAt;
      return { settings, problems: [], lastRun: runs[0], lastSuccessAt, reading };
    });
  } catch (error) {
    if (!isPaktError(error)) throw error;
    const { message, advice } = error;
    return {
      settings: undefined,
      problems: [{ message, advice }],
      lastRun: undefined,
      lastSuccessAt: undefined,
      reading: undefined,
    };
  }
}

/** Removals that are held are waited for: the rest was done. */
function isSuccess({ kind, exitCode }: RunSummary): boolean {
  return (kind === "sync" || kind === "apply") && (exitCode === 0 || exitCode === 4);
}
