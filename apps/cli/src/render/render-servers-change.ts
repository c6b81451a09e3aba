import type { ServersChange } from "@pakt/sync";
import { listWords } from "../output/list-words.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

/** What became of a server that was added, removed, enabled or disabled, and what comes next. */
export function renderServersChange(
  action: "add" | "remove" | "enable" | "disable",
  change: ServersChange,
  style: Style,
): string[] {
  const said = describeChange(action, change);
  if (!change.isChanged) {
    return [said];
  }
  return [
    ...markedText(style.green(style.marks.done), said, style),
    ...wrapText(describeNext(action, change), { width: style.width, indent: 2 }).map(style.dim),
  ];
}

function describeChange(
  action: "add" | "remove" | "enable" | "disable",
  { server, servers, isChanged }: ServersChange,
): string {
  const name = server.name ?? server.url;
  const others = servers.filter((each) => each.enabled && each.id !== server.id).map((each) => each.name ?? each.url);
  switch (action) {
    case "add":
    case "enable":
      if (!isChanged) {
        return `${name} is synced already, at ${server.url}.`;
      }
      return others.length === 0
        ? `${name} is synced from now on, at ${server.url}.`
        : `${name} is synced from now on, at ${server.url}, beside ${listWords(others)}.`;
    case "disable":
      return isChanged ? `${name} is left alone from now on.` : `${name} is left alone already.`;
    case "remove":
      return `${name} is not synced any more.`;
    default:
      return action satisfies never;
  }
}

function describeNext(action: "add" | "remove" | "enable" | "disable", { server, servers }: ServersChange): string {
  if (action === "disable" || action === "remove") {
    return "What is on it and on Trakt stays as it is, and pakt remembers what it knows of it. Removals that come up in the next run are held until you allow them.";
  }
  const name = server.name ?? server.url;
  const choose = servers.length > 1 ? `pakt libraries --server ${quoted(name)}` : "pakt libraries";
  return `See its libraries with \`${choose}\`, and what a sync would do with \`pakt sync --dry-run\`.`;
}

function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
