import type { Profile, ProfileSide, RemovedProfile } from "@pakt/sync";
import { alignColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { formatMinute } from "./format-amounts.ts";
import { renderSignedOut } from "./render-sign-in.ts";

/** The profiles, each with its users and its last run. */
export function renderProfiles(profiles: readonly Profile[], style: Style): string[] {
  const heading = ["Profile", "Plex", "Trakt", "Last run (UTC)"].map((text): Cell => ({ text, paint: style.dim }));
  const rows = profiles.map(({ name, plex, trakt, lastRun }): Cell[] => [
    { text: name, paint: style.bold },
    describeSide(plex, style),
    describeSide(trakt, style),
    { text: lastRun === undefined ? "never" : formatMinute(lastRun.startedAt), paint: style.dim },
  ]);
  const hint =
    profiles.length === 1
      ? "`pakt profiles add NAME` makes another, for another Plex user and Trakt account."
      : "`pakt sync --profile NAME` syncs one, `pakt sync --all-profiles` all of them.";
  return [
    ...alignColumns([heading, ...rows], { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 1 }),
    "",
    ...wrapText(hint, style).map(style.dim),
  ];
}

function describeSide({ isSignedIn, user, isManaged }: ProfileSide, style: Style): Cell {
  if (user === undefined) {
    return { text: isSignedIn ? "signed in" : "not signed in", paint: style.dim };
  }
  // Whom a run met through tokens of the environment that are not at hand now.
  return isSignedIn ? { text: isManaged === true ? `${user} (managed)` : user } : { text: user, paint: style.dim };
}

/** That a profile was made, and what to do with it. */
export function renderAddedProfile(name: string, style: Style): string[] {
  return [
    ...markedText(style.green(style.marks.done), `There is a profile ${name} now.`, style),
    ...wrapText(
      `Sign in to its accounts: pakt login --profile ${name} (with --user "NAME" as a member of your Plex Home). It chooses as config.json does for all, until something else is chosen for it.`,
      { width: style.width, indent: 2 },
    ).map(style.dim),
  ];
}

/** What became of a profile. */
export function renderRemovedProfile({ name, sides, isForgotten }: RemovedProfile, style: Style): string[] {
  return [
    ...sides.filter(({ wasSignedIn }) => wasSignedIn).flatMap((side) => renderSignedOut(side, style)),
    ...markedText(style.green(style.marks.done), `The profile ${name} is removed.`, style),
    ...(isForgotten
      ? []
      : wrapText("What it synced stays known, should it be made again.", { width: style.width, indent: 2 }).map(
          style.dim,
        )),
  ];
}
