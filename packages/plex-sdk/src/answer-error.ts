import type { HttpAnswer } from "./http.ts";
import type { PlexErrorCode, PlexErrorFields } from "./plex-error.ts";
import { PlexError } from "./plex-error.ts";
import { readRetryAfter } from "./retry-after.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** What is known of the request that an answer belongs to. */
export interface AnsweredRequest {
  readonly method: string;
  readonly url: string;
  readonly now: number;
  /** What was sent along and is never to be quoted. */
  readonly secrets: readonly string[];
}

/** The error that an answer of status 300 or more stands for. Bodies on a media server are HTML, those on plex.tv are JSON. */
export function toAnswerError(answer: HttpAnswer, request: AnsweredRequest): PlexError {
  const said = readPlexTvError(answer.text);
  const fields: PlexErrorFields = {
    code: codeOf(answer, said),
    method: request.method,
    url: request.url,
    status: answer.status,
    retryAfterMs: readRetryAfter(answer.headers, request.now),
    mayHaveHappened: request.method !== "GET" && (answer.status >= 500 || answer.status === 408),
    detail: said === undefined ? undefined : withoutSecrets(said.message, request.secrets),
    serviceCode: said?.code,
  };
  return new PlexError(fields);
}

const CODES: ReadonlyMap<number, PlexErrorCode> = new Map<number, PlexErrorCode>([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [408, "timeout"],
  [409, "conflict"],
  [410, "gone"],
  [413, "too-large"],
  [414, "too-large"],
  [429, "rate-limited"],
  [498, "unauthorized"],
  [503, "unavailable"],
]);

function codeOf(answer: HttpAnswer, said: PlexTvError | undefined): PlexErrorCode {
  if (isFromEdge(answer)) return "edge-blocked";
  // plex.tv answers 422 for a dead token, but also for a missing client id (python-plexapi): only its words tell.
  if (answer.status === 422) return /token|authori[sz]/i.test(said?.message ?? "") ? "unauthorized" : "invalid-request";
  // Discover answers 409, and some of its builds 400, to what is on the watchlist already (cenodude/CrossWatch).
  if (answer.status === 400 && /\balready\b/i.test(said?.message ?? "")) return "conflict";
  const code = CODES.get(answer.status);
  if (code !== undefined) return code;
  if (answer.status >= 500) return "server-error";
  return answer.status >= 400 ? "invalid-request" : "unreadable-answer";
}

/** 520 to 530 are Cloudflare's own; its challenge pages are HTML with status 403 or 503. A 429 is always a limit. */
function isFromEdge(answer: HttpAnswer): boolean {
  if (answer.status >= 520 && answer.status <= 530) return true;
  if (answer.status !== 403 && answer.status !== 503) return false;
  const isCloudflare = /cloudflare/i.test(answer.headers.get("server") ?? "") || answer.headers.has("cf-mitigated");
  return isCloudflare && answer.text.trimStart().startsWith("<");
}

/** `{"errors":[{"code":1001,"message":"…"}]}`, or `{"error":"…","message":"…"}` on the provider hosts. */
interface PlexTvError {
  readonly code?: number;
  readonly message: string;
}

/** Reads the error body of plex.tv; undefined for anything else, such as the HTML of a media server. */
function readPlexTvError(text: string): PlexTvError | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const first = isRecord(body) && Array.isArray(body["errors"]) ? (body["errors"][0] as unknown) : body;
  if (!isRecord(first)) return undefined;
  const message = first["message"] ?? first["error"];
  if (typeof message !== "string") return undefined;
  const code = first["code"];
  return { message, ...(typeof code === "number" ? { code } : {}) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
