import { defineCommand } from "../command.ts";
import { withSilentHome } from "./with-home.ts";

/** `pakt doctor`: looks at everything that a sync needs, and says what to do. */
export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "look at everything that a sync needs, and say what to do",
  args: {
    json: { type: "boolean", default: false, description: "print what was found as one JSON document" },
  },
  examples: [
    ["pakt doctor", "Node, files, both services, libraries, clocks"],
    ["pakt doctor --json", "for scripts; ends with 1 where something is bad"],
  ],
  run: async ({ json }, context) => {
    const { examine } = await import("@pakt/sync");
    const { stdout, signal } = context;
    const found = await withSilentHome(context, (home) => examine(home, { nodeVersion: process.version, signal }));
    const { renderExamination } = await import("../render/render-examination.ts");
    stdout.lines(json ? [JSON.stringify(found, undefined, 2)] : renderExamination(found, stdout.style));
    return found.exitCode;
  },
});
