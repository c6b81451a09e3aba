import type { ServerStatus, Status } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { describeOutcome } from "./describe-run.ts";
import { describeTokens } from "./describe-tokens.ts";
import { fieldName } from "./field-name.ts";
import { countWords, formatMinute } from "./format-amounts.ts";
import { countOperations } from "./render-counts.ts";
import { renderPairs } from "./render-pairs.ts";

/** What pakt is set up with, the last run, and what is wrong. */
export function renderStatus(status: Status, style: Style): string[] {
  const { problems } = status;
  return [
    ...renderPairs(
      [
        ...(status.profile === "default" ? [] : [["Profile", status.profile] as const]),
        ...describePlex(status.plex, style).map((text, index) => [index === 0 ? "Plex" : "", text] as const),
        ["Trakt", describeTrakt(status.trakt, style)],
        ...describeSignIns(status),
        ...describeLimits(status.trakt, style).map((text) => ["Limits", text] as const),
        ["Last run", describeLastRun(status, style)],
        ["Home", status.home],
      ],
      style,
    ),
    ...(status.fields.length > 0 ? [""] : []),
    ...renderPairs(
      [...status.fields.map(({ field, effect }) => [fieldName(field), effect] as const), ...describeChoices(status)],
      style,
    ),
    ...problems.flatMap(({ message, advice }) => [
      "",
      ...markedText(style.yellow(style.marks.warn), message, style),
      ...wrapText(advice, { width: style.width, indent: 2 }).map(style.dim),
    ]),
    "",
    problems.length === 0
      ? `${style.green(style.marks.done)} ${style.bold("Ready to sync.")}`
      : `${style.yellow(style.marks.warn)} ${style.bold(`${countWords(problems.length, "thing needs", "things need")} you.`)}`,
  ];
}

/** A line, or one a server where there are several. */
function describePlex({ user, servers, url, ...only }: Status["plex"], style: Style): string[] {
  const who = user === undefined ? [] : [user];
  if (servers !== undefined) {
    const lines = servers.map(({ name, enabled, ...each }) =>
      enabled ? describeServer({ ...each, name }, style) : [name, "disabled"].join(` ${style.dot} `),
    );
    return [...who, ...lines];
  }
  return [url === undefined ? "not set up" : [...who, describeServer({ ...only, url }, style)].join(` ${style.dot} `)];
}

function describeServer(
  { name, url, server, version, libraries }: Omit<ServerStatus, "name" | "enabled"> & { readonly name?: string },
  style: Style,
): string {
  const parts = [
    ...(name === undefined ? [] : [name]),
    url,
    ...(server === undefined ? ["no answer"] : []),
    ...(libraries === undefined ? [] : [countWords(libraries, "library", "libraries")]),
    ...(version === undefined ? [] : [version]),
  ];
  return parts.join(` ${style.dot} `);
}

/** How old the sign-ins are, a line for each side that has one. */
function describeSignIns({ askedAt, plex, trakt }: Status): (readonly [string, string])[] {
  const sides = [["Plex", plex.tokens] as const, ["Trakt", trakt.tokens] as const];
  const lines = sides.flatMap(([side, tokens]) =>
    tokens === undefined ? [] : [`${side} ${describeTokens(tokens, askedAt)}`],
  );
  return lines.map((line, index) => [index === 0 ? "Sign-ins" : "", line]);
}

function describeTrakt({ signedIn, username, vip }: Status["trakt"], style: Style): string {
  if (!signedIn) {
    return "not signed in";
  }
  const parts = [username ?? "signed in", ...(vip === undefined ? [] : [vip ? "VIP" : "free account"])];
  return parts.join(` ${style.dot} `);
}

/** How full the limited lists that are synced are; nothing where that is not known. */
export function describeLimits({ vip, limits = [] }: Status["trakt"], style: Style): string[] {
  if (vip === true) {
    return ["no limit"];
  }
  const lists = LIMITED.flatMap((name) => limits.filter((limit) => limit.name === name));
  const texts = lists.map(({ name, limit, used }) =>
    used === undefined ? `${name} up to ${limit}` : `${name} ${used} of ${limit}`,
  );
  return texts.length === 0 ? [] : [texts.join(` ${style.dot} `)];
}

const LIMITED = ["watchlist", "collection"];

function describeLastRun({ lastRun, held }: Pick<Status, "lastRun" | "held">, style: Style): string {
  if (lastRun === undefined) {
    return "never";
  }
  const written = countWords(countOperations(lastRun.fields), "operation");
  const stopped = lastRun.kind === "sync" && lastRun.exitCode === 4 ? describeHeld(held) : "";
  const unfinished = lastRun.open === undefined ? "killed" : describeOutcome(lastRun, style).text;
  const end = lastRun.exitCode === undefined ? unfinished : stopped || `exit code ${lastRun.exitCode}`;
  return [`${formatMinute(lastRun.finishedAt)} UTC`, written, end].join(` ${style.dot} `);
}

function describeHeld(held: Status["held"]): string {
  const texts = (["removals", "adds"] as const).flatMap((kind) => {
    const count = held.reduce((sum, each) => sum + (each.kind === kind ? each.count : 0), 0);
    return count === 0 ? [] : [countWords(count, kind.slice(0, -1), kind)];
  });
  return texts.length === 0 ? "" : `held ${texts.join(" and ")}`;
}

/** What else was chosen that a person may have forgotten; nothing where all is as it is by itself. */
function describeChoices({ fields, ignore, rewatches }: Status): (readonly [string, string])[] {
  const only = fields.flatMap(({ field, direction, types }) =>
    direction === "off" || types.length >= ALL_TYPES[field]
      ? []
      : [
          `${fieldName(field)}: ${types.length === 0 ? "nothing is written" : `only of ${types.map((type) => `${type}s`).join(", ")}`}`,
        ],
  );
  return [
    ...only.map((text, index) => [index === 0 ? "Types" : "", text] as const),
    ...(ignore.length === 0 ? [] : [["Ignored", `${countWords(ignore.length, "title")}, never written`] as const]),
    ...(rewatches ? [] : [["Rewatches", "not sent to Trakt"] as const]),
  ];
}

/** How many types of titles a field is written of by itself. */
const ALL_TYPES: Readonly<Record<Status["fields"][number]["field"], number>> = {
  watched: 2,
  rating: 4,
  collection: 2,
  watchlist: 2,
};
