import type { ServerTest, ServerTests, TestedAddress } from "@pakt/sync";
import { foldColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeReach } from "./describe-reach.ts";

/** What the tests of servers found: each address, the token, and what to do about what is wrong. */
export function renderServerTests({ servers }: ServerTests, style: Style): string[] {
  if (servers.length === 0) {
    return [
      `${style.yellow(style.marks.warn)} No Plex server is synced yet. Find yours with \`pakt servers discover\`.`,
    ];
  }
  return servers.flatMap((server, index) => [...(index === 0 ? [] : [""]), ...renderTest(server, style)]);
}

function renderTest(test: ServerTest, style: Style): string[] {
  const { name, version, enabled, addresses, token, isUsable, message, advice } = test;
  const facts = [...(version === undefined ? [] : [`Plex ${version}`]), enabled ? "synced" : "not synced"];
  const mark = isUsable ? style.green(style.marks.done) : style.red(style.marks.fail);
  const layout = { width: style.tableWidth, ellipsis: style.ellipsis, indent: 4, shrink: 1, foldable: 2 };
  return [
    `${mark} ${style.bold(name)} ${style.dim([style.dot, facts.join(` ${style.dot} `)].join(" "))}`,
    ...foldColumns(
      addresses.map((address) => toCells(address, style)),
      layout,
    ).flat(),
    ...(token === "accepted" ? ["  Its token is accepted."] : []),
    ...(message === undefined ? [] : wrapText(message, { width: style.width, indent: 2 })),
    ...(advice === undefined ? [] : wrapText(advice, { width: style.width, indent: 2 }).map(style.dim)),
  ];
}

function toCells({ url, reach, isUsed, answers, message, durationMs }: TestedAddress, style: Style): Cell[] {
  const way = [describeReach(reach), ...(isUsed ? ["in use"] : [])].filter((part) => part !== "").join(", ");
  return [
    answers
      ? { text: style.marks.done, paint: style.green }
      : { text: style.marks.fail, paint: isUsed ? style.red : style.dim },
    { text: url },
    { text: answers ? `${Math.round(durationMs)} ms` : (message ?? "no answer") },
    { text: way, paint: style.dim },
  ];
}
