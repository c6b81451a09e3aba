import type { Report } from "@pakt/sync";
import { describe, expect, test } from "vitest";
import { plain } from "../../test/report-values.ts";
import { renderOperations } from "./render-operations.ts";

type Operation = NonNullable<Report["operations"]>[number];

const heat = { type: "movie", ids: ["tmdb:949"], title: "Heat", year: 1995, by: "ids" } as const;
const wire = { ids: ["tvdb:79126"], title: "The Wire", year: 2002 } as const;
const detail = {
  type: "episode",
  ids: [],
  title: "The Detail",
  show: wire,
  season: 1,
  number: 2,
  by: "number",
} as const;

const operations: readonly Operation[] = [
  {
    id: "1",
    row: "1",
    field: "watched",
    action: "add",
    side: "trakt",
    at: "2026-01-02T20:10:00.000Z",
    reason: "added-on-plex",
    target: heat,
  },
  {
    id: "2",
    row: "2",
    field: "watched",
    action: "add",
    side: "trakt",
    at: "unknown",
    reason: "viewed-with-file",
    target: detail,
  },
  {
    id: "3",
    row: "3",
    field: "watched",
    action: "add",
    side: "plex",
    ref: "a/1",
    reason: "added-on-trakt",
    target: heat,
  },
  {
    id: "4",
    row: "4",
    field: "rating",
    action: "update",
    side: "trakt",
    rating: { value: 8 },
    before: { value: 6 },
    reason: "conflict-newest",
    target: { ...wire, type: "show", by: "ids" },
  },
  {
    id: "5",
    row: "5",
    field: "rating",
    action: "add",
    side: "plex",
    ref: "a/2",
    rating: { value: 9 },
    reason: "new-copy",
    target: { ...detail, type: "season" },
  },
  {
    id: "6",
    row: "6",
    field: "rating",
    action: "remove",
    side: "plex",
    ref: "a/3",
    before: { value: 7 },
    reason: "removed-on-trakt",
    target: heat,
  },
  {
    id: "7",
    row: "7",
    field: "watched",
    action: "remove",
    side: "trakt",
    before: { plays: 3 },
    reason: "removed-on-plex",
    target: heat,
  },
  {
    id: "8",
    row: "8",
    field: "watched",
    action: "remove",
    side: "plex",
    ref: "a/4",
    before: { plays: 1 },
    reason: "removed-on-trakt",
    target: heat,
  },
];

const best = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" } as const;
const stereo = { resolution: "1080p", audio: "aac", channels: "2.0" } as const;
const shelvedAt = "2024-03-02T10:00:00.000Z";

const entry = (id: string) =>
  ({ id, row: id, field: "collection", side: "trakt", reason: "changed-on-plex", target: heat }) as const;

const lists: readonly Operation[] = [
  { ...entry("1"), action: "add", at: shelvedAt, quality: best, reason: "added-on-plex" },
  {
    ...entry("2"),
    action: "remove",
    before: { quality: { resolution: "720p" } },
    reason: "removed-on-plex",
    target: detail,
  },
  {
    ...entry("3"),
    action: "update",
    at: shelvedAt,
    quality: best,
    before: { at: shelvedAt, quality: { resolution: "720p", audio: "dolby-atmos", channels: "7.1" } },
  },
  {
    ...entry("4"),
    action: "update",
    at: shelvedAt,
    quality: { resolution: "1080p" },
    before: { quality: { resolution: "720p" } },
    reason: "quality-differs",
  },
  {
    ...entry("5"),
    action: "update",
    at: "2023-01-01T08:30:00.000Z",
    quality: stereo,
    before: { at: shelvedAt, quality: stereo },
    reason: "resent-date",
    target: detail,
  },
  {
    id: "6",
    row: "6",
    field: "watchlist",
    action: "add",
    side: "plex",
    listedAt: "2025-01-01T00:00:00.000Z",
    reason: "added-on-trakt",
    target: { ...wire, type: "show", by: "ids" },
  },
  {
    id: "7",
    row: "7",
    field: "watchlist",
    action: "remove",
    side: "trakt",
    before: {},
    reason: "removed-on-plex",
    target: heat,
  },
];

describe("renderOperations", () => {
  test("tells the removal of one play, by its minute, from that of all plays", () => {
    const play = {
      id: "1",
      row: "1",
      field: "watched",
      action: "remove",
      side: "trakt",
      play: 7,
      at: "2026-01-02T20:10:00.000Z",
      reason: "undone",
      target: heat,
    } as const;
    expect(renderOperations([play], { style: plain })).toEqual([
      "  Times are UTC.",
      "  remove play on Trakt  Heat (1995)  2026-01-02 20:10  taken back",
    ]);
    expect(renderOperations([play], { style: plain, zone: "known" })).toHaveLength(1);
  });

  test("says each operation in words, in columns", () => {
    expect(renderOperations(operations, { style: plain }).join("\n")).toBe(
      `
  Times are UTC.
  add play on Trakt       Heat (1995)      2026-01-02 20:10  added on Plex
  add play on Trakt       The Wire S01E02  no date           same file seen
  mark watched on Plex    Heat (1995)                        added on Trakt
  remove plays on Trakt   Heat (1995)      all 3             removed on Plex
  mark unwatched on Plex  Heat (1995)                        removed on Trakt

  set rating on Trakt    The Wire (2002)    6 to 8  newest wins
  add rating on Plex     The Wire season 1  9       new copy on Plex
  remove rating on Plex  Heat (1995)        was 7   removed on Trakt`.slice(1),
    );
  });

  test("says what is collected, in what quality, and on whose watchlist", () => {
    expect(renderOperations(lists, { style: { ...plain, tableWidth: 120 } }).join("\n")).toBe(
      `
  Times are UTC.
  add to Trakt collection       Heat (1995)      4K Dolby Vision, Dolby Atmos 7.1  added on Plex
  remove from Trakt collection  The Wire S01E02  was 720p                          removed on Plex

  set quality on Trakt  Heat (1995)      720p to 4K Dolby Vision                     changed on Plex
  set quality on Trakt  Heat (1995)      720p to 1080p; no date to 2024-03-02 10:00  differs from the file
  set date on Trakt     The Wire S01E02  2024-03-02 10:00 to 2023-01-01 08:30        date of Plex

  add to Plex watchlist        The Wire (2002)  added on Trakt
  remove from Trakt watchlist  Heat (1995)      removed on Plex`.slice(1),
    );
  });

  test("wraps what does not fit on a narrow line, and cuts no quality", () => {
    const style = { ...plain, tableWidth: 50, width: 50 };
    const change: Operation = { ...entry("7"), action: "update", quality: best, before: { quality: stereo } };
    expect(renderOperations([change], { style })).toEqual([
      "  set quality on Trakt  Heat (1995)",
      "    1080p, AAC 2.0 to 4K Dolby Vision, Dolby Atmos",
      "    7.1",
      "    changed on Plex",
    ]);
  });

  test("says nothing of times where none is written", () => {
    expect(renderOperations(operations.slice(2, 3), { style: plain })).toEqual([
      "  mark watched on Plex  Heat (1995)  added on Trakt",
    ]);
  });

  const copy = (id: string): Operation => ({
    id,
    row: "5",
    field: "rating",
    action: "add",
    side: "plex",
    ref: id,
    rating: { value: 9 },
    reason: "added-on-trakt",
    target: heat,
  });

  test("puts operations that differ only by their copy into one line", () => {
    const otherReason: Operation = { ...copy("a/3"), reason: "new-copy" };
    expect(renderOperations([copy("a/1"), otherReason, copy("a/2")], { style: plain })).toEqual([
      "  add rating on Plex  Heat (1995)  9 (2 copies)  added on Trakt",
      "  add rating on Plex  Heat (1995)  9             new copy on Plex",
    ]);
  });

  test("counts operations, not lines, that it does not print", () => {
    const more = { ...copy("a/4"), row: "6" };
    const list = [copy("a/1"), copy("a/2"), more, { ...more, id: "a/5" }];
    expect(renderOperations(list, { style: plain, limit: 1 })).toEqual([
      "  add rating on Plex  Heat (1995)  9 (2 copies)  added on Trakt",
      "  and 2 more (--verbose)",
    ]);
  });

  test("prints some of every field where it does not print all", () => {
    const ratings = ["1", "2", "3"].map((row): Operation => ({ ...copy(row), row }));
    const wishes = lists.slice(-2);
    expect(renderOperations([...wishes, ...ratings], { style: plain, limit: 2 })).toEqual([
      "  add rating on Plex  Heat (1995)  9  added on Trakt",
      "  and 2 more (--verbose)",
      "",
      "  add to Plex watchlist  The Wire (2002)  added on Trakt",
      "  and 1 more (--verbose)",
    ]);
  });

  const long: readonly Operation[] = operations.slice(0, 2).map((operation) => ({
    ...operation,
    target: { ...detail, show: { ...wire, title: "Avatar: The Last Airbender" } },
  }));

  test.each([
    [
      "a pipe",
      Number.POSITIVE_INFINITY,
      ["  add play on Trakt  Avatar: The Last Airbender S01E02  2026-01-02 20:10  added on Plex"],
    ],
    ["80 columns", 76, ["  add play on Trakt  Avatar: The La… S01E02  2026-01-02 20:10  added on Plex"]],
    ["50 columns", 50, ["  add play on Trakt  Avatar: The Last Airb… S01E02", "    2026-01-02 20:10  added on Plex"]],
  ])("keeps the number of an episode on %s", (_reason, tableWidth, expected) => {
    const style = { ...plain, tableWidth };
    expect(renderOperations(long.slice(0, 1), { style }).slice(1)).toEqual(expected);
  });
});
