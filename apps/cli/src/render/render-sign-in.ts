import type { SignedIn, SignedOut, SignInCode } from "@pakt/sync";
import { markedText } from "../output/marked-text.ts";
import type { Style } from "../output/style.ts";
import { wrapText } from "../output/wrap-text.ts";
import { sideName } from "./side-name.ts";

/** What a person does to approve a sign-in. */
export function renderSignInCode(side: "plex" | "trakt", { url, code, directUrl }: SignInCode, style: Style): string[] {
  return [
    style.bold(`Sign in to ${sideName(side)}`),
    `  1. Open ${url} on any device.`,
    `  2. Type the code ${style.bold(code)} there, and approve.`,
    ...(directUrl === undefined ? [] : [style.dim(`     Or open ${directUrl} and approve.`)]),
  ];
}

/** What comes after the approval where it is for a member of the Plex Home. */
export function renderSwitch(user: string, style: Style): string[] {
  return wrapText(`pakt then goes on as ${user}, and keeps nothing of whoever approves.`, {
    width: style.width,
    indent: 5,
  }).map(style.dim);
}

/** That a sign-in is done, and whose it is. */
export function renderSignedIn({ side, account, vip, managed }: SignedIn, style: Style): string[] {
  const whose = `${account}${vip === true ? " (VIP)" : ""}`;
  return [
    ...markedText(style.green(style.marks.done), `Signed in to ${sideName(side)} as ${whose}.`, style),
    ...(managed === true
      ? wrapText("A managed user has no watchlist: it is not synced in this profile.", {
          width: style.width,
          indent: 2,
        }).map(style.dim)
      : []),
  ];
}

/** What became of a sign-in that was to be ended. */
export function renderSignedOut({ side, wasSignedIn, revoked }: SignedOut, style: Style): string[] {
  const name = sideName(side);
  if (!wasSignedIn) {
    return [`${style.dim(style.dash)} There was no sign-in to ${name}.`];
  }
  const done = markedText(style.green(style.marks.done), `Signed out of ${name}.`, style);
  if (revoked === true) {
    return done;
  }
  const where =
    side === "plex"
      ? "Authorized Devices in the settings of your Plex account"
      : "the Connected Apps of your Trakt account";
  return [
    ...done,
    ...wrapText(`${name} was not told (${revoked}). To be sure, remove pakt in ${where}.`, {
      width: style.width,
      indent: 2,
    }),
  ];
}
