import type { Status } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { fieldName } from "./field-name.ts";
import { countWords, formatMinute, groupDigits } from "./format-amounts.ts";
import { countOperations } from "./render-counts.ts";

/** What pakt is set up with, the last run, and what is wrong. */
export function renderStatus(status: Status, style: Style): string[] {
  const layout = { width: style.width, ellipsis: style.ellipsis };
  const rows = [
    ["Plex", describePlex(status.plex, style)],
    ["Trakt", describeTrakt(status.trakt, style)],
    ...(status.trakt.limits ?? []).map(({ name, used, limit }) => ["", `${name}: ${describeUse(used, limit)}`]),
    ["Last run", describeLastRun(status.lastRun, style)],
    ["Home", status.home],
  ];
  return [
    ...alignColumns(
      rows.map(([name = "", text = ""]): Cell[] => [{ text: name, paint: style.bold }, { text }]),
      layout,
    ),
    ...(status.fields.length > 0 ? [""] : []),
    ...renderFields(status.fields, style),
    ...status.problems.flatMap(({ message, advice }) => [
      "",
      `${style.yellow(style.marks.warn)} ${message}`,
      ...wrapText(advice, { width: style.width, indent: 2 }).map(style.dim),
    ]),
    "",
    status.problems.length === 0
      ? `${style.green(style.marks.done)} ${style.bold("Ready to sync.")}`
      : `${style.yellow(style.marks.warn)} ${style.bold(`${countWords(status.problems.length, "thing needs", "things need")} you.`)}`,
  ];
}

function renderFields(fields: Status["fields"], style: Style): string[] {
  return fields.flatMap(({ field, effect }) => {
    const [first = "", ...rest] = wrapText(effect, { width: style.width, indent: 12 });
    return [`  ${style.bold(fieldName(field).padEnd(8))}  ${first.trimStart()}`, ...rest];
  });
}

function describePlex({ url, server, version, libraries }: Status["plex"], style: Style): string {
  if (url === undefined) {
    return "not set up";
  }
  const parts = [
    server ?? "no answer",
    ...(version === undefined ? [] : [version]),
    url,
    ...(libraries === undefined ? [] : [countWords(libraries, "library", "libraries")]),
  ];
  return parts.join(` ${style.dot} `);
}

function describeTrakt({ signedIn, username, vip, tokenExpiresAt }: Status["trakt"], style: Style): string {
  if (!signedIn) {
    return "not signed in";
  }
  const parts = [
    username ?? "signed in",
    ...(vip === undefined ? [] : [vip ? "VIP" : "free account"]),
    ...(tokenExpiresAt === undefined ? [] : [`sign-in renews by ${tokenExpiresAt.slice(0, 10)}`]),
  ];
  return parts.join(` ${style.dot} `);
}

function describeUse(used: number | undefined, limit: number): string {
  return used === undefined ? `up to ${groupDigits(limit)}` : `${groupDigits(used)} of ${groupDigits(limit)}`;
}

function describeLastRun(lastRun: Status["lastRun"], style: Style): string {
  if (lastRun === undefined) {
    return "never";
  }
  const written = countWords(countOperations(lastRun.fields), "operation");
  return [`${formatMinute(lastRun.finishedAt)} UTC`, written, `exit code ${lastRun.exitCode}`].join(` ${style.dot} `);
}
