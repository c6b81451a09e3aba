import { findNearestName } from "../arguments/find-nearest-name.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { defineCommand } from "../command.ts";

/** `pakt completion`: a script that completes commands and flags in a shell. */
export const completionCommand = defineCommand({
  name: "completion",
  summary: "print a script that completes commands and flags in your shell",
  hasNoProfile: true,
  args: {
    shell: { type: "positional", required: true, valueHint: "SHELL", description: "bash, zsh, fish or powershell" },
  },
  examples: [
    ["source <(pakt completion bash)", "for this shell; in ~/.bashrc for every one"],
    ["pakt completion fish | source", "the same for fish"],
  ],
  run: async ({ shell }, context) => {
    // Not at the top: this list holds this command.
    const { COMMANDS } = await import("./command-list.ts");
    const { renderCompletion, SHELLS } = await import("../render/render-completion.ts");
    const known = SHELLS.find((name) => name === shell.toLowerCase());
    if (known === undefined) {
      const nearest = findNearestName(shell, SHELLS);
      throw new UsageError(
        `There is no completion for "${shell}".${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
        `Choose from: ${SHELLS.join(", ")}.`,
      );
    }
    context.stdout.lines(renderCompletion(known, COMMANDS));
    return 0;
  },
});
