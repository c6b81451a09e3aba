import { describe, expect, test } from "vitest";
import { counts, plain, report, titles } from "../../test/report-values.ts";
import { createStyle } from "../output/style.ts";
import { renderPreview, renderReport } from "./render-report.ts";

const render = (value: Parameters<typeof renderReport>[0], verbose = false): string =>
  renderReport(value, { style: plain, verbose }).join("\n");

describe("renderReport", () => {
  test("is short when there was nothing to do", () => {
    expect(render(report())).toBe(
      `
                     added  updated  removed
  Watched  to Plex       –        –        –
           to Trakt      –        –        –
  Ratings  to Plex       –        –        –
           to Trakt      –        –        –

  14 requests to Plex · 6 to Trakt · 2.3 s
✓ Nothing to do.`.slice(1),
    );
  });

  test("lists what needs a person, the first titles of each", () => {
    const value = report({
      fields: { rating: { toPlex: counts({ added: 1204, updated: 2 }), toTrakt: counts({ removed: 1 }) } },
      conflicts: [
        {
          field: "rating",
          title: "Heat (1995)",
          ids: [],
          reason: "conflict-newest",
          message: "Both sides changed; nothing is written.",
        },
        {
          field: "rating",
          title: "In Bruges (2008)",
          ids: [],
          reason: "conflict-newest",
          message: "Both sides changed; Plex wins.",
          winner: "plex",
        },
      ],
      held: titles(42, "too-many-removals", { flag: "--allow-removals rating=42" }),
      problems: [
        {
          title: "Alien (1979)",
          ids: [],
          reason: "ambiguous-ids",
          message: "Its ids name two titles: correct the match in Plex.",
          candidates: [
            { title: "Alien (1979)", ids: ["tmdb:348"] },
            { title: "Aliens (1986)", ids: ["imdb:tt0090605", "tmdb:679"] },
          ],
        },
      ],
      unmatched: titles(1, "added-on-plex"),
      kept: titles(1, "removed-on-trakt"),
      incomplete: [{ side: "trakt", field: "rating", reason: "page 2 of 3 is missing." }],
      warnings: ["Trakt's own Plex sync is on: each view would be recorded twice."],
      exitCode: 3,
    });
    expect(render(value)).toBe(
      `
                     added  updated  removed
  Ratings  to Plex   1 204        2        –
           to Trakt      –        –        1

! 1 open conflict
    Heat (1995)  rating
      Both sides changed; nothing is written.

! 42 removals held
    Film 1  rating  unusually many removals
    Film 2  rating  unusually many removals
    Film 3  rating  unusually many removals
    Film 4  rating  unusually many removals
    Film 5  rating  unusually many removals
    and 37 more (--verbose)
    42 removals held: run \`pakt sync --allow-removals rating=42\` to let them
    through once.

! 1 problem
    Alien (1979)  ids name two titles
      Its ids name two titles: correct the match in Plex.
        – Alien (1979) tmdb:348
        – Aliens (1986) imdb:tt0090605 tmdb:679

! 1 title not known to the other side
    Film 1  rating  added on Plex

✗ Trakt rating was not read completely: page 2 of 3 is missing.

! Trakt's own Plex sync is on: each view would be recorded twice.

· 1 conflict settled
    In Bruges (2008)  rating  newest wins: Plex

· 1 kept on purpose
    Film 1  rating  removed on Trakt

  14 requests to Plex · 6 to Trakt · 2.3 s
✗ Partly done: not everything could be read. Run \`pakt sync\` again.`.slice(1),
    );
  });

  test("counts nothing to Plex for the collection, which is never written there", () => {
    const fields = {
      collection: { toPlex: counts(), toTrakt: counts({ added: 3, updated: 1 }) },
      watchlist: { toPlex: counts({ added: 2 }), toTrakt: counts() },
    };
    expect(render(report({ fields }))).toContain(
      `
                        added  updated  removed
  Collection  to Trakt      3        1        –
  Watchlist   to Plex       2        –        –
              to Trakt      –        –        –
`.slice(1),
    );
  });

  test("lists what an account has no room for, a list a field, next to the warning that says how full it is", () => {
    const full = "This account's limit of 250 is reached. More with Trakt VIP: https://trakt.tv/vip";
    const warning = "The watchlist of this Trakt account may hold 250 and holds 250: 7 titles do not fit.";
    const listed = titles(7, "account-limit", { message: full }).map((each) => ({
      ...each,
      field: "watchlist" as const,
    }));
    const answered = {
      field: "collection",
      title: "Heat (1995)",
      ids: [],
      reason: "added-on-plex",
      message: "Trakt is full. https://trakt.tv/vip",
    } as const;
    expect(
      render(report({ refused: [...listed, answered], skipped: titles(1, "ignored"), warnings: [warning] })),
    ).toContain(
      `
! 1 title over the collection limit
    Heat (1995)
    Trakt is full. https://trakt.tv/vip

! 7 titles over the watchlist limit
    Film 1
    Film 2
    Film 3
    Film 4
    Film 5
    and 2 more (--verbose)

! The watchlist of this Trakt account may hold 250 and holds 250: 7 titles do
  not fit.

· 1 skipped
    Film 1  rating  on the ignore list
`,
    );
  });

  test("says once what several fields of a side share", () => {
    const reason = "the library Movies did not answer.";
    const incomplete = [
      { side: "plex", field: "watched", reason },
      { side: "plex", field: "rating", reason },
      { side: "plex", field: "collection", reason },
      { side: "plex", field: "watchlist", reason: "HTTP 500." },
    ] as const;
    expect(render(report({ incomplete, exitCode: 3 }))).toContain(
      `
✗ Plex watched, rating and collection were not read completely: the library
  Movies did not answer.

✗ Plex watchlist was not read completely: HTTP 500.
`,
    );
  });

  test("lists every title when asked to", () => {
    const text = render(report({ skipped: titles(42, "direction") }), true);
    expect(text).toContain("Film 42  rating  not in this direction");
    expect(text).not.toContain("more (--verbose)");
  });

  test("names writes that nothing is known of by what they lack", () => {
    const text = render(report({ unknown: titles(2, "added-on-plex"), exitCode: 3 }));
    expect(text).toContain("\n! 2 writes without an answer\n    Film 1  rating  added on Plex\n");
  });

  test("says a sentence that neighbours share once", () => {
    const value = report({
      failed: titles(3, "failed", { message: "The server answered 500." }),
      exitCode: 3,
    });
    expect(render(value)).toContain(
      `
✗ 3 writes failed
    Film 1  rating  failed
    Film 2  rating  failed
    Film 3  rating  failed
      The server answered 500.
`,
    );
  });

  test("keeps to the width of the line", () => {
    const long = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)";
    const lines = renderReport(
      report({ kept: [{ field: "rating", title: long, ids: [], reason: "removed-on-trakt" }] }),
      {
        style: plain,
        verbose: false,
      },
    );
    expect(lines).toContain("    Dr. Strangelove or: How I Learned to Stop… (1964)   rating  removed on Trakt");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("runs over no line of 50 columns, and keeps every reason", () => {
    const value = report({
      fields: { watched: { toPlex: counts({ added: 12_345 }), toTrakt: counts({ removed: 54_321 }) } },
      held: titles(3, "identity-changed", { flag: "--allow-removals watched=54321" }),
      kept: [
        { field: "watched", title: "The Assassination of Jesse James (2007)", ids: [], reason: "removed-on-trakt" },
      ],
      problems: [{ title: "Alien (1979)", ids: [], reason: "ambiguous-ids", message: "Two titles.", candidates: [] }],
      warnings: ["Trakt's own Plex sync is on: each view would be recorded twice."],
      requests: { plex: 12_345, trakt: 12_345 },
      durationMs: 3_900_000,
      exitCode: 4,
    });
    const lines = renderReport(value, {
      style: createStyle({ colour: false, unicode: true, width: 50 }),
      verbose: true,
    });
    expect(lines.filter((line) => line.length > 50)).toEqual([]);
    expect(lines.filter((line) => line.includes("another server, library or account"))).toHaveLength(3);
  });

  test("cuts nothing where the output is no terminal", () => {
    const long = "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)";
    const value = report({ kept: [{ field: "rating", title: long, ids: [], reason: "removed-on-trakt" }] });
    const style = { ...plain, tableWidth: Number.POSITIVE_INFINITY };
    expect(renderReport(value, { style, verbose: false })).toContain(`    ${long}  rating  removed on Trakt`);
  });

  test("uses no character beyond ASCII where the output cannot show it", () => {
    const style = createStyle({ colour: false, unicode: false, width: 80 });
    expect(renderReport(report(), { style, verbose: false }).at(-1)).toBe("+ Nothing to do.");
    expect(renderReport(report(), { style, verbose: false }).join("\n")).toMatch(/^[\n -~]*$/);
  });

  test("dims what is secondary and colours the marks on a colour terminal", () => {
    const style = createStyle({ colour: true, unicode: true, width: 80 });
    expect(renderReport(report(), { style, verbose: false }).slice(-2)).toEqual([
      "\u001B[2m  14 requests to Plex · 6 to Trakt · 2.3 s\u001B[22m",
      "\u001B[32m✓\u001B[39m \u001B[1mNothing to do.\u001B[22m",
    ]);
  });
});

const plays = Array.from({ length: 14 }, (_, index) => ({
  id: `${index}`,
  row: `${index}`,
  field: "watched" as const,
  action: "add" as const,
  side: "trakt" as const,
  at: "2026-01-02T20:10:00.000Z",
  reason: "added-on-plex" as const,
  target: { type: "movie" as const, ids: [], title: `Film ${index + 1}`, year: 2001, by: "ids" as const },
}));

describe("renderReport of a dry run", () => {
  test("lists every operation before the counts", () => {
    const value = report({
      dryRun: true,
      operations: plays.slice(0, 2),
      fields: { watched: { toPlex: counts(), toTrakt: counts({ added: 2 }) } },
    });
    expect(render(value)).toBe(
      `
  Times are UTC.
  add play on Trakt  Film 1 (2001)  2026-01-02 20:10  added on Plex
  add play on Trakt  Film 2 (2001)  2026-01-02 20:10  added on Plex

                     added  updated  removed
  Watched  to Plex       –        –        –
           to Trakt      2        –        –

  14 requests to Plex · 6 to Trakt · 2.3 s
✓ 2 operations to apply. Nothing was written: this was a dry run.`.slice(1),
    );
  });
});

describe("renderPreview", () => {
  test("shows the counts and the first operations", () => {
    const value = report({
      dryRun: true,
      operations: plays,
      fields: { watched: { toPlex: counts(), toTrakt: counts({ added: 14 }) } },
    });
    expect(renderPreview(value, { style: plain, verbose: false }).slice(-15)).toEqual([
      "  Times are UTC.",
      "  add play on Trakt  Film 1 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 2 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 3 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 4 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 5 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 6 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 7 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 8 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 9 (2001)   2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 10 (2001)  2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 11 (2001)  2026-01-02 20:10  added on Plex",
      "  add play on Trakt  Film 12 (2001)  2026-01-02 20:10  added on Plex",
      "  and 2 more (--verbose)",
      "",
    ]);
  });
});
