import type { Clock } from "./clock.ts";
import { isoNow } from "./clock.ts";
import type { TraktCache } from "./trakt-cache.ts";

/** The lists that end somewhere and whose rows are counted. */
export const LIMITED_FIELDS = ["collection", "watchlist"] as const;

/** A list that ends somewhere and whose rows are counted. */
export type LimitedField = (typeof LIMITED_FIELDS)[number];

/** What a refused write told of how much an account may hold. */
export interface FoundLimit {
  /** When it was refused, UTC ISO 8601. */
  readonly at: string;
  /** As the answer named it. Absent: it named none, and no more than `used` is known to fit. */
  readonly limit?: number;
  /** How much the account held then; absent where that was not counted. */
  readonly used?: number;
  readonly upgradeUrl?: string;
}

/** What was found out about an account that does not tell its limits. */
export type FoundLimits = Readonly<Partial<Record<LimitedField, FoundLimit>>>;

/** Remembers {@link FoundLimits} of one sign-in between runs. */
export interface LimitMemory {
  read(): Promise<FoundLimits>;
  write(found: FoundLimits): Promise<void>;
}

const NAME = "found-limits";
const DAY_MS = 86_400_000;

/** A named limit may be another one after so long. */
const NAMED_FOR_MS = 30 * DAY_MS;

/** That an account was full tells less: some more may fit. */
const FULL_FOR_MS = 7 * DAY_MS;

/** What the cache of one sign-in knows of limits. */
export function createLimitMemory({
  cache,
  lineage,
}: {
  readonly cache: TraktCache;
  readonly lineage: string;
}): LimitMemory {
  return {
    read: async () => {
      const cached = await cache.read<FoundLimits>(NAME);
      return cached?.lineage === lineage ? cached.value : {};
    },
    write: (found) => cache.write(NAME, { lineage, stamps: "", value: found }),
  };
}

/** Whether what was found still holds, as far as it was not told otherwise: not for ever, and not once there is room again. */
export function stillStands({ at, limit, used }: FoundLimit, count: number | undefined, clock: Clock): boolean {
  const age = Date.parse(isoNow(clock)) - Date.parse(at);
  if (!(age >= 0 && age < (limit === undefined ? FULL_FOR_MS : NAMED_FOR_MS))) return false;
  return limit !== undefined || (used !== undefined && (count === undefined || count >= used));
}
