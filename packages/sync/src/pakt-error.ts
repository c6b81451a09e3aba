/** What went wrong, by what a person or a script would do next. */
export type PaktErrorCode =
  | "usage"
  | "config-invalid"
  | "credentials-invalid"
  | "state-corrupt"
  | "home-unusable"
  | "not-configured"
  | "sign-in-needed"
  | "account-locked"
  | "run-active"
  | "server-active"
  | "plex-unreachable"
  | "trakt-unreachable"
  | "clock-wrong"
  | "interrupted"
  | "failed";

/** 1 failed · 2 wrong usage · 3 partly done · 4 removals held · 5 sign-in needed. 0 is no error. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

const EXIT_CODES: Readonly<Record<PaktErrorCode, Exclude<ExitCode, 0>>> = {
  usage: 2,
  "config-invalid": 1,
  "credentials-invalid": 1,
  "state-corrupt": 1,
  "home-unusable": 1,
  "not-configured": 5,
  "sign-in-needed": 5,
  "account-locked": 1,
  "run-active": 1,
  "server-active": 1,
  "plex-unreachable": 1,
  "trakt-unreachable": 1,
  "clock-wrong": 1,
  interrupted: 1,
  failed: 1,
};

const BRAND = Symbol.for("@pakt/sync/error");

/** An expected failure: one sentence that says what happened, one that says what to do, and an exit code. */
export class PaktError extends Error {
  override readonly name = "PaktError";
  readonly [BRAND] = true;
  readonly code: PaktErrorCode;
  /** What the person can do, one sentence. */
  readonly advice: string;

  constructor(code: PaktErrorCode, message: string, options: { readonly advice: string; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.advice = options.advice;
  }

  /** The exit code that belongs to the code. */
  get exitCode(): Exclude<ExitCode, 0> {
    return EXIT_CODES[this.code];
  }
}

/** Whether a caught value is pakt's own expected failure; also true across two copies of this package. */
export function isPaktError(error: unknown): error is PaktError {
  return typeof error === "object" && error !== null && BRAND in error;
}
