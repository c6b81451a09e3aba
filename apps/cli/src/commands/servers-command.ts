import { defineCommand } from "../command.ts";
import { withHome } from "./with-home.ts";

/** `pakt servers`: lists the media servers of the Plex account, and chooses the one that is synced. */
export const serversCommand = defineCommand({
  name: "servers",
  summary: "list the media servers of your Plex account, or choose the one to sync",
  args: {
    select: {
      type: "string",
      default: "",
      valueHint: "NAME",
      description: "sync this server, by name or id, at the best address that answers",
    },
    json: { type: "boolean", default: false, description: "print the list as one JSON document" },
  },
  examples: [
    ["pakt servers", "list them, each with the best address that answers from here"],
    ['pakt servers --select "Living room"', "sync that one"],
  ],
  run: async ({ select, json }, context) => {
    const { chooseServer, listServers } = await import("@pakt/sync");
    const { renderServers } = await import("../render/render-servers.ts");
    const options = { signal: context.signal };
    const servers = await withHome(context, (home) =>
      select === "" ? listServers(home, options) : chooseServer(home, select, options),
    );
    context.stdout.lines(json ? [JSON.stringify(servers, undefined, 2)] : renderServers(servers, context.stdout.style));
    return 0;
  },
});
