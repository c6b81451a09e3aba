import type { Setup, SetupStep, SetupStepName } from "@pakt/sync";
import type { CliExitCode } from "../exit-codes.ts";

/** What the person does next: a step, perhaps with tokens where it usually shows a code, or the other way round; or see how far they are. */
export type Wish =
  | { readonly step: SetupStepName; readonly byToken?: boolean }
  | { readonly look: "start" | "menu" }
  /** `after`: the step that was just done; it is not begun again by itself. */
  | { readonly look: "again"; readonly after?: SetupStepName };

/** What comes after a wish: another, or the end. */
export type Turn = Wish | { readonly end: CliExitCode };

/** A way on that the person can choose. */
export interface Way {
  readonly label: string;
  readonly wish: Wish | "leave";
}

const LEAVE: Way = { label: "Leave; what is done stays", wish: "leave" };
const MENU: Way = { label: "Change something else", wish: { look: "menu" } };

/** What can be done about a wish that failed. */
export function listWaysOut(wish: Wish, isByToken: boolean): readonly Way[] {
  const again: Way = { label: "Try again", wish };
  if ("look" in wish) {
    return [again, LEAVE];
  }
  const { byToken = isByToken } = wish;
  return [again, ...listOtherWays(wish.step, byToken), LEAVE];
}

/** What can be done where a step cannot be told to be done: the environment decides it, or its service gives no answer. */
export function listWaysOn({ name, variable }: SetupStep, isByToken: boolean): readonly Way[] {
  const anew: Way = { label: REDO[name], wish: { step: name } };
  return [
    { label: "Try again", wish: { look: "again" } },
    ...(variable === undefined ? [anew, ...listOtherWays(name, isByToken)] : []),
    MENU,
    LEAVE,
  ];
}

/** The ways from wherever the person is: what comes next, whatever is done and can be changed, and out. */
export function listMenu({ steps, next }: Setup): readonly Way[] {
  const goOn: Way | undefined = next === undefined ? undefined : { label: NEXT[next], wish: { step: next } };
  const syncNow: Way = { label: "See what a sync would do now", wish: { step: "first-sync" } };
  return [
    goOn ?? syncNow,
    ...steps.filter(isChangeable).map(({ name }) => ({ label: REDO[name], wish: { step: name } })),
    LEAVE,
  ];
}

/** Whether anything was done that the person can change here. */
export function hasChangeable({ steps }: Setup): boolean {
  return steps.some(isChangeable);
}

const NEEDED: ReadonlySet<SetupStepName> = new Set(["plex", "server", "trakt-app", "trakt"]);

/** Whether a sync can run: libraries and fields have defaults. */
export function isReady({ steps }: Setup): boolean {
  return steps.every(({ name, state }) => state === "done" || !NEEDED.has(name));
}

function isChangeable({ name, state, variable }: SetupStep): boolean {
  return state !== "open" && variable === undefined && name !== "first-sync";
}

function listOtherWays(step: SetupStepName, byToken: boolean): readonly Way[] {
  switch (step) {
    case "plex":
      return [otherSignIn(step, byToken)];
    case "trakt":
      return [otherSignIn(step, byToken), { label: REDO["trakt-app"], wish: { step: "trakt-app" } }];
    case "server":
      return [{ label: REDO.plex, wish: { step: "plex" } }];
    case "libraries":
      return [{ label: REDO.server, wish: { step: "server" } }];
    case "trakt-app":
    case "fields":
    case "first-sync":
      return [MENU];
    default:
      return step satisfies never;
  }
}

function otherSignIn(step: SetupStepName, byToken: boolean): Way {
  return byToken
    ? { label: "Show me a code to approve instead", wish: { step, byToken: false } }
    : { label: "Let me enter a token instead", wish: { step, byToken: true } };
}

const NEXT: Readonly<Record<SetupStepName, string>> = {
  plex: "Go on: sign in to Plex",
  server: "Go on: find your Plex server",
  libraries: "Go on: choose the libraries",
  "trakt-app": "Go on: name your Trakt app",
  trakt: "Go on: sign in to Trakt",
  fields: "Go on: choose what is kept the same",
  "first-sync": "Go on: look at the first sync",
};

const REDO: Readonly<Record<SetupStepName, string>> = {
  plex: "Sign in to Plex anew, or with another account",
  server: "Choose the Plex server again",
  libraries: "Choose the libraries again",
  "trakt-app": "Name another Trakt app",
  trakt: "Sign in to Trakt anew, or with another account",
  fields: "Choose again what is kept the same",
  "first-sync": "Look at the first sync again",
};
