import type { Home, SignedIn } from "@pakt/sync";
import { readSides } from "../arguments/read-sides.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { askHidden } from "../output/ask-hidden.ts";
import { createWaitingLine } from "../output/waiting-line.ts";
import { sideName } from "../render/side-name.ts";
import { withHome } from "./with-home.ts";

/** `pakt login`: signs in to Plex and Trakt, each by a code that the person approves in a browser. */
export const loginCommand = defineCommand({
  name: "login",
  summary: "sign in to Plex and Trakt by a code, approved in any browser",
  args: {
    side: {
      type: "positional",
      required: false,
      default: "",
      valueHint: "SIDE",
      description: "plex or trakt; without it whichever is not signed in yet",
    },
    user: {
      type: "string",
      default: "",
      valueHint: "NAME",
      description: "on Plex, sign in as this member of the Plex Home of whoever approves",
    },
    json: { type: "boolean", default: false, description: "print who is signed in as one JSON document" },
  },
  examples: [
    ["pakt login", "sign in wherever you are not yet"],
    ["pakt login trakt", "sign in to Trakt, also in place of another account"],
    ['pakt login plex --profile kids --user "Kids"', "a member of the Plex Home; asks for the PIN"],
  ],
  run: async ({ side, user, json }, context) => {
    const sides = readSides(side, "login");
    if (user !== "" && !sides.includes("plex")) {
      throw new UsageError("--user is for Plex: Trakt has no members of a home.", "See `pakt login --help`.");
    }
    const { renderSignedIn } = await import("../render/render-sign-in.ts");
    const { stdout } = context;
    const accounts = await withHome(context, async (home) => {
      const missing = side === "" ? await findMissing(home, sides, user) : sides;
      const done: SignedIn[] = [];
      for (const each of missing) {
        // One after the other: two codes at once are one too many to type.
        const account = await signInTo(home, each, { context, user });
        done.push(account);
        if (!json) {
          stdout.lines(renderSignedIn(account, stdout.style));
        }
        if (each === "plex") {
          await settleServer(home, context);
        }
      }
      return done;
    });
    if (json) {
      stdout.lines([JSON.stringify({ accounts, exitCode: 0 }, undefined, 2)]);
    } else if (accounts.length === 0) {
      stdout.lines(["You are signed in on both sides. To sign in anew: pakt login plex, or pakt login trakt."]);
    }
    return 0;
  },
});

/** Whoever names a user wants to be that one, whoever is signed in. */
async function findMissing(
  { credentials }: Home,
  sides: readonly SignedIn["side"][],
  user: string,
): Promise<SignedIn["side"][]> {
  const tokens = { plex: await credentials.plexToken(), trakt: await credentials.traktTokens() };
  return sides.filter((side) => tokens[side] === undefined || (side === "plex" && user !== ""));
}

/** Whoever has just signed in and never named a server has one in mind: the only one that there is, or the one that they choose now. */
async function settleServer(home: Home, { stderr, signal }: CliContext): Promise<void> {
  const { url, servers: listed = [] } = home.config.plex;
  if (home.environment.plexUrl !== undefined || url !== undefined || listed.length > 0) {
    return;
  }
  const { chooseServer, listServers } = await import("@pakt/sync");
  const servers = await listServers(home, { signal });
  const [only] = servers;
  if (only === undefined || servers.length > 1 || only.url === undefined) {
    const { renderServers } = await import("../render/render-servers.ts");
    stderr.lines(renderServers(servers, stderr.style));
    return;
  }
  await chooseServer(home, only.id, { signal });
  stderr.lines([`  Your server is ${only.name}, at ${only.url}.`]);
}

async function signInTo(
  home: Home,
  side: SignedIn["side"],
  { context, user }: { readonly context: CliContext; readonly user: string },
): Promise<SignedIn> {
  const { stderr, signal } = context;
  const { signIn } = await import("@pakt/sync");
  const { renderSignInCode, renderSwitch } = await import("../render/render-sign-in.ts");
  const waiting = createWaitingLine(stderr, `Waiting for your approval at ${sideName(side)}`);
  try {
    return await signIn(home, side, {
      signal,
      onCode: (code) =>
        stderr.lines([
          ...renderSignInCode(side, code, stderr.style),
          ...(side === "plex" && user !== "" ? renderSwitch(user, stderr.style) : []),
        ]),
      onWait: waiting.show,
      ...(side === "plex" && user !== "" && { homeUser: user }),
      onPin: ({ user: name, wasWrong }) => {
        waiting.end();
        const question = wasWrong ? `That is not the PIN of ${name}. Again:` : `PIN of ${name}:`;
        return askHidden(question, { ...context, desk: stderr });
      },
    });
  } finally {
    waiting.end();
  }
}
