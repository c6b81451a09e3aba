import { describe, expect, it } from "vitest";

import { titleForPeople } from "./title-for-people.ts";

const show = { title: "The Wire" };

describe("titleForPeople", () => {
  it.each([
    ["a movie with its year", { type: "movie", title: "Heat", year: 1995 }, "Heat (1995)"],
    ["a movie without one", { type: "movie", title: "Heat" }, "Heat"],
    ["a show", { type: "show", title: "The Wire", year: 2002 }, "The Wire (2002)"],
    ["a season", { type: "season", title: "", show, season: 1 }, "The Wire season 1"],
    ["the specials", { type: "season", title: "", show, season: 0 }, "The Wire specials"],
    ["an episode", { type: "episode", title: "The Detail", show, season: 1, number: 2 }, "The Wire S01E02"],
    ["an episode that goes by its date", { type: "episode", title: "The News", show }, "The Wire: The News"],
    ["a title that has none", { type: "movie", title: "" }, "(no title)"],
  ] as const)("names %s", (_, title, expected) => {
    expect(titleForPeople(title)).toBe(expected);
  });
});
