import { errorSentences } from "./error-sentences.ts";

/** Why a call failed: one code for each thing that a caller would do differently. */
export type PlexErrorCode =
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "invalid-request"
  | "gone"
  | "too-large"
  | "rate-limited"
  | "unavailable"
  | "server-error"
  | "network"
  | "timeout"
  | "aborted"
  | "incomplete"
  | "unreadable-answer"
  | "pin-expired"
  | "wrong-pin"
  | "edge-blocked";

/** What a `PlexError` is made of. */
export interface PlexErrorFields {
  readonly code: PlexErrorCode;
  readonly method?: string | undefined;
  /** Without query, so without any secret. */
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly serviceCode?: number | undefined;
  readonly mayHaveHappened?: boolean | undefined;
  /** What came back, in a few words. Never a token, never a whole body. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

const brand = Symbol.for("@pakt/plex-sdk/PlexError");

/**
 * Every failure of this package. Tell them apart by `code`, with `isPlexError(error, "not-found")`.
 * The message is a sentence for people and what to do next; it never holds a token.
 */
export class PlexError extends Error {
  override readonly name = "PlexError";
  readonly code: PlexErrorCode;
  /** Absent when no request was to blame, as for `incomplete`. */
  readonly method?: string;
  /** Without query. */
  readonly url?: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** What the service asked to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs?: number;
  /** plex.tv's own number of the error, e.g. 1001. */
  readonly serviceCode?: number;
  /** True when a write may have been carried out although no good answer came: read the state back before sending it again. */
  readonly mayHaveHappened: boolean;
  readonly [brand] = true;

  constructor(fields: PlexErrorFields) {
    super(messageOf(fields), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    if (fields.method !== undefined) this.method = fields.method;
    if (fields.url !== undefined) this.url = fields.url;
    if (fields.status !== undefined) this.status = fields.status;
    if (fields.retryAfterMs !== undefined) this.retryAfterMs = fields.retryAfterMs;
    if (fields.serviceCode !== undefined) this.serviceCode = fields.serviceCode;
    this.mayHaveHappened = fields.mayHaveHappened ?? false;
  }
}

/** Whether `error` is a `PlexError` (with that code), also when it comes from another copy of this package. */
export function isPlexError(error: unknown, code?: PlexErrorCode): error is PlexError {
  if (typeof error !== "object" || error === null || !(brand in error) || !("code" in error)) return false;
  return code === undefined || error.code === code;
}

function messageOf(fields: PlexErrorFields): string {
  const { what, next } = errorSentences[fields.code];
  const request = fields.method === undefined ? undefined : `${fields.method} ${fields.url ?? ""}`.trim();
  const status = fields.status === undefined ? undefined : `status ${fields.status}`;
  const facts = [request, status, fields.detail].filter((fact) => fact !== undefined).join(", ");
  return facts === "" ? `${what}. ${next}` : `${what} (${facts}). ${next}`;
}
