import type { Explained } from "@pakt/sync";
import { foldColumns } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { markedText } from "../output/marked-text.ts";
import { wrapText } from "../output/wrap-text.ts";
import { cutTitle } from "./cut-title.ts";
import { countWords, groupDigits } from "./format-amounts.ts";
import { renderEntries } from "./render-entries.ts";

type Candidate = Extract<Explained, { kind: "several" }>["candidates"][number];
type Problem = Extract<Explained, { kind: "none" }>["problems"][number];

/** How many titles are listed to choose from. */
const FIRST_CANDIDATES = 20;

/** Several titles that fit, each with an id that names no other. */
export function renderCandidates(candidates: readonly Candidate[], style: Style): string[] {
  const shown = candidates.slice(0, FIRST_CANDIDATES);
  const more = candidates.length - shown.length;
  const rows = shown.map((candidate) => [
    { text: candidate.title, paint: style.bold },
    { text: candidate.type, paint: style.dim },
    { text: nameOf(candidate) },
  ]);
  return [
    ...markedText(style.yellow(style.marks.warn), `${countWords(candidates.length, "title fits", "titles fit")}.`, {
      width: style.width,
      paint: style.bold,
    }),
    ...foldColumns(rows, {
      width: style.tableWidth,
      ellipsis: style.ellipsis,
      indent: 4,
      shrink: 0,
      cut: cutTitle,
      foldable: 1,
    }).flat(),
    ...(more > 0 ? [style.dim(`    and ${groupDigits(more)} more: type more of the title (--json lists all)`)] : []),
    "",
    ...wrapText(
      `Name one by its id, e.g. \`pakt explain ${shown[0] === undefined ? "ID" : nameOf(shown[0])}\`.`,
      style,
    ),
  ];
}

/** An id means nothing without its type: movie 603 and show 603 are two titles. What has no id of its own goes by its row. */
function nameOf({ row, type, ids }: Candidate): string {
  const [id] = ids;
  return id === undefined ? row : `${type}:${id}`;
}

/** No title that can be synced fits: what stands against it, or that there is nothing like it. */
export function renderNoTitle(query: string, problems: readonly Problem[], style: Style): string[] {
  const warn = style.yellow(style.marks.warn);
  if (problems.length === 0) {
    return [
      ...markedText(warn, `Nothing like "${query}" was found on either side.`, {
        width: style.width,
        paint: style.bold,
      }),
      ...wrapText(NOTHING_HINT, { width: style.width, indent: 2 }),
    ];
  }
  const entries = problems.map(({ title, reason, message, candidates }) => ({ title, reason, message, candidates }));
  const list = {
    mark: style.marks.warn,
    paint: style.yellow,
    heading: `"${query}" cannot be synced as it is: ${countWords(problems.length, "problem")}`,
    entries,
    advice: ["Nothing is written for it until this is put right in Plex."],
  };
  return renderEntries(list, { style, verbose: true }).slice(1);
}

const NOTHING_HINT =
  "Type less of the title, or an id of it, e.g. `tmdb:603`. What is in no library that is synced (`pakt libraries`), on no watchlist, and not on Trakt is not known here.";
