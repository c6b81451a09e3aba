/** A text from a service with every control character as a space: a title must not be able to steer the terminal. */
export function printableText(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
