import { splitDefinitions } from "../arguments/check-arguments.ts";
import type { Command } from "../command.ts";

/** The shells that a script can be made for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly { readonly name: string; readonly description: string }[];
}

/** A script that completes commands and flags in a shell. Made of the commands as they are, so it never lags behind them. */
export function renderCompletion(shell: Shell, commands: readonly Command[]): string[] {
  return SCRIPTS[shell](commands.map(toCompleted));
}

function toCompleted({ name, summary, args }: Command): Completed {
  const flags = [...splitDefinitions(args).flags.values()].map((flag) => ({
    name: `--${flag.name}`,
    description: flag.name === "debug" ? "print where an error came from" : (flag.description ?? ""),
  }));
  return { name, summary, flags: [...flags, { name: "--help", description: "print its help" }] };
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Completed[]) => string[]>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
  powershell: renderPowershell,
};

const ROOT_FLAGS = ["--help", "--version", "--debug"];

function renderBash(commands: readonly Completed[]): string[] {
  const names = [...commands.map(({ name }) => name), ...ROOT_FLAGS];
  return [
    "# pakt: completion for bash. Load it with: source <(pakt completion bash)",
    "_pakt() {",
    '  local current="${COMP_WORDS[COMP_CWORD]}" command="" word words=""',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    if [[ "$word" != -* ]]; then command="$word"; break; fi',
    "  done",
    '  case "$command" in',
    `    "") words="${names.join(" ")}" ;;`,
    ...commands.map(({ name, flags }) => `    ${name}) words="${flags.map((flag) => flag.name).join(" ")}" ;;`),
    "  esac",
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "}",
    "complete -o default -F _pakt pakt",
  ];
}

function renderZsh(commands: readonly Completed[]): string[] {
  return [
    "#compdef pakt",
    "# pakt: completion for zsh. Load it with: source <(pakt completion zsh)",
    "_pakt() {",
    "  local -a commands",
    "  commands=(",
    ...commands.map(({ name, summary }) => `    ${zshDescribed(name, summary)}`),
    "  )",
    "  if (( CURRENT == 2 )); then",
    "    _describe 'command' commands",
    "    return",
    "  fi",
    '  case "$words[2]" in',
    ...commands.map(
      ({ name, flags }) =>
        `    ${name}) _arguments ${flags.map((flag) => zshFlag(flag.name, flag.description)).join(" ")} '*:file:_files' ;;`,
    ),
    "  esac",
    "}",
    "compdef _pakt pakt",
  ];
}

function renderFish(commands: readonly Completed[]): string[] {
  return [
    "# pakt: completion for fish. Load it with: pakt completion fish | source",
    ...commands.map(
      ({ name, summary }) => `complete -c pakt -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(summary)}`,
    ),
    ...commands.flatMap(({ name, flags }) =>
      flags.map(
        (flag) =>
          `complete -c pakt -n '__fish_seen_subcommand_from ${name}' -l ${flag.name.slice(2)} -d ${fishQuoted(flag.description)}`,
      ),
    ),
  ];
}

function renderPowershell(commands: readonly Completed[]): string[] {
  return [
    "# pakt: completion for PowerShell. Load it with: pakt completion powershell | Out-String | Invoke-Expression",
    "Register-ArgumentCompleter -Native -CommandName pakt -ScriptBlock {",
    "  param($wordToComplete, $commandAst, $cursorPosition)",
    "  $words = $commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() }",
    "  $command = $words | Where-Object { $_ -notlike '-*' } | Select-Object -First 1",
    "  $flags = @{",
    ...commands.map(({ name, flags }) => `    '${name}' = ${powershellList(flags.map((flag) => flag.name))}`),
    "  }",
    "  $known = if ($command -and $flags.ContainsKey($command) -and $command -ne $wordToComplete) { $flags[$command] }",
    `    else { ${powershellList([...commands.map(({ name }) => name), ...ROOT_FLAGS])} }`,
    '  $known | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
    "  }",
    "}",
  ];
}

/** In single quotes, as POSIX shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** In single quotes, as fish reads them. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}

function zshDescribed(name: string, text: string): string {
  return quoted(`${name}:${text.replaceAll(":", "\\:")}`);
}

function zshFlag(name: string, text: string): string {
  return quoted(`${name}[${text.replaceAll(/[[\]]/g, "\\$&")}]`);
}

function powershellList(names: readonly string[]): string {
  return `@(${names.map((name) => `'${name}'`).join(", ")})`;
}
