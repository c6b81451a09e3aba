import { describe, expect, it } from "vitest";
import { baseOf, plexMovie } from "../test/builders.ts";
import { declinedText, standingDeclined } from "./declined.ts";
import type { Quality } from "./quality.ts";
import type { Row } from "./row.ts";

const hd: Quality = { resolution: "1080p", audio: "dts", unknown: ["hdr"] };
const [record] = Object.values(baseOf({ plex: [plexMovie({ collection: { quality: hd } })], trakt: [] }).records);

/** What still stands when a title that was taken back has this file. */
function standsFor(quality: Quality): boolean {
  const declined = { collection: { plex: declinedText({ quality: hd }), trakt: "" } };
  // Only the record is looked at.
  const row = { record: record && { ...record, declined } } as Row;
  return standingDeclined(row, "collection", { plex: { quality }, trakt: undefined }) !== undefined;
}

describe("what a person took back", () => {
  it("stays so when more is known of the same file, and less", () => {
    expect(standsFor({ ...hd, hdr: "hdr10", unknown: [] })).toBe(true);
    expect(standsFor({ unknown: ["resolution", "hdr", "audio"] })).toBe(true);
  });

  it("is news again with another file", () => {
    expect(standsFor({ ...hd, resolution: "4k" })).toBe(false);
  });
});
