import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

/** Where pakt serves, and how to come in the first time. */
export function renderServing(
  { url, setUpToken }: { readonly url: string; readonly setUpToken: string | undefined },
  style: Style,
): string[] {
  const { width } = style;
  return [
    ...markedText(style.green(style.marks.done), `pakt serves ${url}`, style),
    ...(setUpToken === undefined
      ? []
      : [
          "",
          ...wrapText("Nobody has chosen a password yet. Choose one there, with this set-up token:", {
            width,
            indent: 2,
          }),
          "",
          `    ${style.bold(setUpToken)}`,
          "",
        ]),
    ...wrapText("Stop it with Ctrl-C: what is being written is finished first.", { width, indent: 2 }).map(style.dim),
  ];
}
