import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeQuality, isSameQuality, qualityText, type Quality } from "./quality.ts";

const remux: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" };

const qualities = fc.record(
  {
    resolution: fc.constantFrom("4k" as const, "1080p" as const),
    hdr: fc.constantFrom("hdr10" as const, "hlg" as const),
    audio: fc.constantFrom("dts" as const, "aac" as const),
    channels: fc.constantFrom("5.1" as const, "2.0" as const),
    is3d: fc.constant(true as const),
    unknown: fc.subarray(["resolution", "hdr", "audio", "channels", "is3d"] as const),
  },
  { requiredKeys: [] },
);

describe("isSameQuality", () => {
  it("compares every part", () => {
    expect(isSameQuality(remux, { ...remux })).toBe(true);
    expect(isSameQuality(remux, { ...remux, hdr: "hdr10" })).toBe(false);
    expect(isSameQuality(remux, { ...remux, is3d: true })).toBe(false);
    expect(isSameQuality(remux, {})).toBe(false);
    expect(isSameQuality({}, {})).toBe(true);
  });

  it("takes what a side could not tell for equal to anything", () => {
    const fromList: Quality = { resolution: "4k", audio: "dolby-atmos", channels: "7.1", unknown: ["hdr"] };
    expect(isSameQuality(fromList, remux)).toBe(true);
    expect(isSameQuality(remux, fromList)).toBe(true);
    expect(isSameQuality(fromList, { ...remux, resolution: "1080p" })).toBe(false);
  });
});

describe("completeQuality", () => {
  it("takes unknown parts from the other, and only those", () => {
    const fromList: Quality = { resolution: "1080p", unknown: ["hdr"] };
    expect(completeQuality(fromList, remux)).toEqual({ resolution: "1080p", hdr: "dolby-vision" });
    expect(completeQuality(fromList, undefined)).toEqual({ resolution: "1080p" });
  });

  it("knows all, and stays the same as both where they were", () => {
    fc.assert(
      fc.property(qualities, qualities, (first, second) => {
        const whole = completeQuality(first, completeQuality(second, undefined));
        expect(whole.unknown).toBeUndefined();
        expect(isSameQuality(whole, first)).toBe(true);
        expect(completeQuality(whole, second)).toEqual(whole);
      }),
    );
  });
});

describe("qualityText", () => {
  it("is equal for equal qualities, whatever the order of their keys", () => {
    fc.assert(
      fc.property(qualities, qualities, (first, second) => {
        const [a, b] = [completeQuality(first, undefined), completeQuality(second, undefined)];
        expect(qualityText(a) === qualityText(b)).toBe(isSameQuality(a, b));
      }),
    );
  });
});
