/** What the server said instead of an answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** A kebab-case word, e.g. `run-active`. */
  readonly code: string;
  /** What to do, one sentence. */
  readonly advice: string;
  /** What is wrong with which part of what was sent. */
  readonly fields: readonly { readonly path: string; readonly message: string }[];

  constructor(told: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly advice: string;
    readonly fields?: ApiError["fields"];
    readonly cause?: unknown;
  }) {
    super(told.message, told.cause === undefined ? undefined : { cause: told.cause });
    this.status = told.status;
    this.code = told.code;
    this.advice = told.advice;
    this.fields = told.fields ?? [];
  }
}

/** Whether a caught value is what the server said instead of an answer. */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === "ApiError" && "code" in error && "status" in error;
}
