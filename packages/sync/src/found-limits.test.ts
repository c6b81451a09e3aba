import { createStorage } from "unstorage";
import { describe, expect, test } from "vitest";

import { createFakeClock } from "../test/fake-clock.ts";
import { createLimitMemory, stillStands } from "./found-limits.ts";
import type { FoundLimit } from "./found-limits.ts";
import { createTraktCache } from "./trakt-cache.ts";

const DAY = 86_400_000;
const clock = createFakeClock();
const ago = (milliseconds: number): string => new Date(clock.now() - milliseconds).toISOString();

describe("stillStands", () => {
  test.each<[string, FoundLimit, number | undefined, boolean]>([
    ["a limit that was named", { at: ago(29 * DAY), limit: 10, used: 8 }, 3, true],
    ["one of a month ago", { at: ago(30 * DAY), limit: 10, used: 8 }, 10, false],
    ["an account that was full and holds as much", { at: ago(6 * DAY), used: 8 }, 8, true],
    ["one that holds more", { at: ago(6 * DAY), used: 8 }, 9, true],
    ["one that holds less", { at: ago(0), used: 8 }, 7, false],
    ["one that was full a week ago", { at: ago(7 * DAY), used: 8 }, 8, false],
    ["one that was not counted now", { at: ago(0), used: 8 }, undefined, true],
    ["a time that is not yet", { at: ago(-DAY), limit: 10 }, 10, false],
    ["a time that is none", { at: "yesterday", limit: 10 }, 10, false],
  ])("%s", (_, found, count, expected) => {
    expect(stillStands(found, count, clock)).toBe(expected);
  });
});

describe("the memory of limits", () => {
  test("is of one sign-in", async () => {
    const cache = createTraktCache(createStorage(), "default");
    const found = { collection: { at: ago(0), limit: 10 } };
    await createLimitMemory({ cache, lineage: "ours" }).write(found);
    expect(await createLimitMemory({ cache, lineage: "ours" }).read()).toEqual(found);
    expect(await createLimitMemory({ cache, lineage: "theirs" }).read()).toEqual({});
  });
});
