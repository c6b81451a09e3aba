import { describe, expect, test } from "vitest";

import { openTestHome } from "../test/open-test-home.ts";
import { forProfile, toProfileFailure } from "./for-profile.ts";
import { PaktError } from "./pakt-error.ts";

const kid = { plex: { id: "u", name: "The Kid", isSignedIn: true, isHomeUser: true } } as const;

describe("forProfile", () => {
  test.each([
    ["Sign in: pakt login plex.", "Sign in: pakt login plex --profile kids."],
    [
      "Sign in: pakt login trakt. Or set PAKT_TRAKT_ACCESS_TOKEN and PAKT_TRAKT_REFRESH_TOKEN.",
      "Sign in: pakt login trakt --profile kids.",
    ],
    ["Sign in: pakt login plex. Or give a valid token in PAKT_PLEX_TOKEN.", "Sign in: pakt login plex --profile kids."],
    [
      "Choose it: pakt servers. Or set PAKT_PLEX_URL to its address.",
      "Choose it: pakt servers --profile kids. Or set PAKT_PLEX_URL to its address.",
    ],
    [
      "`pakt sync --allow-removals rating=3` removes it.",
      "`pakt sync --profile kids --allow-removals rating=3` removes it.",
    ],
    [
      "See `pakt log last`, then pakt undo last.",
      "See `pakt log --profile kids last`, then pakt undo --profile kids last.",
    ],
    ["pakt login plex --user NAME", "pakt login plex --profile kids --user NAME"],
    ["pakt login plex --profile kids", "pakt login plex --profile kids"],
    [
      "pakt has no Trakt API app; pakt plans nothing, pakt profiles lists.",
      "pakt has no Trakt API app; pakt plans nothing, pakt profiles lists.",
    ],
  ])("%s", (text, expected) => {
    expect(forProfile(text, "kids")).toBe(expected);
  });

  test("names the member of the Plex Home where one signs in", () => {
    expect(forProfile("Sign in: pakt login plex.", "kids", kid)).toBe(
      'Sign in: pakt login plex --profile kids --user "The Kid".',
    );
    expect(forProfile("Sign in: pakt login trakt.", "kids", kid)).toBe("Sign in: pakt login trakt --profile kids.");
  });

  test("leaves the texts of the default profile as they are", () => {
    const text = "Sign in: pakt login plex. Or set PAKT_PLEX_TOKEN.";
    expect(forProfile(text, "default")).toBe(text);
  });
});

describe("toProfileFailure", () => {
  test("gives the same failure with advice for the profile, and other failures as they are", async () => {
    const home = await openTestHome({
      files: { "config.json": '{"version":1,"profiles":{"kids":{}}}' },
      profile: "kids",
    });
    const failure = new PaktError("sign-in-needed", "Not signed in.", { advice: "Sign in: pakt login trakt." });
    expect(await toProfileFailure(home, failure)).toMatchObject({
      code: "sign-in-needed",
      message: "Not signed in.",
      advice: "Sign in: pakt login trakt --profile kids.",
    });
    const bug = new TypeError("no");
    expect(await toProfileFailure(home, bug)).toBe(bug);
  });
});
