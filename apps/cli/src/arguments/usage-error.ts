/** Wrong usage: the caller's mistake in one sentence, and the help that shows the right way. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to type instead, one sentence. */
  readonly advice: string;

  constructor(message: string, advice: string) {
    super(message);
    this.advice = advice;
  }
}
