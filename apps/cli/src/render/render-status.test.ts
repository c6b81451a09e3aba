import type { Status } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { counts, plain } from "../../test/report-values.ts";
import { createStyle } from "../output/style.ts";
import { renderStatus } from "./render-status.ts";

const ready: Status = {
  askedAt: "2026-01-28T10:00:00.000Z",
  profile: "default",
  home: "/home/mia/.config/pakt",
  plex: {
    url: "http://attic:32400",
    server: "0f5d3a9c2b",
    version: "1.43.0",
    libraries: 3,
    tokens: { source: "environment" },
  },
  trakt: {
    signedIn: true,
    username: "mia",
    vip: false,
    tokens: {
      source: "sign-in",
      signedInAt: "2026-01-03T10:00:00.000Z",
      renewedAt: "2026-01-25T10:00:00.000Z",
      expiresAt: "2026-02-01T10:00:00.000Z",
    },
  },
  fields: [
    {
      field: "watched",
      direction: "two-way",
      removals: "keep",
      conflicts: "newest",
      types: ["movie", "episode"],
      effect: "What was watched on one side is marked as watched on the other; nothing is unmarked.",
    },
    { field: "rating", direction: "off", removals: "propagate", conflicts: "newest", types: [], effect: "Not synced." },
  ],
  lastRun: {
    run: "1",
    kind: "sync",
    startedAt: "2026-01-03T10:00:00.000Z",
    finishedAt: "2026-01-03T10:00:02.300Z",
    durationMs: 2300,
    hasEnded: true,
    exitCode: 0,
    fields: { watched: { toPlex: counts({ added: 4 }), toTrakt: counts() } },
    outcomes: { applied: 4 },
    requests: { plex: 3, trakt: 4 },
    versions: { pakt: "1.0.0" },
  },
  ignore: [],
  rewatches: true,
  held: [],
  problems: [],
  exitCode: 0,
};

describe("renderStatus", () => {
  test("shows both sides, the last run and what each field does", () => {
    expect(renderStatus(ready, plain).join("\n")).toBe(
      `
  Plex        http://attic:32400 · 3 libraries · 1.43.0
  Trakt       mia · free account
  Sign-ins    Plex from the environment
              Trakt signed in 3 weeks ago, renewed 3 days ago, good until
              2026-02-01 10:00 UTC
  Last run    2026-01-03 10:00 UTC · 4 operations · exit code 0
  Home        /home/mia/.config/pakt

  Watched     What was watched on one side is marked as watched on the other;
              nothing is unmarked.
  Ratings     Not synced.

✓ Ready to sync.`.slice(1),
    );
  });

  test("tells what the last sync held back in place of an exit code, and all that was chosen beside the fields", () => {
    const { lastRun, fields } = ready;
    if (lastRun === undefined) throw new Error("There was a last run.");
    const lines = renderStatus(
      {
        ...ready,
        lastRun: { ...lastRun, exitCode: 4 },
        held: [{ field: "watchlist", kind: "removals", count: 40, flag: "--allow-removals watchlist=40" }],
        fields: fields.map((field) => ({ ...field, types: ["movie"] })),
        ignore: ["tmdb:1", "movie:tmdb:2"],
        rewatches: false,
      },
      plain,
    );
    expect(lines.join("\n")).toContain("Last run    2026-01-03 10:00 UTC · 4 operations · held 40 removals");
    expect(lines).toEqual(
      expect.arrayContaining([
        "  Types       Watched: only of movies",
        "  Ignored     2 titles, never written",
        "  Rewatches   not sent to Trakt",
      ]),
    );
  });

  test.each<[string, Status["trakt"], readonly string[]]>([
    [
      "how full the lists of a free account are",
      {
        signedIn: true,
        vip: false,
        limits: [
          { name: "list", limit: 5 },
          { name: "collection", limit: 1000, used: 990 },
          { name: "watchlist", limit: 250, used: 210 },
        ],
      },
      ["  Limits      watchlist 210 of 250 · collection 990 of 1000"],
    ],
    [
      "how much a list may hold where nobody knows how full it is",
      { signedIn: true, vip: false, limits: [{ name: "watchlist", limit: 250 }] },
      ["  Limits      watchlist up to 250"],
    ],
    ["that a VIP has none", { signedIn: true, vip: true, limits: [] }, ["  Limits      no limit"]],
    ["nothing where nothing is known", { signedIn: true }, []],
  ])("says of limits %s", (_what, trakt, expected) => {
    const lines = renderStatus({ ...ready, trakt }, plain);
    expect(lines.filter((line) => line.startsWith("  Limits"))).toEqual(expected);
  });

  test("shows several servers a line each", () => {
    const servers = [
      { name: "NAS", url: "http://10.0.0.5:32400", enabled: true, server: "nas", version: "1.43.0", libraries: 1 },
      { name: "Attic", url: "http://10.0.0.6:32400", enabled: true },
      { name: "Cellar", url: "http://10.0.0.7:32400", enabled: false },
    ];
    expect(renderStatus({ ...ready, plex: { servers } }, plain).slice(0, 3)).toEqual([
      "  Plex        NAS · http://10.0.0.5:32400 · 1 library · 1.43.0",
      "              Attic · http://10.0.0.6:32400 · no answer",
      "              Cellar · disabled",
    ]);
  });

  test("says what is missing and what to do about it", () => {
    const { lastRun: _lastRun, ...fresh } = ready;
    const status: Status = {
      ...fresh,
      plex: {},
      trakt: { signedIn: false },
      fields: [],
      problems: [{ message: "No Plex server is set up.", advice: "Set PAKT_PLEX_URL and PAKT_PLEX_TOKEN." }],
      exitCode: 5,
    };
    expect(renderStatus(status, plain).join("\n")).toBe(
      `
  Plex        not set up
  Trakt       not signed in
  Last run    never
  Home        /home/mia/.config/pakt

! No Plex server is set up.
  Set PAKT_PLEX_URL and PAKT_PLEX_TOKEN.

! 1 thing needs you.`.slice(1),
    );
  });

  test("wraps instead of cutting", () => {
    const status = { ...ready, plex: { ...ready.plex, url: "http://a-server-with-a-long-name.lan:32400" } };
    const narrow = createStyle({ colour: false, unicode: true, width: 50 });
    expect(renderStatus(status, narrow).slice(0, 3)).toEqual([
      "  Plex        http://a-server-with-a-long-name.lan:32400",
      "              · 3 libraries · 1.43.0",
      "  Trakt       mia · free account",
    ]);
  });

  test("says so when the server does not answer", () => {
    const status = { ...ready, plex: { url: "http://attic:32400" } };
    expect(renderStatus(status, plain)[0]).toBe("  Plex        http://attic:32400 · no answer");
  });
});
