import { z } from "zod";

/** What work in a process of its own took, its start not counted; the peak is that of the whole process. */
const measures = z.object({
  wallMs: z.number(),
  /** Of all threads: that of the garbage collector's helpers, too. */
  cpuMs: z.number(),
  /** Of the main thread alone. On a machine with nothing else to do the wall time is this and what is waited for. */
  mainMs: z.number(),
  peakMb: z.number(),
});

/** A GET that a run sent, to be sent again by the floor. */
export const pageSchema = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });

/** What a run took, and what it asked for. */
export const runSchema = measures.extend({
  /** CPU time until the program was loaded. */
  startUpCpuMs: z.number(),
  exitCode: z.number(),
  /** Operations that were applied, by the report's counts. */
  written: z.number(),
  requests: z.object({ plex: z.number(), trakt: z.number() }),
  /** By service, method and path without its numbers. */
  endpoints: z.record(z.string(), z.number()),
  pages: z.array(pageSchema),
  /** How many requests were under way at once, by host. */
  atOnce: z.record(z.string(), z.number()),
});

/** What the floor took: the same pages with bare `fetch` and `JSON.parse`. */
export const floorSchema = measures.extend({ bytes: z.number() });

/** What planning took, step by step. */
export const planSchema = measures.extend({
  items: z.number(),
  steps: z.record(z.string(), z.number()),
});

export type Page = z.output<typeof pageSchema>;
export type Measures = z.output<typeof measures>;
export type RunMeasures = z.output<typeof runSchema>;
export type FloorMeasures = z.output<typeof floorSchema>;
export type PlanMeasures = z.output<typeof planSchema>;

/** Starts measuring; the function that comes back tells what was taken since. */
export function startMeasuring(): () => Measures {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const mainBefore = threadMs();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      wallMs: Math.round(performance.now() - startedAt),
      cpuMs: Math.round((user + system) / 1000),
      mainMs: Math.round(threadMs() - mainBefore),
      peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  };
}

/** Milliseconds of CPU that this thread has used: what the clock would say on a machine with nothing else to do. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
