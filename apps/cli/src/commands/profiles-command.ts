import type { ExitCode } from "@pakt/sync";
import { findNearestName } from "../arguments/find-nearest-name.ts";
import { UsageError } from "../arguments/usage-error.ts";
import type { CliContext } from "../cli-context.ts";
import { defineCommand } from "../command.ts";
import { ask } from "../output/ask.ts";
import { withHome } from "./with-home.ts";

const ACTIONS = ["add", "remove"] as const;

/** `pakt profiles`: lists the pairs of Plex user and Trakt account of this home, makes them, and removes them. */
export const profilesCommand = defineCommand({
  name: "profiles",
  summary: "list the pairs of Plex user and Trakt account, add one, or remove one",
  hasNoProfile: true,
  args: {
    action: {
      type: "positional",
      required: false,
      default: "",
      valueHint: "ACTION",
      description: "add or remove; without it, they are listed",
    },
    name: {
      type: "positional",
      required: false,
      default: "",
      valueHint: "NAME",
      description: "of the profile: small letters, digits, - and _",
    },
    "delete-state": {
      type: "boolean",
      default: false,
      description: "with remove: forget what was synced and its past runs too",
    },
    yes: {
      type: "boolean",
      default: false,
      description: "with remove: without a question (needed without a terminal)",
    },
    json: { type: "boolean", default: false, description: "print it as one JSON document" },
  },
  examples: [
    ["pakt profiles", "who there is, and when they were last synced"],
    ["pakt profiles add kids", "then sign in: pakt login --profile kids"],
    ["pakt sync --profile kids", "sync it; every other command takes --profile too"],
    ["pakt profiles remove kids", "end its sign-ins; what is on Plex and Trakt stays"],
  ],
  run: async ({ action, name, yes, json, "delete-state": forget }, context) => {
    if (action === "") {
      return printProfiles(context, json);
    }
    const known = ACTIONS.find((each) => each === action);
    if (known === undefined) {
      const nearest = findNearestName(action, ACTIONS);
      throw new UsageError(
        `pakt profiles cannot "${action}".${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
        "Write `pakt profiles add NAME` or `pakt profiles remove NAME`.",
      );
    }
    if (name === "") {
      throw new UsageError(`pakt profiles ${known} needs NAME.`, "See `pakt profiles --help`.");
    }
    if (known === "add" && (yes || forget)) {
      throw new UsageError(`${yes ? "--yes" : "--delete-state"} goes with remove.`, "See `pakt profiles --help`.");
    }
    return known === "add" ? add(context, name, json) : remove({ ...context, profile: name }, { yes, json, forget });
  },
});

async function printProfiles(context: CliContext, json: boolean): Promise<ExitCode> {
  const { listProfiles } = await import("@pakt/sync");
  const { renderProfiles } = await import("../render/render-profiles.ts");
  const profiles = await withHome(context, listProfiles);
  const { stdout } = context;
  stdout.lines(json ? [JSON.stringify({ profiles }, undefined, 2)] : renderProfiles(profiles, stdout.style));
  return 0;
}

async function add(context: CliContext, name: string, json: boolean): Promise<ExitCode> {
  const { addProfile } = await import("@pakt/sync");
  const { renderAddedProfile } = await import("../render/render-profiles.ts");
  await withHome(context, (home) => addProfile(home, name));
  const { stdout } = context;
  stdout.lines(json ? [JSON.stringify({ name, exitCode: 0 }, undefined, 2)] : renderAddedProfile(name, stdout.style));
  return 0;
}

async function remove(
  context: CliContext,
  { yes, json, forget }: { readonly yes: boolean; readonly json: boolean; readonly forget: boolean },
): Promise<ExitCode> {
  if (!yes && !context.isTerminal) {
    throw new UsageError(
      "Without a terminal to ask at, pakt profiles remove needs --yes.",
      "Its sign-ins are ended, here and at the services.",
    );
  }
  const { checkRemoval, removeProfile } = await import("@pakt/sync");
  const { renderRemovedProfile } = await import("../render/render-profiles.ts");
  const { stdout, stderr, signal } = context;
  const desk = json || !stdout.isTerminal ? stderr : stdout;
  const removed = await withHome(context, async (home) => {
    checkRemoval(home);
    const lost = forget ? ", its sign-ins and all that it remembers" : " and its sign-ins";
    const question = `Remove ${home.profile}${lost}?`;
    return yes || (await ask(question, { ...context, desk })) ? removeProfile(home, { forget, signal }) : undefined;
  });
  if (removed === undefined) {
    desk.lines(["Nothing was changed."]);
    return signal.aborted ? 1 : 0;
  }
  stdout.lines(
    json ? [JSON.stringify({ ...removed, exitCode: 0 }, undefined, 2)] : renderRemovedProfile(removed, stdout.style),
  );
  return 0;
}
