import { defineCommand } from "../command.ts";
import { countWords } from "../render/format-amounts.ts";
import { withHome } from "./with-home.ts";

/** `pakt clear-cache`: removes what can be read again. */
export const clearCacheCommand = defineCommand({
  name: "clear-cache",
  summary: "remove what was cached; the next run reads everything again",
  args: {
    json: { type: "boolean", default: false, description: "print what was removed as one JSON document" },
  },
  examples: [["pakt clear-cache", "config, sign-ins and the record of past runs stay"]],
  run: async ({ json }, context) => {
    const { clearCache } = await import("@pakt/sync");
    const { removed } = await withHome(context, clearCache);
    if (json) {
      context.stdout.lines([JSON.stringify({ removed, exitCode: 0 }, undefined, 2)]);
      return 0;
    }
    const { style } = context.stdout;
    context.stdout.lines(
      removed.length === 0
        ? ["The cache was empty."]
        : [
            `${style.green(style.marks.done)} Removed ${countWords(removed.length, "cached file")}.`,
            ...removed.map((file) => style.dim(`  ${file}`)),
          ],
    );
    return 0;
  },
});
