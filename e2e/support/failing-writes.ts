import type { PathLike } from "node:fs";
import type * as files from "node:fs/promises";
import { sep } from "node:path";

type Files = typeof files;

interface Plan {
  readonly folder: string;
  readonly code?: string;
  readonly number: number;
  readonly extent: "once" | "from then on";
}

let plan: Plan | undefined;
let seen = 0;

function failIfMeant(path: PathLike | string, isRemoval: boolean): void {
  if (plan === undefined || !String(path).startsWith(plan.folder + sep)) return;
  // On a full disk things can still be removed.
  if (isRemoval && plan.code === "ENOSPC") return;
  seen += 1;
  const isMeant = plan.extent === "once" ? seen === plan.number : seen >= plan.number;
  if (plan.code === undefined || !isMeant) return;
  throw Object.assign(new Error(`${plan.code}: as the test wants it, '${String(path)}'`), { code: plan.code });
}

/** Lets writes of the file system in a folder fail: files that are made, replaced or removed. */
export const failingWrites = {
  /** The file system with writes that fail when they are told to. */
  wrap: (real: Files): Files => ({
    ...real,
    open: async (path, flags, mode) => {
      if (flags === "wx") failIfMeant(path, false);
      return real.open(path, flags, mode);
    },
    rename: async (from, to) => {
      failIfMeant(to, false);
      return real.rename(from, to);
    },
    rm: async (path, options) => {
      failIfMeant(path, true);
      return real.rm(path, options);
    },
  }),
  /** From now on writes are counted. */
  count: (folder: string): void => {
    plan = { folder, number: Number.POSITIVE_INFINITY, extent: "once" };
    seen = 0;
  },
  /** From now on the n-th write fails, or all from the n-th on. */
  fail: (folder: string, how: Omit<Plan, "folder">): void => {
    plan = { folder, ...how };
    seen = 0;
  },
  /** Nothing fails any more. Tells how many writes there were. */
  stop: (): number => {
    plan = undefined;
    return seen;
  },
};
