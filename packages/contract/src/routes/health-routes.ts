import * as z from "zod/mini";

import type { Route } from "../route.ts";
import { health, readiness } from "../schemas/health.ts";

/** What other programs ask: whether the server is well, and what it can do. */
export const healthRoutes = {
  readHealth: {
    method: "GET",
    path: "/healthz",
    summary: "Tell that the process answers",
    access: "public",
    answer: health,
  },
  readReadiness: {
    method: "GET",
    path: "/readyz",
    summary: "Tell whether a sync could run; 503 when not",
    access: "public",
    answer: z.pick(readiness, { isReady: true }),
  },
  readMetrics: {
    method: "GET",
    path: "/metrics",
    summary: "Give the figures of the server in Prometheus' text format",
    access: "read",
    answer: "text",
  },
  readOpenApi: {
    method: "GET",
    path: "/openapi.json",
    summary: "Describe this API",
    access: "read",
    answer: z.looseObject({ openapi: z.string() }),
  },
} as const satisfies Readonly<Record<string, Route>>;
