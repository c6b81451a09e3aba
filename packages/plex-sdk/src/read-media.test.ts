import { describe, expect, it } from "vitest";

import { toMediaList } from "./read-media.ts";

describe("the versions of a row", () => {
  it("reads numbers and flags in whatever type they come", () => {
    const rows = [
      {
        id: 827,
        width: "1920",
        audioChannels: "6",
        bitrate: "25000",
        Part: [
          {
            id: "827",
            size: "9123456789",
            Stream: [
              { streamType: "1", default: 1, DOVIPresent: "1", DOVIProfile: "8", HDR10PlusPresent: true },
              { streamType: 2, default: "0", channels: "6" },
            ],
          },
        ],
      },
    ];

    expect(toMediaList(rows)).toEqual([
      {
        id: "827",
        width: 1920,
        audioChannels: 6,
        bitrate: 25_000,
        parts: [
          {
            id: "827",
            size: 9_123_456_789,
            streams: [
              { streamType: 1, default: true, DOVIPresent: true, DOVIProfile: 8, HDR10PlusPresent: true },
              { streamType: 2, default: false, channels: 6 },
            ],
          },
        ],
      },
    ]);
  });

  it.each<[string, unknown, unknown]>([
    ["no list", undefined, []],
    ["null for a list", null, []],
    ["a version without parts", [{ id: 1 }], [{ id: "1", parts: [] }]],
    ["null for the parts", [{ Part: null }], [{ parts: [] }]],
    ["no streams", [{ Part: [{}] }], [{ parts: [{ streams: undefined }] }]],
    ["an empty list of streams", [{ Part: [{ Stream: [] }] }], [{ parts: [{ streams: [] }] }]],
    ["odd values", [{ width: "wide", title: {}, Part: [{ size: true, Stream: "no" }] }], [{ parts: [{}] }]],
    ["null rows", [null, { Part: [null, { Stream: [null] }] }], [{ parts: [{ streams: [] }] }]],
  ])("reads %s without failing", (_reason, rows, expected) => {
    expect(toMediaList(rows)).toEqual(expected);
  });

  it("refuses what is no list, lest files seem gone", () => {
    expect(toMediaList({ id: 1 })).toBeUndefined();
  });
});
