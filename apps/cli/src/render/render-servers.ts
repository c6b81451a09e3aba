import type { Server } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";

/** The media servers of the account, the one that is synced marked, and how to choose another. */
export function renderServers(servers: readonly Server[], style: Style): string[] {
  if (servers.length === 0) {
    return [`${style.yellow(style.marks.warn)} The account has no media servers.`];
  }
  const heading = ["", "Name", "Address", "", ""].map((text): Cell => ({ text, paint: style.dim }));
  const rows = servers.map((server): Cell[] => [
    { text: server.selected ? style.marks.done : "", paint: style.green },
    { text: server.name, paint: style.bold },
    { text: server.url ?? "no answer from here", ...(server.url === undefined && { paint: style.dim }) },
    { text: describeReach(server), paint: style.dim },
    { text: server.owner === undefined ? "" : `shared by ${server.owner}`, paint: style.dim },
  ]);
  return [
    ...alignColumns([heading, ...rows], { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 2 }),
    "",
    ...wrapText("Choose with `pakt servers --select NAME`.", style).map(style.dim),
  ];
}

function describeReach({ reach }: Server): string {
  const words = { local: "in this network", remote: "over the internet", relay: "through Plex's relay (slow)" };
  return reach === undefined ? "" : words[reach];
}
