import { assert, property, string } from "fast-check";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";

import { isProfileName } from "./profile-name.ts";

describe("isProfileName", () => {
  test.each(["kids", "anna-2", "a", "0", "k_1", "k".repeat(32)])("takes %s", (name) => {
    expect(isProfileName(name)).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["capitals, which some file systems do not tell apart", "Kids"],
    ["a path", "../kids"],
    ["the parent folder", ".."],
    ["a separator of keys", "a:b"],
    ["a file", "kids.json"],
    ["a flag", "-kids"],
    ["spaces", "the kids"],
    ["other letters", "kïds"],
    ["too long a name", "k".repeat(33)],
    ["the top level", "default"],
    ["a file of pakt's own", "plan-key"],
    ["a device", "com1"],
    ["what every object has", "constructor"],
    ["what every object has", "__proto__"],
  ])("refuses %s", (_, name) => {
    expect(isProfileName(name)).toBe(false);
  });

  test("takes nothing that a folder could not be called", () => {
    const isFolder = property(string(), (name) => !isProfileName(name) || basename(join("state", name)) === name);
    expect(() => assert(isFolder, { numRuns: 2000 })).not.toThrow();
  });
});
