const ASCII = /^[\u0020-\u007E]*$/;
const WIDE =
  /^(?:[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation})/u;
const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many cells of a terminal a text takes: two a letter for Chinese, Japanese, Korean and emoji, else one. */
export function textWidth(text: string): number {
  return ASCII.test(text) ? text.length : splitLetters(text).reduce((sum, letter) => sum + letterWidth(letter), 0);
}

/** The longest start of a text, or its longest end, that fits into so many cells; never half a letter. */
export function takeWidth(text: string, width: number, from: "start" | "end" = "start"): string {
  const all = splitLetters(text);
  const taken: string[] = [];
  let room = width;
  for (const letter of from === "start" ? all : all.toReversed()) {
    room -= letterWidth(letter);
    if (room < 0) {
      break;
    }
    taken.push(letter);
  }
  return (from === "start" ? taken : taken.toReversed()).join("");
}

/** Adds spaces on the right, or on the left, until a text takes so many cells. */
export function padWidth(text: string, width: number, align: "left" | "right" = "left"): string {
  const spaces = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + spaces : spaces + text;
}

function splitLetters(text: string): string[] {
  return Array.from(letters.segment(text), ({ segment }) => segment);
}

function letterWidth(letter: string): number {
  return WIDE.test(letter) ? 2 : 1;
}
