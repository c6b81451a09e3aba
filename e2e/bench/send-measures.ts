/** Tells the parent process what this one took: wall and CPU time from `startedAt` and from its start, and its peak memory. */
export function sendMeasures(startedAt: number, result: object): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.send?.({
    wallMs: Math.round(performance.now() - startedAt),
    cpuMs: Math.round((userCPUTime + systemCPUTime) / 1000),
    peakMb: Math.round(maxRSS / 1024),
    ...result,
  });
  process.disconnect();
}
