import { describe, expect, it } from "vitest";

import { wireFlag, wireKey, wireNumber, wireText } from "./wire-values.ts";

describe("values as Plex writes them", () => {
  it.each([
    [8, 8],
    ["8", 8],
    ["7.4", 7.4],
    [null, undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads the number %j as %j", (value, expected) => {
    expect(wireNumber.parse(value)).toBe(expected);
  });

  it.each([["abc"], [{}], [[]], [true], ["Infinity"]])("refuses %j as a number", (value) => {
    expect(wireNumber.safeParse(value).success).toBe(false);
  });

  it.each([
    ["4", "4"],
    [4, "4"],
    [null, undefined],
    ["", undefined],
  ])("reads the text %j as %j", (value, expected) => {
    expect(wireText.parse(value)).toBe(expected);
  });

  it.each([
    [true, true],
    [1, true],
    ["1", true],
    ["true", true],
    [false, false],
    [0, false],
    ["0", false],
    ["false", false],
    [null, undefined],
  ])("reads the flag %j as %j", (value, expected) => {
    expect(wireFlag.parse(value)).toBe(expected);
  });

  it.each([[undefined], [null], [""], [{}]])("refuses %j as a key", (value) => {
    expect(wireKey.safeParse(value).success).toBe(false);
  });
});
