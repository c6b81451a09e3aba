import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { runPakt } from "../../test/run-pakt.ts";
import { COMMANDS } from "./command-list.ts";

const scriptOf = async (shell: string): Promise<string> => (await runPakt(["completion", shell], {})).stdout;

/** What bash offers for a line that is being typed. */
async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const typed = `COMP_WORDS=(pakt ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}`;
  const script = `${await scriptOf("bash")}\n${typed}\n_pakt\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "");
}

describe("pakt completion", () => {
  test("bash completes commands, and then the flags of a command", async () => {
    expect(await complete("")).toEqual(expect.arrayContaining(["sync", "login", "doctor", "--help"]));
    expect(await complete("s")).toEqual(["setup", "sync", "serve", "status", "servers"]);
    expect(await complete("sync", "--d")).toEqual(["--dry-run", "--debug"]);
    expect(await complete("--debug", "undo", "--o")).toEqual(["--only", "--operation"]);
    expect(await complete("nonsense", "--")).toEqual([]);
  });

  test.each(["bash", "zsh", "fish", "powershell"])("%s is told of every command and every flag", async (shell) => {
    const script = await scriptOf(shell);
    const words = COMMANDS.flatMap(({ name, args }) => [
      name,
      ...Object.entries(args)
        .filter(([, { type }]) => type !== "positional")
        .map(([flag]) => (shell === "fish" ? `-l ${flag} ` : `--${flag}`)),
    ]);
    expect(words.filter((word) => !script.includes(word))).toEqual([]);
  });

  test("says which shells there are", async () => {
    const { exitCode, stderr } = await runPakt(["completion", "fsh"], {});
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no completion for "fsh". Did you mean');
    expect(stderr).toContain("bash, zsh, fish, powershell");
  });
});
