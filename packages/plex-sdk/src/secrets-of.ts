import type { HttpRequest } from "./http.ts";

/** What a request carries that is never to be quoted. */
export function secretsOf({ headers }: Pick<HttpRequest, "headers">): readonly string[] {
  return Object.entries(headers).flatMap(([name, value]) => (name.toLowerCase() === TOKEN ? [value] : []));
}

const TOKEN = "x-plex-token";
