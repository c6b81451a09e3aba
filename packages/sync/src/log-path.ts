import { join } from "node:path";

/** Where the log of a home is. */
export function logPathOf(folder: string): string {
  return join(folder, "logs", "sync.log");
}
