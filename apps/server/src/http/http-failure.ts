/** A no of the server, with what to do. */
export interface HttpFailureParts {
  /** The HTTP status. */
  readonly status: number;
  /** A kebab-case word for programs. */
  readonly code: string;
  readonly message: string;
  readonly advice: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** What the caller has to know beside it, e.g. `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An expected failure of a request, as the caller is told of it. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  readonly parts: HttpFailureParts;

  constructor(parts: HttpFailureParts) {
    super(parts.message);
    this.parts = parts;
  }
}

/** What is asked for is not there. */
export function notFound(message: string, advice: string): HttpFailure {
  return new HttpFailure({ status: 404, code: "not-found", message, advice });
}
