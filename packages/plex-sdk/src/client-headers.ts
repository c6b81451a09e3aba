import type { PlexClientOptions } from "./client-options.ts";
import { PlexError } from "./plex-error.ts";

/** The headers that say who is asking (`X-Plex-*`), with `Accept: application/json`: without it Plex answers XML. */
export function clientHeaders(options: PlexClientOptions): Record<string, string> {
  return {
    accept: "application/json",
    "x-plex-client-identifier": headerValue(options.clientIdentifier),
    "x-plex-product": headerValue(options.product),
    "x-plex-version": headerValue(options.version),
    ...(options.deviceName === undefined ? {} : { "x-plex-device-name": headerValue(options.deviceName) }),
    ...(options.platform === undefined ? {} : { "x-plex-platform": headerValue(options.platform) }),
  };
}

/**
 * The token as a header; never as a query, because URLs land in logs.
 * Throws `unauthorized` for a text that cannot be a token: `fetch` would repeat it in its own error.
 */
export function tokenHeader(token: string | undefined): Record<string, string> {
  const trimmed = token?.trim() ?? "";
  if (trimmed === "") throw new PlexError({ code: "unauthorized", detail: "there is no token" });
  if (!/^[\u0021-\u007E]+$/.test(trimmed)) {
    throw new PlexError({ code: "unauthorized", detail: "the token holds characters that no Plex token has" });
  }
  return { "x-plex-token": trimmed };
}

/** Plex wants non-ASCII values as UTF-8 (official API, headers), while `fetch` takes one byte a character: so the bytes are spelled out. */
function headerValue(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) =>
    String.fromCharCode(byte < 0x20 || byte === 0x7f ? 0x20 : byte),
  )
    .join("")
    .trim();
}
