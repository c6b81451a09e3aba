/** One of several answers to choose from. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Said of the choice that the person stands on. */
  readonly hint?: string;
  /** Shown, and not to be chosen. */
  readonly isDisabled?: boolean;
}

/** Asks a person. Every question throws {@link LeftError} when they leave instead of answering, or their input has ended. */
export interface Prompts {
  /** One of several. */
  select<T extends string>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
    /** Where the person stands at first. Default: the first. */
    readonly initial?: T | undefined;
  }): Promise<T>;
  /** Some of several, at least one. */
  selectSome<T extends string>(question: {
    readonly message: string;
    readonly choices: readonly Choice<T>[];
    readonly initial: readonly T[];
  }): Promise<readonly T[]>;
  /** A line of text. `isHidden` shows a mark for each letter. An empty line is refused where it is not optional. */
  type(question: {
    readonly message: string;
    readonly isHidden?: boolean;
    readonly isOptional?: boolean;
  }): Promise<string>;
}

/** The person left. */
export class LeftError extends Error {
  override readonly name = "LeftError";

  constructor() {
    super("The person left.");
  }
}
