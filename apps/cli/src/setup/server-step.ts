import type { Server } from "@pakt/sync";
import { describeReach } from "../render/describe-reach.ts";
import { withFreshHome, withWait } from "./setup-stage.ts";
import type { SetupStage } from "./setup-stage.ts";

/** Finds the media servers of the account and settles which one is synced; the only one is taken without a question. Throws PaktError. */
export async function settleServer(stage: SetupStage): Promise<void> {
  const { chooseServer, listServers } = await import("@pakt/sync");
  const { signal } = stage.context;
  const servers = await withWait(stage, "Looking for your Plex servers, and for the best way to each", () =>
    withFreshHome(stage, (home) => listServers(home, { signal })),
  );
  const id = await pickServer(stage, servers);
  await withWait(stage, "Taking it", () => withFreshHome(stage, (home) => chooseServer(home, id, { signal })));
  const chosen = servers.find((server) => server.id === id);
  if (chosen !== undefined) {
    stage.desk.lines([`  Found ${chosen.name}, ${describeReach(chosen.reach)}.`]);
  }
}

async function pickServer({ prompts }: SetupStage, servers: readonly Server[]): Promise<string> {
  const [first, ...others] = servers;
  if (first === undefined) {
    const { PaktError } = await import("@pakt/sync");
    throw new PaktError("not-configured", "This Plex account has no media server.", {
      advice: "Sign in with the account that owns your server, or that it is shared with.",
    });
  }
  if (!servers.some(({ url }) => url !== undefined)) {
    const { PaktError } = await import("@pakt/sync");
    const what = others.length === 0 ? `Your server ${first.name} gives no answer` : "None of your servers answers";
    throw new PaktError("plex-unreachable", `${what} from here.`, {
      advice:
        "Start it, or look whether this machine can reach it. Where only you know its address, set PAKT_PLEX_URL to that and run pakt setup again.",
    });
  }
  if (others.length === 0) {
    return first.id;
  }
  return prompts.select({
    message: "Which server is to be synced?",
    choices: servers.map((server) => ({ value: server.id, ...describeServer(server) })),
    initial: servers.find(({ selected, url }) => selected && url !== undefined)?.id,
  });
}

function describeServer(server: Server): {
  readonly label: string;
  readonly hint: string;
  readonly isDisabled: boolean;
} {
  const { name, owner, url } = server;
  const label = owner === undefined ? name : `${name}, shared by ${owner}`;
  const hint = url === undefined ? "gives no answer from here" : `${describeReach(server.reach)}, ${url}`;
  return { label, hint, isDisabled: url === undefined };
}
