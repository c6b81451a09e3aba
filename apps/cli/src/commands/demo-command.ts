import { defineCommand } from "../command.ts";

/** `pakt demo`: the real code over real HTTP, on a sample household in memory. */
export const demoCommand = defineCommand({
  name: "demo",
  summary: "show a whole sync on a sample household, and touch nothing of yours",
  hasNoProfile: true,
  args: {},
  examples: [["pakt demo", "plan, sync, report, and a second run that has nothing to do"]],
  run: async (_args, context) => {
    const { runDemo } = await import("../demo/run-demo.ts");
    return runDemo(context);
  },
});
