import type { Home, Server, ServersChange } from "@pakt/sync";
import { findNearestName } from "../arguments/find-nearest-name.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import type { Style } from "../output/style.ts";
import { withHome } from "./with-home.ts";

/** `pakt servers`: the Plex servers that are synced to the Trakt account, and those of the Plex account. */
export const serversCommand = defineCommand({
  name: "servers",
  summary: "list, find, add, remove and test the Plex servers that are synced",
  args: {
    action: {
      type: "positional",
      required: false,
      default: "list",
      valueHint: "ACTION",
      description: "list, discover, add, use, remove, enable, disable or test; default list",
    },
    name: {
      type: "positional",
      required: false,
      default: "",
      valueHint: "NAME",
      description: "the server, by name, id or address; test tries them all without it",
    },
    json: { type: "boolean", default: false, description: "print the outcome as one JSON document" },
  },
  examples: [
    ["pakt servers", "those that pakt knows: do they answer, and what of them is synced"],
    ["pakt servers discover", "those of your Plex account, each with its best address"],
    ["pakt servers add Attic", "sync that one too, at the best address that answers"],
    ["pakt servers add http://10.0.0.5:32400", "the same at this address"],
    ['pakt servers use "Living room"', "sync that one alone; others stay listed"],
    ["pakt servers disable Attic", "leave it alone for now; enable takes it in again"],
    ["pakt servers remove Attic", "take it out; what is on it and on Trakt stays"],
    ["pakt servers test", "try every address and token, and say what is wrong"],
  ],
  run: async ({ action, name, json }, context) => {
    const { needsName, run } = ACTIONS[readAction(action)];
    if (needsName === "yes" && name === "") {
      throw new UsageError(
        `pakt servers ${action} needs NAME.`,
        "See which there are: pakt servers, pakt servers discover.",
      );
    }
    if (needsName === "no" && name !== "") {
      throw new UsageError(`Unexpected argument "${name}".`, "See `pakt servers --help`.");
    }
    const done = await withHome(context, (home) => run(home, { name, signal: context.signal }));
    const { stdout } = context;
    stdout.lines(json ? [JSON.stringify(done.document, undefined, 2)] : await done.render(stdout.style));
    return done.exitCode ?? 0;
  },
});

interface Request {
  readonly name: string;
  readonly signal: CliContext["signal"];
}

interface Done {
  readonly document: unknown;
  readonly render: (style: Style) => string[] | Promise<string[]>;
  readonly exitCode?: 0 | 1 | 2 | 3 | 4 | 5;
}

interface Action {
  readonly needsName: "yes" | "no" | "may";
  readonly run: (home: Home, request: Request) => Promise<Done>;
}

const NAMES = ["list", "discover", "add", "use", "remove", "enable", "disable", "test"] as const;
type ActionName = (typeof NAMES)[number];

const ACTIONS: Readonly<Record<ActionName, Action>> = {
  list: {
    needsName: "no",
    run: async (home, { signal }) => {
      const { readServerStates } = await import("@pakt/sync");
      const document = await readServerStates(home, { signal });
      const { renderServerStates } = await import("../render/render-server-states.ts");
      return { document, render: (style) => renderServerStates(document, style) };
    },
  },
  discover: {
    needsName: "no",
    run: async (home, { signal }) => {
      const { listServers } = await import("@pakt/sync");
      return toAccount(await listServers(home, { signal }));
    },
  },
  use: {
    needsName: "yes",
    run: async (home, { name, signal }) => {
      const { chooseServer } = await import("@pakt/sync");
      return toAccount(await chooseServer(home, name, { signal }));
    },
  },
  add: changing("add", async (home, { name, signal }) => {
    const { addServer } = await import("@pakt/sync");
    return addServer(home, name, { signal });
  }),
  remove: changing("remove", async (home, { name, signal }) => {
    const { removeServer } = await import("@pakt/sync");
    return removeServer(home, name, { signal });
  }),
  enable: changing("enable", async (home, { name, signal }) => {
    const { switchServer } = await import("@pakt/sync");
    return switchServer(home, name, "enabled", { signal });
  }),
  disable: changing("disable", async (home, { name, signal }) => {
    const { switchServer } = await import("@pakt/sync");
    return switchServer(home, name, "disabled", { signal });
  }),
  test: {
    needsName: "may",
    run: async (home, { name, signal }) => {
      const { testServers } = await import("@pakt/sync");
      const document = await testServers(home, { ...(name !== "" && { name }), signal });
      const { renderServerTests } = await import("../render/render-server-tests.ts");
      return { document, exitCode: document.exitCode, render: (style) => renderServerTests(document, style) };
    },
  },
};

async function toAccount(servers: readonly Server[]): Promise<Done> {
  const { renderServers } = await import("../render/render-servers.ts");
  return { document: servers, render: (style) => renderServers(servers, style) };
}

function changing(
  action: "add" | "remove" | "enable" | "disable",
  change: (home: Home, request: Request) => Promise<ServersChange>,
): Action {
  return {
    needsName: "yes",
    run: async (home, request) => {
      const document = await change(home, request);
      const { renderServersChange } = await import("../render/render-servers-change.ts");
      return { document, render: (style) => renderServersChange(action, document, style) };
    },
  };
}

function readAction(word: string): ActionName {
  const action = NAMES.find((name) => name === word);
  if (action !== undefined) {
    return action;
  }
  const nearest = findNearestName(word, NAMES);
  throw new UsageError(
    `pakt servers cannot "${word}".${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    "It can list, discover, add, use, remove, enable, disable and test. See `pakt servers --help`.",
  );
}
