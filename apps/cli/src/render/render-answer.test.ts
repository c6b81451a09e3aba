import type { Explanation, FieldExplanation, Operation, TitleExplanation } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { createStyle } from "../output/style.ts";
import { renderAnswer } from "./render-answer.ts";

const target = { type: "movie", ids: ["tmdb:603"], title: "The Matrix", year: 1999, by: "ids" } as const;
const row = "movie:tmdb:603";

const play: Operation = {
  id: "1",
  row,
  field: "watched",
  action: "add",
  side: "trakt",
  reason: "added-on-plex",
  target,
  at: "2026-01-16T20:45:00.000Z",
};

const rate = (ref: string): Operation => ({
  id: `2${ref}`,
  row,
  field: "rating",
  action: "update",
  side: "plex",
  reason: "changed-on-trakt",
  target,
  ref,
  rating: { value: 8 },
  before: { value: 7 },
});

const idle = (field: FieldExplanation["field"]): FieldExplanation => ({
  field,
  isAgreed: false,
  operations: [],
  reason: "nothing",
  message: "Neither side has it.",
});

const matrix: Explanation = {
  row,
  type: "movie",
  title: "The Matrix (1999)",
  ids: ["tmdb:603", "imdb:tt0133093", "plex:5d776825880197001ec90b01"],
  copies: [
    {
      ref: "3f2a9c1d/106",
      item: { type: "movie", ids: ["tmdb:603"], title: "The Matrix", ref: "3f2a9c1d/106", rating: { value: 7 } },
      known: undefined,
    },
    {
      ref: "3f2a9c1d/107",
      item: {
        type: "movie",
        ids: ["tmdb:603"],
        title: "The Matrix",
        ref: "3f2a9c1d/107",
        watched: { plays: 2, at: "2026-01-16T20:45:00.000Z" },
        rating: { value: 7 },
        collection: { quality: { resolution: "4k", hdr: "dolby-vision" } },
      },
      known: { views: 2, ours: 2 },
    },
  ],
  base: { type: "movie", ids: ["tmdb:603"], title: "The Matrix", rating: { value: 7 } },
  fields: [
    {
      field: "watched",
      plex: { plays: 2, at: "2026-01-16T20:45:00.000Z" },
      isAgreed: false,
      operations: [play],
      reason: "added-on-plex",
      message: "The next run writes it to Trakt.",
    },
    {
      field: "rating",
      plex: { value: 7 },
      trakt: { value: 8, at: "2024-05-01T10:00:00.000Z" },
      isAgreed: true,
      operations: [rate("3f2a9c1d/106"), rate("3f2a9c1d/107")],
      reason: "changed-on-trakt",
      message: "The next run writes it to Plex.",
    },
    idle("collection"),
    idle("watchlist"),
  ],
};

const told = (explanation: Explanation, more: Partial<TitleExplanation> = {}): TitleExplanation => ({
  result: { kind: "explained", explanation },
  past: [],
  unreadable: [],
  notFound: [],
  ...more,
});

const wide = createStyle({ colour: false, unicode: true, width: 120 });
const narrow = createStyle({ colour: false, unicode: true, width: 66 });
const now = Date.parse("2026-02-01T12:00:00.000Z");
const render = (answer: TitleExplanation, style = plain): string =>
  renderAnswer(answer, { query: "matrix", now, style }).join("\n");

const past = (count: number): TitleExplanation["past"] =>
  Array.from({ length: count }, (_, index) => ({
    run: `r${index}`,
    startedAt: `2026-01-${20 - index}T10:00:00.000Z`,
    operation: play,
    outcome: { operation: "1", status: "applied", at: "2026-01-20T10:00:01.000Z" },
  }));

describe("renderAnswer: a title", () => {
  test("shows it with its copies, each field with its rule, and what runs did", () => {
    const notBegun = { run: "r", startedAt: "2026-01-17T10:00:00.000Z", operation: play };
    expect(render(told(matrix, { past: [notBegun] }), wide)).toBe(
      `
The Matrix (1999) · movie
  Ids         tmdb:603 imdb:tt0133093
  In Plex     2 copies
    3f2a9c1d/106  not seen                                                 rated 7
    3f2a9c1d/107  seen 2 times, last on 2026-01-16 20:45 (marked by pakt)  rated 7  4K Dolby Vision

Watched
  Plex        seen 2 times, last on 2026-01-16 20:45
  Trakt       not seen
  Agreed on   nothing so far
  Next run    add play on Trakt: 2026-01-16 20:45
  Why         Plex has it and Trakt has not, and no run found it on both: it is new on Plex, so Trakt gets it.

Ratings
  Plex        7
  Trakt       8, given on 2024-05-01 10:00
  Agreed on   7
  Next run    set rating on Plex: 7 to 8 (2 copies)
  Why         It changed on Trakt after both agreed: Plex follows.

  Collection  Neither side has it.
  Watchlist   Neither side has it.

What runs did to it
  2026-01-17 10:00  add play on Trakt  2026-01-16 20:45  added on Plex  not begun

  Times are UTC. Agreed on is what both sides had when a run last found or made them the same: it tells what was added
  from what was removed.`.slice(1),
    );
  });

  test("cuts nothing where the lines are short: what is too long goes below", () => {
    const lines = renderAnswer(told(matrix, { past: past(1) }), { query: "matrix", now, style: narrow });
    expect(lines.filter((line) => line.includes("…") || line.length > 66)).toEqual([]);
  });

  test("prints the five newest of what runs did, and how many more there are", () => {
    const lines = render(told(matrix, { past: past(8) })).split("\n");
    expect(lines.filter((line) => line.startsWith("  2026-01-"))).toHaveLength(5);
    expect(lines).toContain("  and 3 more (--json)");
  });

  test("names the runs whose records cannot be read, and tells of the others", () => {
    const text = render(told(matrix, { past: past(1), unreadable: ["20260103T100000Z-1f3c"] }), wide);
    expect(text).toContain("The record of the run 20260103T100000Z-1f3c cannot be read: what it did is left out.");
    expect(text).toContain("What runs did to it");
  });

  test("says that nothing is written as long as a side that did not know the title is not asked again", () => {
    const missed = { write: "trakt:watched:add", times: 2, until: "2026-02-03T10:00:00.000Z", ids: "tmdb:603" };
    const resting = render(told(matrix, { notFound: [missed] }), wide);
    expect(resting).toContain(`
  Next run    writes nothing
  Why         Trakt did not know this title when it was last asked.
  Not found   Trakt did not know this title, asked 2 times so far. It is asked again after 2026-02-03 10:00, or at once
              when its ids change.
`);
    const over = render(told(matrix, { notFound: [{ ...missed, until: "2026-01-31T10:00:00.000Z" }] }), wide);
    expect(over).toContain(`
  Next run    add play on Trakt: 2026-01-16 20:45
`);
    const renamed = render(told(matrix, { notFound: [{ ...missed, ids: "tmdb:604" }] }), wide);
    expect(renamed).toContain("  Next run    add play on Trakt: 2026-01-16 20:45\n");
  });

  test("tells since when a write is on its way, and when something was taken back", () => {
    const rating: FieldExplanation = {
      field: "rating",
      plex: { value: 8 },
      isAgreed: true,
      operations: [],
      reason: "declined",
      message: "Not written.",
      pending: { side: "trakt", since: "2026-02-01T10:00:00.000Z" },
      declined: { plex: "8", trakt: "" },
    };
    const undone = {
      run: "r",
      startedAt: "2026-01-31T09:30:00.000Z",
      operation: { ...rate("a"), reason: "undone" },
    } as const;
    expect(render(told({ ...matrix, fields: [rating] }, { past: [undone] }), wide)).toContain(
      `
  Why         You took this back with \`pakt undo\`: it is not written again until one side changes.
  On its way  Written to Trakt on 2026-02-01 10:00, and not shown there yet. For 24 hours that is taken for a late
              answer and not for your change.
  Taken back  On 2026-01-31 09:30, by \`pakt undo\`.
`,
    );
  });

  test("says where nothing is known of it", () => {
    const unread = {
      ...idle("rating"),
      reason: "incomplete-read",
      message: "Trakt was not read completely: it is down.",
    };
    const watched: FieldExplanation = {
      ...idle("watched"),
      trakt: { plays: 1 },
      reason: "unlisted",
      message: "It is in no library.",
    };
    const text = render(told({ ...matrix, copies: [], fields: [watched, unread] }), wide);
    expect(text).toContain(`
  In Plex     in no library that is read

Watched
  Plex        in no library that is read
  Trakt       seen once, no date known
`);
    expect(text).toContain(`
Ratings
  Plex        not known
  Trakt       not known
`);
  });
});

describe("renderAnswer: no title, or several", () => {
  const found = (number: number) => ({
    row: `episode:tmdb:${number}`,
    type: "episode" as const,
    title: `Avatar: The Last Airbender S01E0${number}`,
    ids: [`tmdb:${number}` as const],
  });

  test("lists the titles that fit with an id to type", () => {
    const byRow = { row: "show:tmdb:9/1/3", type: "episode" as const, title: "Avatar S01E03", ids: [] };
    expect(
      render({ result: { kind: "several", candidates: [found(1), byRow] }, past: [], unreadable: [], notFound: [] }),
    ).toBe(
      `
! 2 titles fit.
    Avatar: The Last Airbender S01E01  episode  episode:tmdb:1
    Avatar S01E03                      episode  show:tmdb:9/1/3

Name one by its id, e.g. \`pakt explain episode:tmdb:1\`.`.slice(1),
    );
  });

  test("lists the first of many, and leaves their ids whole on a narrow terminal", () => {
    const candidates = Array.from({ length: 25 }, () => found(1));
    const style = createStyle({ colour: false, unicode: true, width: 50 });
    const lines = renderAnswer(
      { result: { kind: "several", candidates }, past: [], unreadable: [], notFound: [] },
      { query: "a", now, style },
    );
    expect(lines.filter((line) => line.endsWith(" episode:tmdb:1"))).toHaveLength(20);
    expect(lines).toContain("    and 5 more: type more of the title (--json lists all)");
  });

  test("lists the problems that stand against it", () => {
    const problem = {
      reason: "no-ids" as const,
      message: '"Home video" has no id that Trakt knows; match it in Plex.',
      type: "movie" as const,
      title: "Home video",
      ids: [],
      refs: [],
      candidates: [],
    };
    expect(render({ result: { kind: "none", problems: [problem] }, past: [], unreadable: [], notFound: [] })).toBe(
      `
! "matrix" cannot be synced as it is: 1 problem
    Home video  no ids to match by
      "Home video" has no id that Trakt knows; match it in Plex.
    Nothing is written for it until this is put right in Plex.`.slice(1),
    );
  });

  test("says that there is nothing like it, and where to look", () => {
    expect(render({ result: { kind: "none", problems: [] }, past: [], unreadable: [], notFound: [] })).toBe(
      `
! Nothing like "matrix" was found on either side.
  Type less of the title, or an id of it, e.g. \`tmdb:603\`. What is in no library
  that is synced (\`pakt libraries\`), on no watchlist, and not on Trakt is not
  known here.`.slice(1),
    );
  });
});
