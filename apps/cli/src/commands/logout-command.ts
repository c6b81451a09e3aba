import type { SignedOut } from "@pakt/sync";
import { readSides } from "../arguments/read-sides.ts";
import { defineCommand } from "../command.ts";
import { withHome } from "./with-home.ts";

/** `pakt logout`: ends the sign-ins, here and at the services. */
export const logoutCommand = defineCommand({
  name: "logout",
  summary: "end the sign-ins, here and at the services; nothing else is changed",
  args: {
    side: {
      type: "positional",
      required: false,
      default: "",
      valueHint: "SIDE",
      description: "plex or trakt; both without it",
    },
    json: { type: "boolean", default: false, description: "print what was ended as one JSON document" },
  },
  examples: [
    ["pakt logout", "both; what was synced and the record of past runs stay"],
    ["pakt logout trakt", "Trakt only"],
  ],
  run: async ({ side, json }, context) => {
    const sides = readSides(side, "logout");
    const { signOut } = await import("@pakt/sync");
    const ended = await withHome(context, async (home) => {
      const done: SignedOut[] = [];
      for (const each of sides) {
        done.push(await signOut(home, each, { signal: context.signal }));
      }
      return done;
    });
    const { stdout } = context;
    if (json) {
      stdout.lines([JSON.stringify({ sides: ended, exitCode: 0 }, undefined, 2)]);
      return 0;
    }
    const { renderSignedOut } = await import("../render/render-sign-in.ts");
    for (const each of ended) {
      stdout.lines(renderSignedOut(each, stdout.style));
    }
    return 0;
  },
});
