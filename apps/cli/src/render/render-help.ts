import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { nameArgument, splitDefinitions } from "../arguments/check-arguments.ts";
import type { NamedArgument } from "../arguments/check-arguments.ts";
import type { Command } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";

/** The help of the whole tool: every command in a line, examples, exit codes. */
export function renderRootHelp(commands: readonly Command[], style: Style): string[] {
  return [
    ...wrapText("pakt keeps a Plex server and a Trakt account the same.", style),
    "",
    ...section("Usage", [["pakt COMMAND [flags]", ""]], style),
    ...section(
      "Commands",
      commands.map(({ name, summary }) => [name, summary]),
      style,
    ),
    ...section("Flags", [...GLOBAL_FLAGS, ["--version", "print the version"]], style),
    ...section(
      "Examples",
      [
        ["pakt demo", "see it work on a sample household"],
        ["pakt setup", "set everything up by questions"],
        ["pakt sync --dry-run", "see what would be written"],
        ["pakt sync --yes", "write it without a question"],
      ],
      style,
    ),
    ...section("Exit codes", Object.entries(EXIT_CODES), style),
    ...wrapText("`pakt COMMAND --help` says more about one command.", style).map(style.dim),
  ];
}

/** The help of one command: what it does, its flags, examples. */
export function renderCommandHelp(command: Command, style: Style): string[] {
  const { flags, places } = splitDefinitions(command.args);
  const own = [...flags.values()].filter(({ name }) => name !== "debug");
  const needed = own.filter(({ required }) => required === true).map(nameArgument);
  const words = places.map((place) => (place.required === false ? `[${nameArgument(place)}]` : nameArgument(place)));
  return [
    ...wrapText(`pakt ${command.name}: ${command.summary}`, style),
    "",
    ...section("Usage", [[["pakt", command.name, ...words, ...needed, "[flags]"].join(" "), ""]], style),
    ...(places.length === 0 ? [] : section("Arguments", places.map(toLine), style)),
    ...section("Flags", [...own.map(toLine), ...GLOBAL_FLAGS], style),
    ...section("Examples", command.examples, style),
    style.dim("`pakt --help` lists the exit codes."),
  ];
}

function toLine(argument: NamedArgument): [string, string] {
  return [nameArgument(argument), argument.description ?? ""];
}

const GLOBAL_FLAGS: readonly (readonly [string, string])[] = [
  ["--debug", "print where an error came from, and where the log is"],
  ["--help", "print this help"],
];

/** What the second column needs to be read with ease; with less room it stands below the first. */
const MIN_TEXT_WIDTH = 26;

/** A heading with lines of two columns under it; what is long in the second goes on below itself. */
export function section(title: string, lines: readonly (readonly [string, string])[], style: Style): string[] {
  const { width } = style;
  const left = Math.max(...lines.map(([text]) => text.length));
  const isStacked = width - left - 4 < MIN_TEXT_WIDTH;
  const indent = isStacked ? 6 : left + 4;
  const body = lines.flatMap(([name, text]) => {
    const wrapped = wrapText(text, { width, indent });
    if (isStacked) {
      return [`  ${name}`, ...wrapped.map(style.dim)];
    }
    const [first = "", ...rest] = wrapped;
    return [`  ${name.padEnd(left)}  ${style.dim(first.trimStart())}`.trimEnd(), ...rest.map(style.dim)];
  });
  return [style.bold(title), ...body, ""];
}
