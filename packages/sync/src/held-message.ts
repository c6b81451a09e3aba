import type { Held } from "@pakt/sync-core";

/** Why an operation is held, and what a person can do about it, where the guard's word is not enough. */
export function heldMessage({ guard, operation: { action }, flag = "" }: Held): string | undefined {
  const isAdd = action === "add";
  switch (guard) {
    case "identity-changed":
      return isAdd
        ? `The account or the server is another than the last time, and much would be added. If that is meant, \`pakt sync ${flag}\` adds it.`
        : `The server or the choice of libraries is another than the last time. If it is to go from the other side too, \`pakt sync ${flag}\` removes it.`;
    case "identity-unknown":
      return `Whose Plex account it is could not be found out. The next run asks again; if it is the one of the last time, \`pakt sync ${flag}\` ${isAdd ? "adds" : "removes"} it now.`;
    case "incomplete-read":
    case "side-is-empty":
    case "too-many-removals":
      return undefined;
    default:
      return guard satisfies never;
  }
}
