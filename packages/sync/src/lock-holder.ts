import { hostname } from "node:os";
import { z } from "zod";

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** UTC ISO 8601. */
  readonly since: string;
}

/** A holder as it stands in the lock; the token tells two holds of one process apart. */
export const storedHolder = z.object({ pid: z.int(), host: z.string(), since: z.string(), token: z.string() });
export type StoredHolder = z.infer<typeof storedHolder>;

/** The process as people know it: by its pid, and by its machine when that is another. */
export function nameHolder({ pid, host }: LockHolder): string {
  return host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
}
