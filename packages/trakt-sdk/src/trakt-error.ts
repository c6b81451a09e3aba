/**
 * What went wrong, one code per reaction of the caller.
 *
 * `sign-in-required`: no token, or it was refused for good. `client-rejected`: Trakt no longer knows the app. `app-limit`: the account
 * may connect no further app. `edge-blocked`: the network edge answered and not Trakt. `account-limit`: 420. `account-locked`: 423.
 * `vip-required`: 426, also for every call of an app whose owner is no VIP any more. `incomplete`: a list could not be read whole.
 * `unreadable-answer`: the status says success, the body cannot be read.
 */
export type TraktErrorCode =
  | "sign-in-required"
  | "client-rejected"
  | "app-limit"
  | "edge-blocked"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "precondition"
  | "invalid-request"
  | "too-large"
  | "account-limit"
  | "account-locked"
  | "vip-required"
  | "rate-limited"
  | "server-error"
  | "network"
  | "timeout"
  | "aborted"
  | "incomplete"
  | "unreadable-answer"
  | "device-code-expired"
  | "device-code-denied"
  | "device-code-used"
  | "device-code-unknown";

/** What a {@link TraktError} is made of. `message` is one sentence and what to do about it. */
export interface TraktErrorFacts {
  readonly code: TraktErrorCode;
  readonly message: string;
  readonly method: string;
  /** Without any secret: tokens travel in headers and bodies only. */
  readonly url: string;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Default false. */
  readonly mayHaveHappened?: boolean | undefined;
  readonly cause?: unknown;
}

// One symbol for every copy of this package that a process may have loaded.
const brand = Symbol.for("@pakt/trakt-sdk/error");

/** The one kind of error that this package throws for what Trakt or the way to it did. Tell them apart by `code`. */
export class TraktError extends Error {
  override readonly name: string = "TraktError";
  readonly code: TraktErrorCode;
  readonly method: string;
  readonly url: string;
  /** The HTTP status, absent when there was no answer. */
  readonly status: number | undefined;
  /** How long Trakt asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** True for a write that Trakt may have carried out although no usable answer came: read back before sending it again. */
  readonly mayHaveHappened: boolean;

  constructor(facts: TraktErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.method = facts.method;
    this.url = facts.url;
    this.status = facts.status;
    this.retryAfterMs = facts.retryAfterMs;
    this.mayHaveHappened = facts.mayHaveHappened ?? false;
    Object.defineProperty(this, brand, { value: true });
  }
}

/**
 * The account is full (420): nothing more can be added to this list until something is removed or the account upgraded.
 *
 * Whether a part of the body was stored is unverified: where it matters, read the list back.
 */
export class TraktAccountLimitError extends TraktError {
  override readonly name = "TraktAccountLimitError";
  /** `X-Account-Limit`: how many entries the account may hold. Absent when it was not told, or not in digits. */
  readonly limit: number | undefined;
  /** `X-VIP-User`: Trakt's own view of the account. */
  readonly isVip: boolean | undefined;
  readonly upgradeUrl: string | undefined;

  constructor(
    facts: TraktErrorFacts,
    account: { limit?: number | undefined; isVip?: boolean | undefined; upgradeUrl?: string | undefined },
  ) {
    super(facts);
    this.limit = account.limit;
    this.isVip = account.isVip;
    this.upgradeUrl = account.upgradeUrl;
  }
}

/** The function is for VIP members only (426). */
export class TraktVipRequiredError extends TraktError {
  override readonly name = "TraktVipRequiredError";
  readonly upgradeUrl: string | undefined;

  constructor(facts: TraktErrorFacts, account: { upgradeUrl?: string | undefined }) {
    super(facts);
    this.upgradeUrl = account.upgradeUrl;
  }
}

/** Too many requests (429), thrown when all tries were used or when the wait would be unreasonably long. */
export class TraktRateLimitError extends TraktError {
  override readonly name = "TraktRateLimitError";
  /** The limit's name, e.g. `AUTHED_API_POST_LIMIT`, when Trakt told it. */
  readonly bucket: string | undefined;

  constructor(facts: TraktErrorFacts, limit: { bucket?: string | undefined }) {
    super(facts);
    this.bucket = limit.bucket;
  }
}

/** Whether `error` is a {@link TraktError} (with that code, if one is given), made by any copy of this package. */
export function isTraktError(error: unknown, code: "account-limit"): error is TraktAccountLimitError;
export function isTraktError(error: unknown, code: "vip-required"): error is TraktVipRequiredError;
export function isTraktError(error: unknown, code: "rate-limited"): error is TraktRateLimitError;
export function isTraktError(error: unknown, code?: TraktErrorCode): error is TraktError;
export function isTraktError(error: unknown, code?: TraktErrorCode): error is TraktError {
  if (!(error instanceof Error) || !(brand in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
