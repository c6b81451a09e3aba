import type { Home } from "./home.ts";
import { isPaktError, PaktError } from "./pakt-error.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";
import { readUsers } from "./profile-users.ts";
import type { ProfileUsers } from "./profile-users.ts";

const COMMAND =
  /\bpakt (?:setup|login|logout|status|doctor|servers|libraries|sync|plan|apply|log|explain|undo|dedupe|clear-cache)\b(?: (?:plex|trakt)\b)?/g;
const OTHER_WAY = / Or (?:set|give)[^.]*PAKT_(?:PLEX_TOKEN|TRAKT_ACCESS_TOKEN)[^.]*\./g;

/**
 * A text for people in which every command of pakt works on a profile, and a sign-in is one of its Plex user's. Tokens of the environment are
 * no way out of a profile that the command line names.
 */
export function forProfile(text: string, profile: string, { plex }: ProfileUsers = {}): string {
  if (profile === DEFAULT_PROFILE && plex?.isHomeUser !== true) return text;
  const user = plex?.isHomeUser === true ? ` --user ${quoted(plex.name ?? plex.id)}` : "";
  const named = profile === DEFAULT_PROFILE ? "" : ` --profile ${profile}`;
  return text
    .replaceAll(COMMAND, (command: string, at: number) => {
      const next = text.slice(at + command.length);
      if (next.startsWith(" --profile")) return command;
      const isSignIn = command === "pakt login plex" && !next.startsWith(" --user");
      return `${command}${named}${isSignIn ? user : ""}`;
    })
    .replaceAll(OTHER_WAY, profile === DEFAULT_PROFILE ? "$&" : "");
}

/** The same failure, with advice for the profile of a home. What is no failure of pakt's stays as it is. */
export async function toProfileFailure(home: Home, error: unknown): Promise<unknown> {
  if (!isPaktError(error)) return error;
  // Broken as they may be themselves, they shall not hide what went wrong.
  const users = await readUsers(home).catch(() => ({}));
  const advice = forProfile(error.advice, home.profile, users);
  if (advice === error.advice) return error;
  return new PaktError(error.code, error.message, { advice, cause: error.cause });
}

/** As a shell reads it. */
function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `"${name.replaceAll(/["$\\`]/g, String.raw`\$&`)}"`;
}
