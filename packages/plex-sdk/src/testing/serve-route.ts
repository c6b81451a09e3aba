import { readFilter, readQuery } from "./wire-query.ts";
import type { Exchange, Route, Service } from "./route.ts";
import { discoverError, htmlError, plexTvError } from "./route.ts";

/** What a request is judged by. */
export interface Judge {
  readonly isGoodToken: (token: string, service: Service) => boolean;
  readonly violations: string[];
}

/** The route that a request is for; undefined when it is for none. */
export function findRoute(
  routes: readonly Route[],
  request: { readonly method: string; readonly url: string },
): Route | undefined {
  const path = routingPath(request.url);
  return routes.find((route) => route.path.test(path) && route.methods.includes(request.method));
}

/** The path by which a request finds its route: on Discover's own host as it is under `/discover` elsewhere. */
function routingPath(url: string): string {
  const { hostname, pathname } = new URL(url);
  return hostname === "discover.provider.plex.tv" ? `/discover${pathname}` : pathname;
}

/** Checks a request as a strict service would and answers it. What the real one lets pass silently is noted as a violation. */
export function serveRoute(route: Route, request: Request, judge: Judge): Response {
  const url = new URL(request.url);
  const name = `${request.method} ${url.pathname}`;
  const query = readQuery(url.search);
  const note = (text: string): void => {
    judge.violations.push(`${name}: ${text}`);
  };
  if (query.has("X-Plex-Token")) note("the token is in the query");
  if (!(request.headers.get("accept") ?? "").includes("application/json")) note("JSON was not asked for");
  for (const header of ["x-plex-client-identifier", "x-plex-product"])
    if ((request.headers.get(header) ?? "") === "") note(`no ${header}`);
  for (const text of unknownNames(route, query)) note(text);

  const token = request.headers.get("x-plex-token") ?? "";
  if (route.needsToken && !judge.isGoodToken(token, route.service)) return unauthorized(route);
  if (!route.needsToken && token !== "") note("a token was sent where none is needed");
  const paging = readPaging(request.headers, query);
  if (route.isList === true && paging === undefined) note("start and size of the page are not both there");
  const filters = [...query].flatMap(([left, right]) => readFilter(left, right) ?? []);
  const params = route.path.exec(routingPath(request.url))?.slice(1).map(decodeURIComponent) ?? [];
  const exchange: Exchange = { params, query, filters, paging, headers: request.headers, token };
  return route.answer(exchange);
}

const PAGING = { start: "X-Plex-Container-Start", size: "X-Plex-Container-Size" };

function unknownNames(route: Route, query: ReadonlyMap<string, string>): readonly string[] {
  const paging: readonly string[] = route.isList === true ? Object.values(PAGING) : [];
  return [...query]
    .filter(([name]) => !route.query.includes(name) && !paging.includes(name) && name !== "X-Plex-Token")
    .filter(([name, value]) => route.takesFilters !== true || readFilter(name, value) === undefined)
    .map(([name]) => `unknown query name ${name}`);
}

function readPaging(headers: Headers, query: ReadonlyMap<string, string>): Exchange["paging"] {
  const start = headers.get(PAGING.start) ?? query.get(PAGING.start);
  const size = headers.get(PAGING.size) ?? query.get(PAGING.size);
  if (start === undefined || size === undefined || !/^\d+$/.test(start) || !/^\d+$/.test(size)) return undefined;
  return { start: Number(start), size: Number(size) };
}

function unauthorized(route: Route): Response {
  if (route.service === "server") return htmlError(401);
  if (route.service === "discover") return discoverError(401);
  return plexTvError(401, { code: 1001, message: "User could not be authenticated" });
}
