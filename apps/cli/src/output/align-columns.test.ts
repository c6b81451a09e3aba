import { describe, expect, test } from "vitest";
import { alignColumns, cutText, foldColumns } from "./align-columns.ts";

const layout = { width: 40, ellipsis: "…" };

const paint = (text: string): string => `<${text}>`;

describe("alignColumns", () => {
  test("makes each column as wide as its widest cell, and ends no line in spaces", () => {
    const rows = [
      [{ text: "a" }, { text: "7", align: "right" as const }, { text: "" }],
      [{ text: "abc" }, { text: "12", align: "right" as const }, { text: "x" }],
    ];
    expect(alignColumns(rows, layout)).toEqual(["  a     7", "  abc  12  x"]);
  });

  test("paints after it has padded, so that codes take no room", () => {
    expect(
      alignColumns(
        [
          [{ text: "a", paint }, { text: "b" }],
          [{ text: "abc" }, { text: "b" }],
        ],
        layout,
      ),
    ).toEqual(["  <a  >  b", "  abc  b"]);
  });

  test("cuts the column that gives way until the line fits", () => {
    const rows = [[{ text: "add play on Trakt" }, { text: "The Assassination of Jesse James" }, { text: "x" }]];
    expect(alignColumns(rows, { ...layout, shrink: 1 })).toEqual(["  add play on Trakt  The Assassination o…  x"]);
  });

  test("leaves out a column in which nothing stands", () => {
    expect(alignColumns([[{ text: "a" }, { text: "" }, { text: "b" }]], layout)).toEqual(["  a  b"]);
  });

  test("counts two cells for a wide letter", () => {
    expect(
      alignColumns(
        [
          [{ text: "千と千尋" }, { text: "9" }],
          [{ text: "Heat" }, { text: "8" }],
        ],
        layout,
      ),
    ).toEqual(["  千と千尋  9", "  Heat      8"]);
  });

  test("lets no title steer the terminal", () => {
    expect(alignColumns([[{ text: "\u001B[2JHeat\n" }, { text: "9" }]], layout)).toEqual(["   [2JHeat   9"]);
  });
});

describe("foldColumns", () => {
  const rows = [
    [
      { text: "add play" },
      { text: "The Assassination of Jesse James" },
      { text: "2026-01-02" },
      { text: "why", paint },
    ],
    [{ text: "mark" }, { text: "Heat" }, { text: "" }, { text: "because", paint }],
  ];
  const folding = { ...layout, shrink: 1, foldable: 2 };

  test.each([
    [
      "one line where all fits",
      80,
      [
        "  add play  The Assassination of Jesse James  2026-01-02  <why>",
        "  mark      Heat                                          <because>",
      ],
    ],
    [
      "one line also where a title must give way",
      54,
      [
        "  add play  The Assassination of…  2026-01-02  <why>",
        "  mark      Heat                               <because>",
      ],
    ],
    [
      "the last cells of every row below where that is not enough",
      45,
      ["  add play  The Assassination of…  2026-01-02", "    <why>", "  mark      Heat", "    <because>"],
    ],
    [
      "one more below where even that is too long",
      36,
      ["  add play  The Assassination of Je…", "    2026-01-02  <why>", "  mark      Heat", "    <because>"],
    ],
  ])("sets %s", (_reason, width, expected) => {
    expect(foldColumns(rows, { ...folding, width }).flat()).toEqual(expected);
  });

  test("wraps what does not fit below either, a cell on lines of its own", () => {
    const long = [
      [
        { text: "set quality" },
        { text: "Heat (1995)" },
        { text: "720p, Dolby Digital 5.1 to 1080p" },
        { text: "why", paint },
      ],
    ];
    expect(foldColumns(long, { ...folding, width: 30 }).flat()).toEqual([
      "  set quality  Heat (1995)",
      "    720p, Dolby Digital 5.1 to",
      "    1080p",
      "<    why>",
    ]);
  });
});

describe("cutText", () => {
  test.each([
    ["fits", "Heat", 4, "Heat"],
    ["is too long", "Heat (1995)", 6, "Heat…"],
    ["has wide letters", "千と千尋の神隠し", 6, "千と…"],
  ])("cuts a text that %s", (_reason, text, width, expected) => {
    expect(cutText(text, { width, ellipsis: "…" })).toBe(expected);
  });
});
