import { isWrite } from "./call.ts";
import type { TraktAnswer, TraktRequest } from "./call.ts";
import { readOAuthError } from "./oauth/oauth-error.ts";
import { readRateLimit } from "./rate-limit.ts";
import { withoutSecrets } from "./without-secrets.ts";
import { TraktAccountLimitError, TraktError, TraktRateLimitError, TraktVipRequiredError } from "./trakt-error.ts";
import type { TraktErrorCode, TraktErrorFacts } from "./trakt-error.ts";

const sentences: Partial<Record<TraktErrorCode, string>> = {
  "sign-in-required": "Trakt does not accept the sign-in any more; sign in again.",
  "client-rejected":
    "Trakt does not accept this app (its client id or secret); check the app's settings at Trakt, which needs a VIP membership to keep an app.",
  "app-limit":
    "This Trakt account may connect no further app (a free one has one community app); disconnect another one at Trakt, or upgrade the account.",
  "edge-blocked":
    "Trakt's network edge blocked the request before it reached Trakt; wait some minutes, and check that the user agent names your app.",
  forbidden: "Trakt refuses this request; the app may lack a permission, or the record belongs to somebody else.",
  "not-found": "Trakt knows no such record.",
  conflict: "Trakt already has this.",
  precondition: "Trakt misses something in the request; this is a bug in the client.",
  "invalid-request": "Trakt does not understand the request; this is a bug in the client or a change at Trakt.",
  "too-large": "The request is too large for Trakt; send fewer items at once.",
  "account-limit": "The Trakt account is full; remove something or upgrade the account.",
  "account-locked": "The Trakt account is locked or deactivated; write to Trakt's support.",
  "vip-required": "Trakt offers this to VIP members only, and to apps whose owner is one.",
  "rate-limited": "Trakt asks to slow down; try again later.",
  "server-error": "Trakt failed to answer; try again in a few minutes.",
  timeout: "Trakt did not answer in time; try again in a few minutes.",
};

/** The error for an answer that is not a 2xx. Bodies are looked at, never quoted: they may hold anything; headers are, without secrets. */
export function toAnswerError(
  request: TraktRequest,
  answer: TraktAnswer,
  { now, clientSecret }: { readonly now: number; readonly clientSecret?: string | undefined },
): TraktError {
  const quote = (text: string | null | undefined): string | undefined =>
    text == null ? undefined : withoutSecrets(text, [...(request.secrets ?? []), request.accessToken, clientSecret]);
  const code = toCode(request, answer);
  const limit = readRateLimit(answer.headers, now);
  const facts: TraktErrorFacts = {
    code,
    message: sentences[code] ?? "Trakt answered with an error.",
    method: request.method,
    url: answer.url,
    status: answer.status,
    retryAfterMs: limit.retryAfterMs,
    mayHaveHappened: isWrite(request) && (answer.status >= 500 || answer.status === 408),
  };
  const upgradeUrl = quote(answer.headers.get("x-upgrade-url"));
  if (code === "account-limit")
    return new TraktAccountLimitError(facts, { ...readAccount(answer.headers), upgradeUrl });
  if (code === "vip-required") return new TraktVipRequiredError(facts, { upgradeUrl });
  if (code === "rate-limited") return new TraktRateLimitError(facts, { bucket: quote(limit.bucket) });
  return new TraktError(facts);
}

const codes: Readonly<Record<number, TraktErrorCode>> = {
  401: "sign-in-required",
  404: "not-found",
  408: "timeout",
  409: "conflict",
  412: "precondition",
  413: "too-large",
  420: "account-limit",
  423: "account-locked",
  426: "vip-required",
  429: "rate-limited",
};

function toCode(request: TraktRequest, answer: TraktAnswer): TraktErrorCode {
  const { status } = answer;
  if (isEdgeAnswer(answer)) return "edge-blocked";
  const oauthError = request.host === "auth" && status < 500 ? readOAuthError(answer.text) : undefined;
  if (oauthError !== undefined) return oauthError;
  // Where apps are connected no list can be full (forums.trakt.tv/t/117898).
  if (request.host === "auth" && status === 420) return "app-limit";
  if (status === 403) return looksLikeJson(answer.text) ? "client-rejected" : "forbidden";
  if (status >= 500) return "server-error";
  return codes[status] ?? "invalid-request";
}

// Cloudflare: HTML where Trakt speaks JSON, its own 52x, or its plain "error code: 1015" (trakt/trakt-api#922, trakt/trakt-api#939).
function isEdgeAnswer({ status, headers, text }: TraktAnswer): boolean {
  if (status >= 520 && status <= 527) return true;
  if (status !== 403 && status !== 429 && status !== 503) return false;
  if (/error code: 1\d{3}/i.test(text.slice(0, 2000))) return true;
  return status !== 503 && isHtml(headers, text);
}

/** Whether an answer is a page for people. */
export function isHtml(headers: Headers, text: string): boolean {
  return (headers.get("content-type") ?? "").includes("text/html") || /^\s*<(!doctype|html)/i.test(text);
}

function looksLikeJson(text: string): boolean {
  return /^\s*[{["]/.test(text);
}

function readAccount(headers: Headers): { limit: number | undefined; isVip: boolean | undefined } {
  const limit = headers.get("x-account-limit") ?? "";
  const vip = headers.get("x-vip-user");
  return {
    limit: /^\d+$/.test(limit) ? Number(limit) : undefined,
    isVip: vip === "true" || vip === "false" ? vip === "true" : undefined,
  };
}
