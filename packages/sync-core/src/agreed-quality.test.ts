import { describe, expect, it } from "vitest";
import { learnQuality, toAgreedQuality, toSentQuality } from "./agreed-quality.ts";
import type { Quality } from "./quality.ts";

const best: Quality = { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" };

describe("toSentQuality", () => {
  it.each<[string, Quality, Quality | undefined, Quality | undefined, Quality]>([
    [
      "the HDR of a file that is gone is not said of the next one",
      { resolution: "1080p", audio: "aac", channels: "2.0", unknown: ["hdr"] },
      best,
      best,
      { resolution: "1080p", audio: "aac", channels: "2.0" },
    ],
    [
      "nor are the channels of its sound",
      { resolution: "4k", hdr: "dolby-vision", audio: "dolby-digital", unknown: ["channels"] },
      best,
      best,
      { resolution: "4k", hdr: "dolby-vision", audio: "dolby-digital" },
    ],
    [
      "what another tool or a person put there since stays",
      { resolution: "1080p", unknown: ["hdr", "channels"] },
      { ...best, hdr: "hdr10" },
      best,
      { resolution: "1080p", hdr: "hdr10" },
    ],
    [
      "of the same file nothing is lost",
      { resolution: "4k", audio: "dolby-atmos", channels: "7.1", unknown: ["hdr"] },
      best,
      best,
      best,
    ],
    [
      "what nobody knew before makes no other file",
      { resolution: "4k", audio: "dts", unknown: ["hdr"] },
      { resolution: "4k", hdr: "hlg" },
      { resolution: "4k", hdr: "hlg", unknown: ["hdr", "audio"] },
      { resolution: "4k", hdr: "hlg", audio: "dts" },
    ],
    [
      "what a first run finds on Trakt stays",
      { resolution: "1080p", unknown: ["hdr"] },
      best,
      undefined,
      { resolution: "1080p", hdr: "dolby-vision" },
    ],
    [
      "an entry that comes back for another file takes nothing over",
      { resolution: "1080p", unknown: ["hdr"] },
      undefined,
      best,
      { resolution: "1080p" },
    ],
  ])("%s", (_, plex, trakt, agreed, sent) => {
    expect(toSentQuality(plex, { trakt, agreed })).toEqual(sent);
  });
});

describe("learnQuality", () => {
  const agreed = toAgreedQuality({ resolution: "4k", hdr: "hlg" }, { resolution: "4k", unknown: ["hdr", "audio"] });

  it("takes over what Plex can tell by now, and keeps what it still cannot", () => {
    expect(learnQuality(agreed, { resolution: "4k", audio: "dts", unknown: ["hdr"] })).toEqual({
      resolution: "4k",
      hdr: "hlg",
      audio: "dts",
      unknown: ["hdr"],
    });
    expect(learnQuality(agreed, { resolution: "4k" })).toEqual({ resolution: "4k" });
  });

  it("is the very same where nothing is news, and forgets nothing that Plex told once", () => {
    expect(learnQuality(agreed, { unknown: ["resolution", "hdr", "audio"] })).toBe(agreed);
    expect(learnQuality(best, { resolution: "4k", unknown: ["hdr"] })).toBe(best);
  });
});
