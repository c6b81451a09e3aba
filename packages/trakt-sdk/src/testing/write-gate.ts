import type { Answer } from "./answer.ts";

/** The write budget: one a second. Undefined while a write is inside it. */
export type WriteGate = () => Answer | undefined;

/** Answers 429 to a write that comes within a second of the one before. */
export function createWriteGate(now: () => number, object: (what: string) => void): WriteGate {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    if (at - last >= 1000) {
      last = at;
      return undefined;
    }
    object("two writes within a second");
    const until = new Date(last + 1000).toISOString();
    return {
      status: 429,
      headers: {
        "retry-after": "1",
        "x-ratelimit": JSON.stringify({ name: "AUTHED_API_POST_LIMIT", period: 1, limit: 1, remaining: 0, until }),
      },
    };
  };
}
