import { routes } from "@pakt/contract";
import type { Route, RouteName } from "@pakt/contract";
import { getRouterParams, H3 } from "h3";
import type { H3Event } from "h3";

import type { AccessDesk, Caller } from "../access/access-desk.ts";
import type { Handlers, RequestContext } from "../handlers/handlers.ts";
import { HttpFailure, notFound } from "./http-failure.ts";
import type { HttpFailureParts } from "./http-failure.ts";
import { readInput } from "./read-input.ts";
import type { RequestGuard } from "./request-guard.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { readSession, sessionCookie } from "./session-cookie.ts";
import type { StaticFiles } from "./static-files.ts";
import { toHttpFailure } from "./to-http-failure.ts";

/** What the app is made of. */
export interface AppOptions {
  readonly handlers: Handlers;
  readonly access: AccessDesk;
  readonly guard: RequestGuard;
  readonly files: StaticFiles;
  /** Where the server stands behind a proxy, e.g. `/pakt`; empty for the root. */
  readonly basePath: string;
  /** Told of what nobody expected. */
  readonly onUnexpected: (error: unknown) => void;
}

/** The app: every route of the contract, checked, guarded and answered in one way; and the files of the page. */
export function createApp(options: AppOptions): H3 {
  const { basePath, onUnexpected, guard } = options;
  const app = new H3();

  const guarded =
    (answer: (event: H3Event) => Promise<Response>) =>
    async (event: H3Event): Promise<Response> => {
      try {
        guard.check(event.req);
        return withHeaders(await answer(event));
      } catch (error) {
        const parts = toHttpFailure(error);
        if (parts.code === "unexpected") onUnexpected(error);
        return withHeaders(toFailureResponse(parts));
      }
    };

  // `Object.entries` forgets that the names are those of the table.
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const answer = guarded((event) => answerRoute(name, route, event, options));
    app.on(route.method, `${basePath}${route.path}`, answer);
    if (route.method === "GET" && route.answer !== "events") app.on("HEAD", `${basePath}${route.path}`, answer);
  }
  app.all(
    "/**",
    guarded(async (event) => answerElse(event, options)),
  );
  return app;
}

async function answerRoute(name: RouteName, route: Route, event: H3Event, options: AppOptions): Promise<Response> {
  const { handlers, access, basePath } = options;
  const { req: request } = event;
  const secrets = { session: readSession(request), key: readKey(request) };
  const caller = access.identify(secrets);
  admit(route, caller, access);
  const input = await readInput(route, request, getRouterParams(event, { decode: true }));
  const headers = new Headers();
  const context: RequestContext = {
    caller,
    request,
    isStillAdmitted: () => access.identify(secrets).kind !== "nobody",
    address: request.ip ?? "unknown",
    setSession: (secret) =>
      headers.append(
        "set-cookie",
        sessionCookie(secret, { basePath, isSecure: new URL(request.url).protocol === "https:" }),
      ),
  };
  // The input was checked by this very route.
  const handler = handlers[name] as (input: unknown, context: RequestContext) => unknown;
  const answer = await handler(input, context);
  if (answer instanceof Response) return answer;
  headers.set("content-type", "application/json; charset=utf-8");
  headers.set("cache-control", "no-store");
  return new Response(JSON.stringify(asNamed(route, answer)), { status: route.status ?? 200, headers });
}

/** Only what the table names goes out, whatever a handler was given to pass on. Throws for an answer that the table does not know. */
function asNamed({ answer: schema }: Route, answer: unknown): unknown {
  if (typeof schema === "string") throw new TypeError("A route that gives no JSON gives a response.");
  return schema.parse(answer);
}

/** `Authorization: Bearer KEY`. */
function readKey(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

function admit({ access: needed }: Route, caller: Caller, access: AccessDesk): void {
  if (needed === "public" || caller.kind === "session") return;
  if (caller.kind === "nobody") {
    throw new HttpFailure({
      status: 401,
      code: "sign-in-needed",
      message: "This needs a sign-in.",
      advice: access.isSetUp()
        ? "Sign in with the password, or send an API key: authorization: Bearer KEY."
        : "Set pakt up first, with the token that pakt serve printed.",
      headers: { "www-authenticate": "Bearer" },
    });
  }
  if (needed === "read" || (needed === "write" && caller.scope === "write")) return;
  throw new HttpFailure({
    status: 403,
    code: "not-allowed",
    message: needed === "session" ? "No API key may do this." : "This API key may only read.",
    advice: needed === "session" ? "Sign in on the page." : "Make a key that may write, on the page.",
  });
}

async function answerElse(event: H3Event, { basePath, files }: AppOptions): Promise<Response> {
  const { req: request } = event;
  const { pathname } = new URL(request.url);
  if (basePath !== "" && pathname === basePath) return redirect(`${basePath}/`);
  if (!pathname.startsWith(`${basePath}/`)) {
    throw notFound("There is nothing here.", `pakt is at ${basePath}/.`);
  }
  const path = pathname.slice(basePath.length);
  const allowed = methodsOf(path);
  if (allowed.length > 0) {
    throw new HttpFailure({
      status: 405,
      code: "wrong-method",
      message: `${request.method.slice(0, 20)} is not possible here.`,
      advice: `Use ${allowed.join(" or ")}.`,
      headers: { allow: allowed.join(", ") },
    });
  }
  if (path.startsWith("/api/"))
    throw notFound("There is no such route.", "See /openapi.json for those that there are.");
  return files.answer(path, request);
}

function methodsOf(path: string): readonly string[] {
  const all: readonly Route[] = Object.values(routes);
  return all
    .filter((route) =>
      new RegExp(`^${route.path.replaceAll(/:\w+/g, "[^/]+").replaceAll(".", String.raw`\.`)}$`).test(path),
    )
    .map(({ method }) => method);
}

function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location } });
}

function toFailureResponse({ status, headers, ...error }: HttpFailureParts): Response {
  return new Response(JSON.stringify({ error }), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}

function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}
