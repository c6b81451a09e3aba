import { toOpenApi } from "@pakt/contract";

import type { Metrics } from "../metrics/metrics.ts";
import type { RunDesk } from "../runs/run-desk.ts";
import type { StatusDesk } from "../status-desk.ts";
import type { Handlers } from "./handlers.ts";

/** Answers what other programs ask. */
export function createHealthHandlers({
  version,
  startedAt,
  metrics,
  desk,
  status,
}: {
  readonly version: string;
  readonly startedAt: string;
  readonly metrics: Metrics;
  readonly desk: RunDesk;
  readonly status: StatusDesk;
}): Pick<Handlers, "readHealth" | "readReadiness" | "readMetrics" | "readOpenApi"> {
  return {
    readHealth: () => ({ status: "ok", version }),
    readReadiness: async () => {
      const { problems } = await status.overview();
      const known = status.knownAccounts()?.status.problems ?? [];
      const isReady = problems.length === 0 && known.length === 0;
      // Anyone may ask: what is wrong is for those who are signed in.
      return isReady
        ? { isReady }
        : new Response(JSON.stringify({ isReady }), { status: 503, headers: { "content-type": "application/json" } });
    },
    readMetrics: async () => {
      const { lastSuccessAt } = await status.overview();
      const limits = status.knownAccounts()?.status.trakt.limits ?? [];
      const text = metrics.render({
        version,
        startedAt,
        isRunning: desk.state().current !== undefined,
        lastSuccessAt,
        limits,
      });
      return new Response(text, { headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" } });
    },
    readOpenApi: () => toOpenApi(version),
  };
}
