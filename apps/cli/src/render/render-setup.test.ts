import type { SetupStep } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { counts, plain, report } from "../../test/report-values.ts";
import { renderFirstSync, renderNextSteps, renderStep, renderVariables } from "./render-setup.ts";

const ADDS = { rating: { toPlex: counts({ added: 2 }), toTrakt: counts({ updated: 1 }) } };

describe("renderStep", () => {
  test.each<[SetupStep, string]>([
    [{ name: "plex", state: "done", told: "mia" }, "✓ Signed in to Plex as mia."],
    [
      { name: "plex", state: "done", variable: "PAKT_PLEX_TOKEN" },
      "✓ There is a token for Plex (PAKT_PLEX_TOKEN is set, and wins).",
    ],
    [{ name: "server", state: "done", told: "http://attic:32400" }, "✓ Your Plex server is at http://attic:32400."],
    [{ name: "libraries", state: "done", told: "Movies" }, "✓ Libraries: Movies."],
    [{ name: "libraries", state: "done" }, "✓ The libraries are chosen."],
    [
      { name: "trakt-app", state: "done", told: "the one that comes with pakt" },
      "✓ Trakt app: the one that comes with pakt.",
    ],
    [{ name: "trakt", state: "done", told: "mia (VIP)" }, "✓ Signed in to Trakt as mia (VIP)."],
    [{ name: "fields", state: "done", told: "watched, rating" }, "✓ Kept the same: watched, rating."],
    [{ name: "first-sync", state: "done" }, "✓ The first sync is done."],
  ])("%j", (step, line) => {
    expect(renderStep(step, plain)).toEqual([line]);
  });

  test("says what is wrong with a step that holds nevertheless", () => {
    const problem = { message: "Chosen and not there: Anime.", advice: "Choose again, or leave it so." };
    expect(renderStep({ name: "libraries", state: "done", told: "Movies", problem }, plain)).toEqual([
      "✓ Libraries: Movies.",
      "! Chosen and not there: Anime.",
      "  Choose again, or leave it so.",
    ]);
  });
});

describe("renderFirstSync", () => {
  test("says that nothing is removed, and how full a free account is", () => {
    const limits = [{ name: "watchlist", limit: 250, used: 12 }];
    expect(renderFirstSync(report({ fields: ADDS }), { signedIn: true, vip: false, limits }, plain)).toEqual([
      "✓ It adds and updates: nothing is removed on either side.",
      "· Your Trakt account is a free one, filled so far: watchlist 12 of 250. What has",
      "  no room is left out, and listed.",
    ]);
  });

  test("claims neither of a later sync that removes something, for an account without limits", () => {
    const removes = { rating: { toPlex: counts({ removed: 1 }), toTrakt: counts() } };
    expect(renderFirstSync(report({ fields: removes }), { signedIn: true, vip: true }, plain)).toEqual([]);
  });
});

describe("renderNextSteps", () => {
  test("names the run that can be taken back", () => {
    expect(renderNextSteps(report({ fields: ADDS, run: "20260103T100000Z-1f2e" }), plain)).toEqual([
      "What next",
      "  pakt sync                        the same again, whenever you like",
      "  0 */6 * * * pakt sync            a line for cron: every six hours",
      "  pakt log last                    what this sync did, and why",
      "  pakt undo 20260103T100000Z-1f2e  takes it back",
      "  pakt setup                       change something",
      "",
    ]);
  });

  test("offers to take back nothing where nothing was written", () => {
    expect(renderNextSteps(report(), plain).join("\n")).not.toContain("pakt undo");
  });
});

describe("renderVariables", () => {
  test("says what to set for each step that is open, and what is wrong with others", () => {
    const steps: readonly SetupStep[] = [
      { name: "plex", state: "unreachable", problem: { message: "plex.tv gives no answer.", advice: "Wait." } },
      { name: "server", state: "open" },
      { name: "libraries", state: "open" },
      { name: "trakt-app", state: "done", told: "my-app" },
      { name: "trakt", state: "open" },
      { name: "fields", state: "open" },
      { name: "first-sync", state: "open" },
    ];
    expect(renderVariables({ steps, next: "plex" }, "/home/mia/.config/pakt", plain).join("\n")).toBe(`\
✓ Trakt app: my-app.
! plex.tv gives no answer.
  Wait.

\`pakt setup\` asks questions, and here is no terminal to ask them at. Run it in
one, or set what is missing in the environment, or in the file .env of
/home/mia/.config/pakt.

To be set
  PAKT_PLEX_URL             the address of your server, e.g.
                            http://192.168.1.10:32400
  PAKT_TRAKT_ACCESS_TOKEN   the tokens that your app was given for your account
  PAKT_TRAKT_REFRESH_TOKEN
`);
  });
});
