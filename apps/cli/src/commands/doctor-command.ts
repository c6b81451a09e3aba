import { UsageError } from "../arguments/usage-error.ts";
import { defineCommand } from "../command.ts";
import { withSilentHome } from "./with-home.ts";

/** `pakt doctor`: looks at everything that a sync needs, and says what to do. */
export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "look at everything that a sync needs, and say what to do",
  args: {
    json: { type: "boolean", default: false, description: "print what was found as one JSON document" },
    bundle: {
      type: "boolean",
      default: false,
      description: "write an archive for whoever helps you, after showing what goes into it",
    },
    out: {
      type: "string",
      default: "",
      valueHint: "FILE",
      description: "of --bundle: the new file (default pakt-support-….tar.gz here)",
    },
    "with-titles": {
      type: "boolean",
      default: false,
      description: "of --bundle: name the titles that runs wrote to; without it they are numbered",
    },
    yes: {
      type: "boolean",
      default: false,
      description: "of --bundle: without a question (needed without a terminal)",
    },
  },
  examples: [
    ["pakt doctor", "Node, files, both services, libraries, clocks"],
    ["pakt doctor --json", "for scripts; ends with 1 where something is bad"],
    ["pakt doctor --bundle", "something to attach when you report a problem"],
  ],
  run: async ({ json, bundle, out, "with-titles": withTitles, yes }, context) => {
    if (bundle) {
      const { writeBundle } = await import("./support-bundle.ts");
      return writeBundle(context, { file: out, withTitles, yes, json });
    }
    if (out !== "" || withTitles || yes) {
      throw new UsageError(
        "--out, --with-titles and --yes are for --bundle.",
        "For example: pakt doctor --bundle --yes.",
      );
    }
    const { examine } = await import("@pakt/sync");
    const { stdout, signal } = context;
    const found = await withSilentHome(context, (home) => examine(home, { nodeVersion: process.version, signal }));
    const { renderExamination } = await import("../render/render-examination.ts");
    stdout.lines(json ? [JSON.stringify(found, undefined, 2)] : renderExamination(found, stdout.style));
    return found.exitCode;
  },
});
