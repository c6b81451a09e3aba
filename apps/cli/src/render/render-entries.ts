import { foldColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Paint, Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { cutTitle } from "./cut-title.ts";
import { explainReason } from "./explain-reason.ts";
import { groupDigits } from "./format-amounts.ts";

/** A title in a list of a report, as far as it is printed. */
export interface Entry {
  readonly title: string;
  readonly field?: string;
  /** Left out where the message says it better. */
  readonly reason?: string;
  readonly message?: string;
  /** Titles that it could be. */
  readonly candidates?: readonly { readonly title: string; readonly ids: readonly string[] }[];
}

/** A list of a report. */
export interface EntryList {
  readonly mark: string;
  readonly paint: Paint;
  /** What the list holds, with its count: `3 removals held`. */
  readonly heading: string;
  readonly entries: readonly Entry[];
  /** Sentences after the titles. */
  readonly advice?: readonly string[];
}

/** How many titles of a list are printed. */
const FIRST_TITLES = 5;

/** Renders a list under its heading: the first titles, or all when `verbose`; nothing for an empty list. */
export function renderEntries(
  list: EntryList,
  options: { readonly style: Style; readonly verbose: boolean },
): string[] {
  const { style, verbose } = options;
  if (list.entries.length === 0) {
    return [];
  }
  const shown = verbose ? list.entries : list.entries.slice(0, FIRST_TITLES);
  const more = list.entries.length - shown.length;
  return [
    "",
    `${list.paint(list.mark)} ${style.bold(list.heading)}`,
    ...renderTitles(shown, style),
    ...(more > 0 ? [style.dim(`    and ${groupDigits(more)} more (--verbose)`)] : []),
    ...(list.advice ?? []).flatMap((sentence) => wrapText(sentence, { width: style.width, indent: 4 })),
  ];
}

/** Titles in columns. A sentence that several neighbours share is printed once, after the last of them. */
function renderTitles(entries: readonly Entry[], style: Style): string[] {
  const rows = entries.map(({ title, field, reason }): Cell[] => [
    { text: title },
    ...(field === undefined ? [] : [{ text: field, paint: style.dim }]),
    ...(reason === undefined ? [] : [{ text: explainReason(reason), paint: style.dim }]),
  ]);
  const lines = foldColumns(rows, {
    width: style.tableWidth,
    ellipsis: style.ellipsis,
    indent: 4,
    shrink: 0,
    cut: cutTitle,
    foldable: 1,
  });
  return entries.flatMap((entry, index) =>
    (lines[index] ?? []).concat(renderNotes(entry, { next: entries[index + 1], style })),
  );
}

function renderNotes(
  { message, candidates = [] }: Entry,
  { next, style }: { readonly next: Entry | undefined; readonly style: Style },
): string[] {
  const said = message === undefined || (candidates.length === 0 && next?.message === message) ? "" : message;
  return [
    ...wrapText(said, { width: style.width, indent: 6 }),
    ...candidates.flatMap(({ title, ids }) =>
      wrapText(`${style.dash} ${title} ${ids.join(" ")}`, { width: style.width, indent: 8 }),
    ),
  ].map(style.dim);
}
