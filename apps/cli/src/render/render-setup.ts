import type { Report, Setup, SetupStep, SetupStepName, Status, StatusProblem } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { countOperations } from "./render-counts.ts";
import { section } from "./render-help.ts";
import { describeLimits } from "./render-status.ts";

/** A step that is done, in one line; what the environment decides says so. */
export function renderStep({ name, told = "", variable, problem }: SetupStep, style: Style): string[] {
  const by = variable === undefined ? "" : ` (${variable} is set, and wins)`;
  return [
    ...markedText(style.green(style.marks.done), `${describeDone(name, told)}${by}.`, style),
    ...(problem === undefined ? [] : renderProblem(problem, style)),
  ];
}

function describeDone(name: SetupStepName, told: string): string {
  switch (name) {
    case "plex":
      return told === "" ? "There is a token for Plex" : `Signed in to Plex as ${told}`;
    case "server":
      return `Your Plex server is at ${told}`;
    case "libraries":
      return told === "" ? "The libraries are chosen" : `Libraries: ${told}`;
    case "trakt-app":
      return `Trakt app: ${told}`;
    case "trakt":
      return `Signed in to Trakt as ${told}`;
    case "fields":
      return `Kept the same: ${told}`;
    case "first-sync":
      return "The first sync is done";
    default:
      return name satisfies never;
  }
}

/** Why a step does not hold any more, and what can be done. */
export function renderProblem({ message, advice }: StatusProblem, style: Style): string[] {
  return [
    ...markedText(style.yellow(style.marks.warn), message, style),
    ...wrapText(advice, { width: style.width, indent: 2 }).map(style.dim),
  ];
}

/** That the person left before the end, and how to go on. */
export function renderLeft({ width }: Style): string[] {
  return wrapText("You left. What is done stays: `pakt setup` goes on from there.", { width });
}

/** What there is to know of the first sync beside its plan: that it takes nothing away, and how full the account is. */
export function renderFirstSync(preview: Report, trakt: Status["trakt"], style: Style): string[] {
  const removed = Object.values(preview.fields).reduce(
    (sum, { toPlex, toTrakt }) => sum + toPlex.removed + toTrakt.removed,
    0,
  );
  const limits = trakt.vip === true ? [] : describeLimits(trakt, style);
  return [
    ...(removed > 0
      ? []
      : markedText(style.green(style.marks.done), "It adds and updates: nothing is removed on either side.", style)),
    ...limits.flatMap((text) =>
      markedText(
        style.dim(style.dot),
        `Your Trakt account is a free one, filled so far: ${text}. What has no room is left out, and listed.`,
        style,
      ),
    ),
  ];
}

/** What a person does once all is set up. */
export function renderNextSteps(report: Report, style: Style): string[] {
  const isWritten = countOperations(report.fields) > 0;
  const lines: readonly (readonly [string, string])[] = [
    ["pakt sync", "the same again, whenever you like"],
    ["0 */6 * * * pakt sync", "a line for cron: every six hours"],
    ["pakt log last", "what this sync did, and why"],
    ...(isWritten ? [[`pakt undo ${report.run}`, "takes it back"] as const] : []),
    ["pakt setup", "change something"],
  ];
  return section("What next", lines, style);
}

/** How far pakt is set up, and for what is missing the variables that give it, where nobody can be asked. */
export function renderVariables({ steps }: Setup, folder: string, style: Style): string[] {
  const missing = steps.flatMap(({ name, state }) => (state === "open" ? VARIABLES[name] : []));
  const done = steps.filter(({ state }) => state === "done").flatMap((step) => renderStep(step, style));
  const problems = steps.flatMap(({ state, problem }) =>
    state === "done" || problem === undefined ? [] : renderProblem(problem, style),
  );
  return [
    ...done,
    ...problems,
    ...(done.length + problems.length > 0 ? [""] : []),
    ...(missing.length === 0
      ? wrapText(READY, style)
      : [...wrapText(`${ASKS} ${folder}.`, style), "", ...section("To be set", missing, style)]),
  ];
}

const READY = "Look at the first sync with `pakt sync --dry-run`, and make it with `pakt sync`.";
const ASKS =
  "`pakt setup` asks questions, and here is no terminal to ask them at. Run it in one, or set what is missing in the environment, or in the file .env of";

/** What the environment gives a step. Libraries and fields have defaults, and the first sync is run by itself. */
const VARIABLES: Readonly<Record<SetupStepName, readonly (readonly [string, string])[]>> = {
  plex: [["PAKT_PLEX_TOKEN", "the token of your Plex account"]],
  server: [["PAKT_PLEX_URL", "the address of your server, e.g. http://192.168.1.10:32400"]],
  libraries: [],
  "trakt-app": [["PAKT_TRAKT_CLIENT_ID", "the client id of your Trakt app"]],
  trakt: [
    ["PAKT_TRAKT_ACCESS_TOKEN", "the tokens that your app was given for your account"],
    ["PAKT_TRAKT_REFRESH_TOKEN", ""],
  ],
  fields: [],
  "first-sync": [],
};
