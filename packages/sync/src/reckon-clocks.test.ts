import { assert, integer, property } from "fast-check";
import { describe, expect, it, test } from "vitest";

import { machineShiftMs, reckonClocks } from "./reckon-clocks.ts";
import type { MeasuredClocks } from "./reckon-clocks.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

describe("reckonClocks", () => {
  test.each<[string, MeasuredClocks, number, readonly RegExp[]]>([
    ["are right within two minutes", { plex: 2 * MINUTE, trakt: -2 * MINUTE }, 4, [/Plex server is 4 minutes ahead/]],
    ["are right within two minutes of Trakt's", { plex: 2 * MINUTE, trakt: MINUTE }, 0, []],
    ["are not known", { plex: undefined, trakt: undefined }, 0, []],
    ["show the Plex server ahead", { plex: 10 * MINUTE, trakt: 0 }, 10, [/Plex server is 10 minutes ahead of Trakt's/]],
    ["show the Plex server behind", { plex: -10 * MINUTE, trakt: 0 }, -10, [/Plex server is 10 minutes behind/]],
    [
      "show both behind, on one machine",
      { plex: 1_000, trakt: 10 * MINUTE },
      -10,
      [/^The clocks of this machine and of the Plex server are 10 minutes behind Trakt's/],
    ],
    [
      "show this machine behind, and Plex right",
      { plex: 10 * MINUTE, trakt: 10 * MINUTE },
      0,
      [/^The clock of this machine is 10 minutes behind/],
    ],
    ["are not told by Trakt", { plex: -30 * MINUTE, trakt: undefined }, -30, [/Plex server is 30 minutes behind/]],
  ])("where the clocks %s", (_, measured, minutes, warnings) => {
    const reckoned = reckonClocks(measured, 0);
    expect(reckoned.plexAheadMs).toBe(minutes * MINUTE);
    expect(reckoned.warnings).toHaveLength(warnings.length);
    for (const [index, warning] of warnings.entries()) expect(reckoned.warnings[index]).toMatch(warning);
  });

  it("keeps a shift that is still right, and one that nobody could measure", () => {
    expect(reckonClocks({ plex: 11 * MINUTE, trakt: 0 }, 10 * MINUTE).plexAheadMs).toBe(10 * MINUTE);
    expect(reckonClocks({ plex: undefined, trakt: 0 }, 10 * MINUTE).plexAheadMs).toBe(10 * MINUTE);
    expect(reckonClocks({ plex: 0, trakt: 0 }, 10 * MINUTE).plexAheadMs).toBe(0);
  });

  test.each([
    ["this machine", { plex: 0, trakt: 2 * DAY }, "2 days behind"],
    ["the Plex server", { plex: 1.4 * DAY, trakt: 0 }, "1 day ahead of"],
  ])("trusts no date where %s is more than a day off", (whose, measured, apart) => {
    expect(() => reckonClocks(measured, 0)).toThrow(
      `The clock of ${whose} is ${apart} Trakt's, so no date can be trusted; nothing was written.`,
    );
  });

  it("leaves no date more than two minutes and a half wrong, whatever was reckoned before", () => {
    const offset = integer({ min: -DAY / 4, max: DAY / 4 });
    assert(
      property(offset, offset, offset, (plex, trakt, former) => {
        const { plexAheadMs } = reckonClocks({ plex, trakt }, former);
        expect(Math.abs(plex - trakt - plexAheadMs)).toBeLessThanOrEqual(2.5 * MINUTE);
        // The same clocks again change nothing.
        expect(reckonClocks({ plex, trakt }, plexAheadMs).plexAheadMs).toBe(plexAheadMs);
      }),
    );
  });
});

describe("machineShiftMs", () => {
  test.each([
    [undefined, 0],
    [2 * MINUTE, 0],
    [-2 * MINUTE - 1, -2 * MINUTE - 1],
  ])("of %s is %s", (ahead, shift) => {
    expect(machineShiftMs(ahead)).toBe(shift);
  });
});
