import { syncAndKeep } from "../handlers/run-handlers.ts";
import { HttpFailure } from "../http/http-failure.ts";
import type { EndedRun, RunDesk } from "../runs/run-desk.ts";
import type { ScheduledEnd } from "./scheduler.ts";

/** Makes a scheduled sync. One that meets another run, or that a person stops, is not held against the schedule. */
export async function runScheduled(desk: RunDesk): Promise<ScheduledEnd> {
  try {
    const { ended } = desk.start({ purpose: "sync", by: "schedule", run: syncAndKeep });
    return judge(await ended);
  } catch (error) {
    if (error instanceof HttpFailure) return "skipped";
    throw error;
  }
}

/** What is partly done or held is done as far as it can be: only a run that could do nothing failed. */
function judge({ exitCode, error }: EndedRun): ScheduledEnd {
  if (error?.code === "run-active" || error?.code === "interrupted") return "skipped";
  return exitCode === 0 || exitCode === 3 || exitCode === 4 ? "done" : "failed";
}
