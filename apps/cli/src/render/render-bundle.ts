import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { formatBytes } from "./format-amounts.ts";

/** A file with its size. */
export interface SizedFile {
  readonly name: string;
  readonly bytes: number;
}

/** The files of a support archive, what each is, and what is in them that people may not want to show. */
export function renderBundle(
  files: readonly SizedFile[],
  { withTitles, style }: { readonly withTitles: boolean; readonly style: Style },
): string[] {
  const rows = files.map(({ name, bytes }): Cell[] => [
    { text: name, paint: style.bold },
    { text: formatBytes(bytes), align: "right" },
    { text: describeFile(name), paint: style.dim },
  ]);
  const titles = withTitles ? "with the titles of what you watch" : "without titles and their ids";
  return [
    ...alignColumns(rows, { width: style.tableWidth, ellipsis: style.ellipsis }),
    "",
    ...wrapText(
      `No tokens and no passwords are in it, and it is ${titles}. Account names, names of libraries and addresses are.`,
      { width: style.width },
    ),
  ];
}

/** That the archive is written, and how to look into it. */
export function renderWritten(
  { file, bytes }: { readonly file: string; readonly bytes: number },
  style: Style,
): string[] {
  return [
    ...markedText(style.green(style.marks.done), `${file} is written (${formatBytes(bytes)}), for you alone.`, style),
    style.dim(`  Look into it before you send it: tar -xzOf ${file} | less`),
  ];
}

function describeFile(name: string): string {
  if (name.startsWith("runs/")) {
    return "what a run did";
  }
  return DESCRIPTIONS.get(name) ?? "";
}

const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ["about.json", "versions, system, warnings"],
  ["config.json", "your choices"],
  ["examination.json", "what pakt doctor finds"],
  ["runs.json", "past runs, in counts"],
  ["sync.log", "the end of the log"],
]);
