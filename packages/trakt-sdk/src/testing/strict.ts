import type { Answer, RouteRequest } from "./answer.ts";
import type { Route } from "./route.ts";
import type { World } from "./world.ts";

/**
 * What a strict service answers before a route is run: undefined when there is nothing to object to. Each objection but an expired
 * token is also noted as a violation.
 */
export function objectTo(world: World, route: Route, request: RouteRequest): Answer | undefined {
  return checkHeaders(world, route, request) ?? checkToken(world, route, request) ?? checkShape(world, route, request);
}

function checkHeaders(world: World, { access }: Route, { headers }: RouteRequest): Answer | undefined {
  const agent = headers.get("user-agent") ?? "";
  if (agent === "" || /^(node|undici|node-fetch)\b/i.test(agent)) {
    world.object("no User-Agent of its own");
    return { status: 403, html: "<!DOCTYPE html><html><body>Sorry, you have been blocked</body></html>" };
  }
  if (!(headers.get("content-type") ?? "").startsWith("application/json")) {
    world.object("Content-Type is not application/json");
    return { status: 412 };
  }
  if (access === "auth") {
    if (!headers.has("authorization")) return undefined;
    world.object("a token was sent to the auth host");
    return { status: 400 };
  }
  if (headers.get("trakt-api-version") !== "2") {
    world.object("trakt-api-version is not 2");
    return { status: 412 };
  }
  const key = headers.get("trakt-api-key") ?? "";
  if (key !== "" && (world.clientId === undefined || key === world.clientId)) return undefined;
  world.object("trakt-api-key is missing or unknown");
  return { status: 403, body: { error: "invalid_client" } };
}

function checkToken(world: World, { access }: Route, { headers }: RouteRequest): Answer | undefined {
  if (access !== "account") return undefined;
  const token = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (token !== undefined && world.tokens.isGood(token)) return undefined;
  if (token === undefined) world.object("no token was sent");
  return { status: 401, headers: { "www-authenticate": 'Bearer realm="trakt", error="invalid_token"' } };
}

function checkShape(world: World, route: Route, request: RouteRequest): Answer | undefined {
  for (const [name, value] of request.query) {
    if (route.query?.[name]?.test(value)) continue;
    world.object(`query ${name}=${value} is not taken`);
    return { status: 400, body: { error: "bad_request", error_description: `query ${name}` } };
  }
  const read = route.body?.safeParse(request.body);
  if (read === undefined || read.success) return undefined;
  const issue = read.error.issues[0];
  const where = `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
  world.object(`body: ${where}`);
  return { status: 400, body: { error: "bad_request", error_description: where } };
}
