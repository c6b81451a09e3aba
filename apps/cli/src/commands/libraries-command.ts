import { splitList } from "../arguments/read-fields.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { defineCommand } from "../command.ts";
import { renderLibraries } from "../render/render-libraries.ts";
import { withHome } from "./with-home.ts";

/** `pakt libraries`: lists the libraries of the Plex server, and chooses those that are synced. */
export const librariesCommand = defineCommand({
  name: "libraries",
  summary: "list the Plex libraries, or choose those that are synced",
  args: {
    select: {
      type: "string",
      default: "",
      valueHint: "KEY,KEY",
      description: "sync these libraries only, by key or title",
    },
    server: {
      type: "string",
      default: "",
      valueHint: "NAME",
      description: "of this server, where several are synced",
    },
    all: { type: "boolean", default: false, description: "sync all libraries, also those added later" },
    json: { type: "boolean", default: false, description: "print the list as one JSON document" },
  },
  examples: [
    ["pakt libraries", "list them"],
    ["pakt libraries --select 1,3", "sync the libraries 1 and 3 only"],
    ['pakt libraries --select "Movies,TV Shows"', "the same by title"],
    ["pakt libraries --all", "sync all of them"],
    ["pakt libraries --server NAS --select 1", "of several servers, one by its name"],
  ],
  run: async (args, context) => {
    if (args.all && args.select !== "") {
      throw new UsageError("--all and --select exclude each other.", "Give one of them.");
    }
    const { chooseLibraries, listLibraries } = await import("@pakt/sync");
    const options = { signal: context.signal, ...(args.server !== "" && { server: args.server }) };
    const choice = args.all ? "all" : splitList(args.select);
    const libraries = await withHome(context, (home) =>
      choice.length === 0 ? listLibraries(home, options) : chooseLibraries(home, choice, options),
    );
    context.stdout.lines(
      args.json ? [JSON.stringify(libraries, undefined, 2)] : renderLibraries(libraries, context.stdout.style),
    );
    return 0;
  },
});
