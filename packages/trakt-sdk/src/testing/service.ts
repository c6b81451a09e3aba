import { accountRoutes } from "./routes-account.ts";
import type { Answer, RouteRequest } from "./answer.ts";
import { needsAnswer, toResponse } from "./fault.ts";
import type { Fault } from "./fault.ts";
import type { Route } from "./route.ts";
import { catalogueRoutes } from "./routes-catalogue.ts";
import { historyRoutes } from "./routes-history.ts";
import { collectionRoutes } from "./routes-collection.ts";
import { oauthRoutes } from "./routes-oauth.ts";
import { ratingRoutes } from "./routes-ratings.ts";
import { watchedRoutes } from "./routes-watched.ts";
import { watchlistRoutes } from "./routes-watchlist.ts";
import { objectTo } from "./strict.ts";
import type { World } from "./world.ts";
import type { WriteGate } from "./write-gate.ts";

/** A request that came in. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON. */
  readonly body: unknown;
  /** Absent until it is answered, and for a lost answer. */
  status?: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** All requests so far, oldest first. */
export type RequestLog = readonly LoggedRequest[] & { clear(): void };

/** What an interceptor is asked about: once before a request takes effect, and once after. */
export interface InterceptedRequest {
  readonly method: string;
  readonly path: string;
  /** 1 for the first request of all. */
  readonly count: number;
  /** `before`: nothing has happened yet; `after`: it has, and the answer is about to leave. */
  readonly phase: "before" | "after";
}

/** Decides which requests go wrong. */
export type Interceptor = (request: InterceptedRequest) => Fault | undefined | Promise<Fault | undefined>;

/** The service behind the handlers. */
export interface Service {
  readonly requests: RequestLog;
  readonly serve: (request: Request) => Promise<Response>;
  readonly intercept: (interceptor?: Interceptor) => void;
}

const nothingWrong: Interceptor = () => undefined;

const routes: readonly Route[] = [
  ...accountRoutes,
  ...watchedRoutes,
  ...historyRoutes,
  ...ratingRoutes,
  ...collectionRoutes,
  ...watchlistRoutes,
  ...catalogueRoutes,
  ...oauthRoutes,
];

/** Routes, strictness, faults and the log, in that order around each request. */
export function createService(parts: {
  readonly world: World;
  readonly latencyMs: number;
  readonly writeGate: WriteGate;
}): Service {
  const { world } = parts;
  const log: LoggedRequest[] = [];
  let count = 0;
  let intercept = nothingWrong;

  const serve = async (request: Request): Promise<Response> => {
    const route = await toRouteRequest(request);
    count += 1;
    const { method, path } = route;
    const about = { method, path, count };
    const logged: LoggedRequest = {
      method,
      path,
      query: Object.fromEntries(route.query),
      body: route.body,
      at: world.now(),
    };
    log.push(logged);
    const early = await intercept({ ...about, phase: "before" });
    const isLost = early !== undefined && !needsAnswer(early);
    const answer = isLost ? { status: 500 } : await toAnswer(world, parts.writeGate, route);
    if (parts.latencyMs > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, parts.latencyMs);
      });
    }
    const fault = early ?? (await intercept({ ...about, phase: "after" }));
    const response = await toResponse(answer, fault);
    if (response.type !== "error") logged.status = response.status;
    return response;
  };

  return {
    serve,
    requests: Object.assign(log, {
      clear: () => {
        log.length = 0;
      },
    }),
    intercept: (next) => {
      intercept = next ?? nothingWrong;
    },
  };
}

async function toRouteRequest(request: Request): Promise<RouteRequest> {
  const url = new URL(request.url);
  const text = request.method === "GET" ? "" : await request.text();
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: parse(text),
  };
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text; // Not JSON: no body schema takes a bare string, so the route answers 400.
  }
}

async function toAnswer(world: World, writeGate: WriteGate, request: RouteRequest): Promise<Answer> {
  const match = find(request);
  if (match === undefined) {
    world.object(`${request.method} ${request.path} is unknown`);
    return { status: 404 };
  }
  const objection = objectTo(world, match.route, request);
  if (objection !== undefined) return objection;
  const isPaced = match.route.access === "account" && request.method !== "GET";
  return (isPaced ? writeGate() : undefined) ?? match.route.run(world, request, match.params);
}

function find(request: RouteRequest): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(request.path) : null;
    if (match !== null) return { route, params: { ...match.groups } };
  }
  return undefined;
}
