import type { Server } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeReach } from "./describe-reach.ts";

/** The media servers of the account, those that are synced marked, and how to sync others. */
export function renderServers(servers: readonly Server[], style: Style): string[] {
  if (servers.length === 0) {
    return [`${style.yellow(style.marks.warn)} The account has no media servers.`];
  }
  const heading = ["", "Name", "Address", "", ""].map((text): Cell => ({ text, paint: style.dim }));
  const rows = servers.map((server): Cell[] => [
    { text: server.selected ? style.marks.done : "", paint: style.green },
    { text: server.name, paint: style.bold },
    { text: server.url ?? "no answer from here", ...(server.url === undefined && { paint: style.dim }) },
    { text: describeReach(server.reach), paint: style.dim },
    { text: server.owner === undefined ? "" : `shared by ${server.owner}`, paint: style.dim },
  ]);
  return [
    ...alignColumns([heading, ...rows], { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 2 }),
    "",
    ...wrapText(hintOf(servers), style).map(style.dim),
  ];
}

function hintOf(servers: readonly Server[]): string {
  return servers.some(({ selected }) => selected)
    ? "Sync another too with `pakt servers add NAME`, or instead with `pakt servers use NAME`."
    : "Sync one with `pakt servers add NAME`; add as many as you like.";
}
