import type { HttpAnswer } from "./http.ts";
import { PlexError } from "./plex-error.ts";

/**
 * Where an answer redirects to; undefined when it does not.
 * Throws `edge-blocked` for another host or from https to http, since the request carries a token (sign-in pages of reverse proxies do this).
 */
export function redirectTarget(
  answer: Pick<HttpAnswer, "status" | "headers">,
  from: { readonly method: string; readonly url: string },
): string | undefined {
  const location = answer.headers.get("location");
  if (answer.status < 300 || answer.status > 399 || location === null) return undefined;
  const source = new URL(from.url);
  const target = URL.parse(location, from.url);
  const isSafe =
    target !== null &&
    target.hostname === source.hostname &&
    (target.protocol === source.protocol || target.protocol === "https:");
  if (isSafe) return target.href;
  throw new PlexError({
    code: "edge-blocked",
    method: from.method,
    url: source.origin + source.pathname,
    status: answer.status,
    detail: `it redirects to ${target?.host ?? "an address that is none"}, which must not see the token`,
  });
}
