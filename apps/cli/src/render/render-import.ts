import type { Imported, ImportedSetting, ImportedSignIn } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import { printableText } from "../output/printable-text.ts";
import type { Style } from "../output/style.ts";
import { padWidth, textWidth } from "../output/text-width.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countWords } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

const TOOL_NAMES: Readonly<Record<Imported["from"], string>> = {
  plextraktsync: "PlexTraktSync",
  "pakt-py": "the pakt in Python",
};

/** What an import takes, what it leaves, and what has no counterpart. */
export function renderImport(imported: Imported, style: Style): string[] {
  const { from, files, settings, without, open, movedTo } = imported;
  const of = (fate: ImportedSetting["fate"]): readonly ImportedSetting[] =>
    settings.filter((setting) => setting.fate === fate);
  return [
    style.bold(`What ${TOOL_NAMES[from]} is set to`),
    ...files.map((file) => style.dim(`  ${file}`)),
    ...list(`${countWords(of("taken").length, "setting")} to take`, {
      mark: style.green(style.marks.done),
      rows: of("taken").map(({ key, value, before }) => [
        key,
        before === undefined ? value : `${value} (in place of ${before})`,
      ]),
      style,
    }),
    ...list(`${countWords(of("kept").length, "setting")} kept as in config.json (--overwrite takes the other)`, {
      mark: style.yellow(style.marks.warn),
      rows: of("kept").map(({ key, value, before = "" }) => [key, `${before}, and not ${value}`]),
      style,
    }),
    ...list(`${countWords(open.length, "setting")} still to choose`, {
      mark: style.yellow(style.marks.warn),
      rows: open.map(({ key, reason }) => [key, reason]),
      style,
    }),
    ...list(`${countWords(of("same").length, "setting")} that pakt has already`, {
      mark: style.dot,
      rows: of("same").map(({ key, value }) => [key, value]),
      style,
    }),
    ...list(`${without.length} without a counterpart in pakt`, {
      mark: style.dot,
      rows: without.map(({ key, reason }) => [key, reason]),
      style,
    }),
    ...renderSignIns(imported, style),
    ...(movedTo === undefined
      ? []
      : [
          "",
          ...markedText(
            style.yellow(style.marks.warn),
            `Its config.json stands where pakt's has to, and becomes ${movedTo}.`,
            style,
          ),
        ]),
  ];
}

/** What became of it. */
export function renderImportEnd(
  { written, settings, signIns, movedTo }: Imported,
  { style, dryRun }: { readonly style: Style; readonly dryRun: boolean },
): string[] {
  const hasWork = movedTo !== undefined || [...settings, ...signIns].some(({ fate }) => fate === "taken");
  if (written) {
    const text =
      "It is taken over. `pakt doctor` looks whether all is well, `pakt sync --dry-run` shows what a sync would do.";
    return ["", ...markedText(style.green(style.marks.done), text, style)];
  }
  if (!hasWork) {
    return ["", ...wrapText("There is nothing to take over.", style)];
  }
  return [...(dryRun ? [""] : []), "Nothing was written."];
}

function renderSignIns({ from, signIns }: Imported, style: Style): string[] {
  const tool = TOOL_NAMES[from];
  const isTraktTaken = signIns.some(({ side, fate }) => side === "trakt" && fate === "taken");
  return [
    ...(signIns.length === 0 ? [] : [""]),
    ...signIns.flatMap((signIn) => {
      const isTaken = signIn.fate === "taken";
      return markedText(isTaken ? style.green(style.marks.done) : style.dot, describeSignIn(signIn), style);
    }),
    ...(isTraktTaken
      ? markedText(
          style.yellow(style.marks.warn),
          `Trakt's tokens work for one: as soon as pakt refreshes them, ${tool} is signed out at Trakt, and has to sign in anew. Do not let both run.`,
          style,
        )
      : []),
  ];
}

function describeSignIn({ side, account, fate, reason }: ImportedSignIn): string {
  const whose = account === undefined ? "of an account that its files do not name" : `of ${account}`;
  const signIn = `The sign-in to ${sideName(side)}, ${whose},`;
  switch (fate) {
    case "taken":
      return `${signIn} is taken, too.`;
    case "left":
      return `${signIn} is left alone: --with-tokens takes it, or \`pakt login\` makes a new one.`;
    case "kept":
      return `${signIn} is not taken: ${reason ?? "there is one already"}.`;
  }
}

/** Names with what there is to say of each; what is long goes on below itself. */
function list(
  heading: string,
  {
    mark,
    rows,
    style,
  }: { readonly mark: string; readonly rows: readonly (readonly [string, string])[]; readonly style: Style },
): string[] {
  const left = Math.max(...rows.map(([name]) => textWidth(name)));
  const lines = rows.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrapText(text, { width: style.width, indent: left + 6 });
    return [`    ${padWidth(printableText(name), left)}  ${style.dim(first.trimStart())}`, ...rest.map(style.dim)];
  });
  return rows.length === 0 ? [] : ["", `${mark} ${heading}`, ...lines];
}
