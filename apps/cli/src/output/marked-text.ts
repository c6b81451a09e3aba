import type { Paint } from "./style.ts";
import { wrapText } from "./wrap-text.ts";

/** A sentence behind a mark of one character, in lines of at most `width`; its further lines stand under its first letter. */
export function markedText(
  mark: string,
  text: string,
  { width, paint = leave }: { readonly width: number; readonly paint?: Paint },
): string[] {
  const [first = "", ...rest] = wrapText(text, { width, indent: 2 });
  return [`${mark} ${paint(first.trimStart())}`, ...rest.map(paint)];
}

const leave: Paint = (text) => text;
