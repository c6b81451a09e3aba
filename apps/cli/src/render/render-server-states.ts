import type { ServerState } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeReach } from "./describe-reach.ts";
import { countWords } from "./format-amounts.ts";

/** The servers that pakt knows: whether each answers, how it is reached, and what of it is synced. */
export function renderServerStates(servers: readonly ServerState[], style: Style): string[] {
  if (servers.length === 0) {
    return [
      `${style.yellow(style.marks.warn)} No Plex server is synced yet.`,
      ...wrapText("Find yours with `pakt servers discover`.", { width: style.width, indent: 2 }).map(style.dim),
    ];
  }
  const heading = ["", "Name", "Address", "", ""].map((text): Cell => ({ text, paint: style.dim }));
  const rows = servers.map((server): Cell[] => [
    toMark(server, style),
    { text: server.name ?? "", paint: server.enabled ? style.bold : style.dim },
    { text: server.url },
    { text: describeReach(server.reach), paint: style.dim },
    { text: describeState(server), paint: style.dim },
  ]);
  return [
    ...alignColumns([heading, ...rows], { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 2 }),
    ...servers.flatMap((server) => renderTrouble(server, style)),
    "",
    ...wrapText("Others of your account: `pakt servers discover`. To try one: `pakt servers test NAME`.", style).map(
      style.dim,
    ),
  ];
}

function toMark({ enabled, state }: ServerState, { marks, green, yellow, dim, dash }: Style): Cell {
  if (!enabled) {
    return { text: dash, paint: dim };
  }
  return state === "ready" ? { text: marks.done, paint: green } : { text: marks.warn, paint: yellow };
}

function describeState({ enabled, state, libraries, synced = [] }: ServerState): string {
  if (!enabled) {
    return "disabled";
  }
  if (state !== "ready") {
    return { "no-answer": "no answer", "token-refused": "token refused", "other-server": "another server" }[state];
  }
  const count = countWords(synced.length, "library", "libraries");
  return libraries === "all" ? count : `${count} chosen`;
}

/** What keeps a server that is to be synced from it. */
function renderTrouble({ enabled, state, message, name, url }: ServerState, style: Style): string[] {
  if (!enabled || state === "ready" || message === undefined) {
    return [];
  }
  return ["", ...markedText(style.yellow(style.marks.warn), `${name ?? url}: ${message}.`, style)];
}
