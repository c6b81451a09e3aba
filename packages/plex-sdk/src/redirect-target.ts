import type { HttpAnswer, HttpRequest } from "./http.ts";
import { PlexError } from "./plex-error.ts";
import { secretsOf } from "./secrets-of.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * Where a read is redirected to; undefined when the answer is no redirect.
 * Throws `edge-blocked` for any other place than the same origin, or the same host by https instead of http (on whatever port): the request
 * carries a token, and sign-in pages of reverse proxies redirect too. A write is never redirected: what came back from elsewhere would say
 * nothing of it.
 */
export function redirectTarget(
  answer: Pick<HttpAnswer, "status" | "headers">,
  from: Pick<HttpRequest, "method" | "url" | "headers">,
): string | undefined {
  const location = answer.headers.get("location");
  if (answer.status < 300 || answer.status > 399 || location === null) return undefined;
  const source = new URL(from.url);
  const target = URL.parse(location, from.url);
  if (from.method === "GET" && target !== null && isSafe(source, target)) return target.href;
  const place = target === null ? "an address that is none" : withoutSecrets(target.host, secretsOf(from));
  throw new PlexError({
    code: "edge-blocked",
    method: from.method,
    url: source.origin + source.pathname,
    status: answer.status,
    detail:
      target !== null && isSafe(source, target)
        ? `it redirects to ${place}, and a write does not follow: use that address`
        : `it redirects to ${place}, which must not see the token`,
  });
}

function isSafe(source: URL, target: URL): boolean {
  if (target.origin === source.origin) return true;
  return target.hostname === source.hostname && source.protocol === "http:" && target.protocol === "https:";
}
