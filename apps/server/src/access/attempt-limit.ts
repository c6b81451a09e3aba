import { HttpFailure } from "../http/http-failure.ts";

/** Lets a few wrong guesses through and then none for a while. */
export interface AttemptLimit {
  /** Counts an attempt before it is judged. Throws HttpFailure when there were too many. */
  begin(address: string): void;
  /** The attempt was right: nothing is held against this address any more. */
  succeed(address: string): void;
}

const WINDOW_MS = 15 * 60_000;
const PER_ADDRESS = 5;
/** An attacker may have many addresses. The person is let in again when the window has passed. */
const IN_ALL = 50;

/** Limits attempts by address and in all, in a window of 15 minutes. */
export function createAttemptLimit(now: () => number): AttemptLimit {
  let attempts: { readonly address: string; readonly at: number }[] = [];
  return {
    begin: (address) => {
      const time = now();
      attempts = attempts.filter(({ at }) => at > time - WINDOW_MS);
      const own = attempts.filter((attempt) => attempt.address === address);
      const full = own.length >= PER_ADDRESS ? own : attempts.length >= IN_ALL ? attempts : [];
      const [oldest] = full;
      if (oldest !== undefined) throw tooMany(oldest.at + WINDOW_MS - time);
      attempts.push({ address, at: time });
    },
    succeed: (address) => {
      attempts = attempts.filter((attempt) => attempt.address !== address);
    },
  };
}

function tooMany(waitMs: number): HttpFailure {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new HttpFailure({
    status: 429,
    code: "too-many-attempts",
    message: "There were too many attempts to sign in.",
    advice: `Wait ${seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, then try again.`,
    headers: { "retry-after": String(seconds) },
  });
}
