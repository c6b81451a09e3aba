/** Marks that turn the direction of what follows; joiners, which emoji are made with, are not among them. */
const DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069";
const UNPRINTABLE = new RegExp(`[\\p{Cc}${DIRECTION_MARKS}]`, "gu");

/** A text from a service with every control character as a space: a title must not be able to steer the terminal. */
export function printableText(text: string): string {
  return text.replace(UNPRINTABLE, " ");
}
