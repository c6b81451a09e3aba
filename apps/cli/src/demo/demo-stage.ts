import type { CliContext } from "../cli-context.ts";
import { markedText } from "../output/marked-text.ts";

/** What the demo says and does on the person's terminal, and what went wrong on it. */
export interface DemoStage {
  /** Begins a step. */
  readonly step: (title: string) => void;
  /** States a fact. */
  readonly say: (fact: string) => void;
  /** States the fact when nothing is wrong, else what is. */
  readonly expect: (wrongs: readonly string[], fact: string) => void;
  /** Runs a command line as anyone would type it, and expects that it ends well. */
  readonly pakt: (...argv: readonly string[]) => Promise<void>;
  /** All that was wrong so far. */
  readonly wrongs: () => readonly string[];
}

/** Makes the stage of a demo in which `pakt` runs in the environment `env`. */
export function createDemoStage({ stdout, runAgain }: CliContext, env: CliContext["env"]): DemoStage {
  const { style } = stdout;
  const found: string[] = [];
  const say = (fact: string): void => stdout.lines(markedText(style.green(style.marks.done), fact, style));
  const expect = (wrongs: readonly string[], fact: string): void => {
    found.push(...wrongs);
    stdout.lines(wrongs.flatMap((wrong) => markedText(style.red(style.marks.fail), wrong, style)));
    if (wrongs.length === 0) {
      say(fact);
    }
  };
  return {
    say,
    expect,
    step: (title) => stdout.lines(["", style.bold(title)]),
    pakt: async (...argv) => {
      const line = `pakt ${argv.join(" ")}`;
      stdout.lines([style.dim(`$ ${line}`)]);
      const exitCode = await runAgain(argv, env);
      expect(exitCode === 0 ? [] : [`\`${line}\` ended with exit code ${exitCode}.`], "Exit code 0");
    },
    wrongs: () => found,
  };
}
