import { defineCommand } from "../command.ts";
import { renderStatus } from "../render/render-status.ts";
import { withHome } from "./with-home.ts";

/** `pakt status`: what pakt is set up with, and whether it can sync. */
export const statusCommand = defineCommand({
  name: "status",
  summary: "show both sides, the last run, and what needs you",
  args: {
    json: { type: "boolean", default: false, description: "print what was found as one JSON document" },
  },
  examples: [
    ["pakt status", "is everything all right?"],
    ["pakt status --json", "for scripts; ends with 5 where a sign-in is needed"],
  ],
  run: async (args, context) => {
    const { readStatus } = await import("@pakt/sync");
    const status = await withHome(context, (home) => readStatus(home, { signal: context.signal }));
    context.stdout.lines(
      args.json ? [JSON.stringify(status, undefined, 2)] : renderStatus(status, context.stdout.style),
    );
    return status.exitCode;
  },
});
