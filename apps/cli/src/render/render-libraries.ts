import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "./format-amounts.ts";

/** A library of the Plex server, as far as it is printed. */
export interface ListedLibrary {
  readonly key: string;
  readonly title: string;
  readonly type: string;
  readonly agent?: string;
  readonly selected: boolean;
  readonly supported: boolean;
  /** Its server, where several are synced. */
  readonly server?: string;
}

/** The libraries of a server, or of several by server, those that are synced marked, and how to choose others. */
export function renderLibraries(libraries: readonly ListedLibrary[], style: Style): string[] {
  if (libraries.length === 0) {
    return [`${style.yellow(style.marks.warn)} The server has no libraries.`];
  }
  const servers = Map.groupBy(libraries, ({ server }) => server);
  const selected = libraries.filter((library) => library.selected).length;
  const choose = libraries.some(({ server }) => server !== undefined)
    ? "Choose with `pakt libraries --server NAME --select KEY,KEY` or `--all`."
    : "Choose with `pakt libraries --select KEY,KEY` or `--all`.";
  return [
    ...[...servers].flatMap(([server, own]) => [
      ...(server === undefined ? [] : [style.bold(server)]),
      ...renderTable(own, style),
      "",
    ]),
    `${countWords(selected, "library is", "libraries are")} synced.`,
    ...wrapText(choose, style).map(style.dim),
  ];
}

function renderTable(libraries: readonly ListedLibrary[], style: Style): string[] {
  const heading = ["", "Key", "Title", "Type", ""].map((text): Cell => ({ text, paint: style.dim }));
  const rows = libraries.map((library): Cell[] => [
    { text: library.selected ? style.marks.done : "", paint: style.green },
    { text: library.key },
    { text: library.title, paint: library.supported ? style.bold : style.dim },
    { text: library.type, paint: style.dim },
    { text: describeState(library), paint: style.dim },
  ]);
  return alignColumns([heading, ...rows], { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 2 });
}

function describeState({ selected, supported }: ListedLibrary): string {
  if (!supported) {
    return "not movies or shows";
  }
  return selected ? "synced" : "not synced";
}
