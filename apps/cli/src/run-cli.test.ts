import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { captureOutput } from "../test/capture-output.ts";
import { COMMANDS } from "./commands/command-list.ts";
import { runCli } from "./run-cli.ts";

const pakt = async (...argv: readonly string[]) => {
  const stdout = captureOutput();
  const stderr = captureOutput();
  const exitCode = await runCli({
    argv,
    env: { LANG: "C.UTF-8", PAKT_HOME: "/nonexistent/pakt" },
    stdout,
    stderr,
    isTerminal: false,
    userHome: "/nonexistent",
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
};

describe("runCli: somebody who has set up nothing", () => {
  test("is told of the questions that set everything up", async () => {
    const home = mkdtempSync(join(tmpdir(), "pakt-test-"));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const stderr = captureOutput();
    const exitCode = await runCli({
      argv: ["sync"],
      env: { PAKT_HOME: home },
      stdout: captureOutput(),
      stderr,
      isTerminal: false,
      userHome: home,
    });
    expect(exitCode).toBe(5);
    expect(stderr.text()).toMatch(
      /^x pakt does not know your Plex server yet\.\n {2}Set everything up by questions: pakt setup\./,
    );
  });
});

describe("runCli: help", () => {
  test.each([[["--help"]], [["-h"]], [["help"]], [[]]])(
    "%j prints every command and the exit codes on stdout",
    async (argv) => {
      expect(await pakt(...argv)).toEqual({
        exitCode: 0,
        stderr: "",
        stdout: `pakt keeps a Plex server and a Trakt account the same.

Usage
  pakt COMMAND [flags]

Commands
  setup        set everything up by questions, up to the first sync
  sync         make Plex and Trakt the same
  plan         save the plan of a sync in a file, to be looked at and applied
               later
  apply        write exactly what a saved plan holds, but for what has moved
               since
  log          list past runs, or show all that one did
  explain      say why a title was or was not synced, and what the next run does
  undo         take back what a run wrote, as far as nobody has changed it since
  dedupe       find plays that Trakt has twice, and remove them when told to
  serve        keep both sides the same around the clock
  login        sign in to Plex and Trakt by a code, approved in any browser
  logout       end the sign-ins, here and at the services; nothing else is
               changed
  status       show both sides, the last run, and what needs you
  doctor       look at everything that a sync needs, and say what to do
  servers      list, find, add, remove and test the Plex servers that are synced
  libraries    list the Plex libraries, or choose those that are synced
  profiles     list the pairs of Plex user and Trakt account, add one, or remove
               one
  import       take over the configuration of PlexTraktSync or of the pakt in
               Python
  clear-cache  remove what was cached; the next run reads everything again
  completion   print a script that completes commands and flags in your shell
  demo         show a whole sync on a sample household, and touch nothing of
               yours

Flags
  --debug    print where an error came from, and where the log is
  --help     print this help
  --version  print the version

Examples
  pakt demo            see it work on a sample household
  pakt setup           set everything up by questions
  pakt sync --dry-run  see what would be written
  pakt sync --yes      write it without a question

Exit codes
  0    done, or nothing to do
  1    failed: a side could not be read, the account is locked, another run is
       active, a file is broken
  2    wrong usage
  3    partly done: a read was not complete, or a write failed or got no answer
  4    removals or bulk adds are held until you let them through
  5    not set up, or sign-in needed
  130  ended by Ctrl-C: \`pakt setup\` at once, all else by a second one

\`pakt COMMAND --help\` says more about one command.
`,
      });
    },
  );

  test.each([
    [["libraries", "--help"]],
    [["help", "libraries"]],
    [["--help", "libraries"]],
    [["libraries", "--all", "-h"]],
  ])("%j prints the help of the command", async (argv) => {
    expect(await pakt(...argv)).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: `pakt libraries: list the Plex libraries, or choose those that are synced

Usage
  pakt libraries [flags]

Flags
  --select KEY,KEY  sync these libraries only, by key or title
  --server NAME     of this server, where several are synced
  --all             sync all libraries, also those added later
  --json            print the list as one JSON document
  --profile NAME    the profile to work with (default: PAKT_PROFILE)
  --debug           print where an error came from, and where the log is
  --help            print this help

Examples
  pakt libraries                             list them
  pakt libraries --select 1,3                sync the libraries 1 and 3 only
  pakt libraries --select "Movies,TV Shows"  the same by title
  pakt libraries --all                       sync all of them
  pakt libraries --server NAS --select 1     of several servers, one by its name

\`pakt --help\` lists the exit codes.
`,
    });
  });

  test("names the words and flags that a command cannot do without in its usage", async () => {
    const usages = await Promise.all(["log", "undo", "plan", "apply"].map((command) => pakt(command, "--help")));
    expect(usages.map(({ stdout }) => stdout.split("\n")[3])).toEqual([
      "  pakt log [RUN] [flags]",
      "  pakt undo RUN [flags]",
      "  pakt plan --out FILE [flags]",
      "  pakt apply FILE [flags]",
    ]);
  });

  test.each(COMMANDS.map(({ name }) => [name]))("%s --help fits into 80 columns and has examples", async (command) => {
    const { exitCode, stdout } = await pakt(command, "--help");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("\nExamples\n");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("runCli: version", () => {
  test.each([["--version"], ["-v"]])("%s prints the version alone", async (flag) => {
    expect(await pakt(flag)).toEqual({ exitCode: 0, stderr: "", stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe("runCli: wrong usage", () => {
  test.each([
    ["an unknown command", ["sycn"], 'Unknown command "sycn". Did you mean sync?', "See `pakt --help`."],
    [
      "an unknown flag",
      ["sync", "--dryrun"],
      "Unknown flag --dryrun. Did you mean --dry-run?",
      "See `pakt sync --help`.",
    ],
    [
      "a flag of a command before it",
      ["--yes", "sync"],
      "Unknown flag --yes.",
      "Flags of a command come after it. See `pakt --help`.",
    ],
    ["a further word", ["status", "now"], 'Unexpected argument "now".', "See `pakt status --help`."],
    ["a missing value", ["sync", "--only"], "--only needs a value: --only FIELD,FIELD.", "See `pakt sync --help`."],
    [
      "an unknown field",
      ["sync", "--only", "ratings"],
      'Unknown field "ratings". Did you mean rating?',
      "--only knows watched, rating, collection and watchlist.",
    ],
    [
      "an amount that is none",
      ["sync", "--allow-removals", "37"],
      '--allow-removals takes FIELD=COUNT, and "37" is not that.',
      "For example: --allow-removals rating=37.",
    ],
    [
      "dates of a collection that is not synced",
      ["sync", "--only", "watched,watchlist", "--resend-dates"],
      "--resend-dates needs the collection among the fields of --only.",
      "For example: pakt sync --only collection --resend-dates.",
    ],
    ["a run that is not named", ["undo"], "pakt undo needs RUN.", "See `pakt undo --help`."],
    ["a plan that goes nowhere", ["plan"], "pakt plan needs --out FILE.", "See `pakt plan --help`."],
    ["a near flag", ["log", "--limt", "3"], "Unknown flag --limt. Did you mean --limit?", "See `pakt log --help`."],
    [
      "a limit that is none",
      ["log", "--limit", "all"],
      '--limit takes a number, and "all" is none.',
      "For example: --limit 5.",
    ],
    [
      "a limit of one run",
      ["log", "last", "--limit", "3"],
      "--limit is for the list of runs, and a run was named.",
      "Leave one of them out.",
    ],
    [
      "a field of all runs",
      ["log", "--field", "rating"],
      "--field needs a run.",
      "For example: pakt log last --field rating.",
    ],
    [
      "an undo that nobody is asked about",
      ["undo", "last"],
      "Without a terminal to ask at, pakt undo needs --yes.",
      "See first what it would do, with --dry-run.",
    ],
    [
      "a plan that nobody is asked about",
      ["apply", "plan.json"],
      "Without a terminal to ask at, pakt apply needs --yes.",
      "See first what it would do, with --dry-run.",
    ],
    [
      "a plan that is not there",
      ["apply", "/nonexistent/plan.json", "--yes"],
      "/nonexistent/plan.json cannot be read: there is no such file or folder.",
      "`pakt plan --out FILE` writes a plan that can be applied.",
    ],
    [
      "flags that exclude each other",
      ["libraries", "--all", "--select", "1"],
      "--all and --select exclude each other.",
      "Give one of them.",
    ],
  ])("%s is one sentence on stderr and exit code 2", async (_reason, argv, message, advice) => {
    expect(await pakt(...argv)).toEqual({ exitCode: 2, stdout: "", stderr: `✗ ${message}\n  ${advice}\n` });
  });

  test("with --json it is a document on stdout as well", async () => {
    const { exitCode, stdout } = await pakt("sync", "--json", "--only", "ratings");
    expect({ exitCode, document: JSON.parse(stdout) }).toEqual({
      exitCode: 2,
      document: {
        error: {
          code: "usage",
          message: 'Unknown field "ratings". Did you mean rating?',
          advice: "--only knows watched, rating, collection and watchlist.",
        },
        exitCode: 2,
      },
    });
  });
});
