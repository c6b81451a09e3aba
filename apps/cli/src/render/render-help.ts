import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Command } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";

/** The help of the whole tool: every command in a line, examples, exit codes. */
export function renderRootHelp(commands: readonly Command[], style: Style): string[] {
  return [
    `${style.bold("pakt")} keeps a Plex server and a Trakt account the same.`,
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
        ["pakt sync --dry-run", "see what would be written"],
        ["pakt sync --yes", "write it without a question"],
      ],
      style,
    ),
    ...section("Exit codes", Object.entries(EXIT_CODES), style),
    style.dim("`pakt COMMAND --help` says more about one command."),
  ];
}

/** The help of one command: what it does, its flags, examples. */
export function renderCommandHelp(command: Command, style: Style): string[] {
  const flags = Object.entries(command.args)
    .filter(([name]) => name !== "debug")
    .map(([name, { valueHint, description = "" }]): [string, string] => [
      valueHint === undefined ? `--${name}` : `--${name} ${valueHint}`,
      description,
    ]);
  return [
    `${style.bold(`pakt ${command.name}`)}: ${command.summary}`,
    "",
    ...section("Usage", [[`pakt ${command.name} [flags]`, ""]], style),
    ...section("Flags", [...flags, ...GLOBAL_FLAGS], style),
    ...section("Examples", command.examples, style),
    style.dim("`pakt --help` lists the exit codes."),
  ];
}

const GLOBAL_FLAGS: readonly (readonly [string, string])[] = [
  ["--debug", "print where an error came from"],
  ["--help", "print this help"],
];

/** A heading with lines of two columns under it; what is long in the second goes on below itself. */
function section(title: string, lines: readonly (readonly [string, string])[], style: Style): string[] {
  const left = Math.max(...lines.map(([text]) => text.length));
  const body = lines.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrapText(text, { width: style.width, indent: left + 4 });
    return [`  ${name.padEnd(left)}  ${style.dim(first.trimStart())}`.trimEnd(), ...rest.map(style.dim)];
  });
  return [style.bold(title), ...body, ""];
}
