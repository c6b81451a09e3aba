import { describe, expect, it } from "vitest";
import {
  baseOf,
  breakingBad,
  complete,
  planStory,
  plexEpisode,
  plexMovie,
  plexSnapshot,
  policy,
  traktEpisode,
  traktMovie,
  traktSnapshot,
  withField,
  withPolicy,
  writes,
} from "../test/builders.ts";
import type { Collected } from "./item.ts";

const added = "2026-02-01T10:00:00.000Z";
const hd: Collected = { at: added, quality: { resolution: "1080p", audio: "dts", channels: "5.1" }, score: 2 };
const uhd: Collected = {
  at: "2026-03-01T10:00:00.000Z",
  quality: { resolution: "4k", hdr: "dolby-vision", audio: "dolby-atmos", channels: "7.1" },
  score: 4,
};
const onTrakt = { at: "2025-01-01T00:00:00.000Z", quality: hd.quality };
const agreed = baseOf({ plex: [plexMovie({ collection: hd })], trakt: [traktMovie({ collection: onTrakt })] });
const later = "2026-11-24T12:00:00.000Z";

describe("the collection", () => {
  it("added-on-plex: enters what is in Plex, since when it is there", () => {
    const plan = planStory({ plex: [plexMovie({ collection: hd })], trakt: [] });
    expect(writes(plan)).toEqual([`collection add trakt [1080p dts 5.1] ${added} added-on-plex`]);
  });

  it("enters the best version of all copies, since the earliest of them", () => {
    const plan = planStory({
      plex: [plexMovie({ ref: "b", collection: uhd }), plexMovie({ ref: "a", collection: hd })],
      trakt: [],
    });
    expect(writes(plan)).toEqual([`collection add trakt [4k dolby-vision dolby-atmos 7.1] ${added} added-on-plex`]);
  });

  it("enters episodes by their show and number, and no show", () => {
    const plan = planStory({ plex: [plexEpisode(1, { collection: hd }), plexEpisode(2)], trakt: [] });
    expect(plan.operations.map(({ target }) => [target.type, target.by, target.season, target.number])).toEqual([
      ["episode", "number", 1, 1],
    ]);
  });

  it("adopts what both sides have, whenever they got it, and plans nothing after that", () => {
    const story = { plex: [plexMovie({ collection: hd })], trakt: [traktMovie({ collection: onTrakt })] };
    expect(writes(planStory(story))).toEqual([]);
    expect(Object.values(agreed.records)[0]?.collection).toEqual(hd.quality);
    expect(planStory({ ...story, base: agreed }).adopted).toEqual({ records: {}, goals: {} });
  });

  it("changed-on-plex: sends a better file, and leaves the date that the entry has", () => {
    const plan = planStory({
      plex: [plexMovie({ collection: uhd })],
      trakt: [traktMovie({ collection: onTrakt })],
      base: agreed,
    });
    expect(writes(plan)).toEqual([
      `collection update trakt [4k dolby-vision dolby-atmos 7.1] ${onTrakt.at} changed-on-plex`,
    ]);
  });

  it("quality-differs: a first run corrects what another tool got wrong, and calls it no conflict", () => {
    const plan = planStory({
      plex: [plexMovie({ collection: uhd })],
      trakt: [traktMovie({ collection: { at: onTrakt.at, quality: {} } })],
    });
    expect(writes(plan)).toEqual([
      `collection update trakt [4k dolby-vision dolby-atmos 7.1] ${onTrakt.at} quality-differs`,
    ]);
    expect(plan.conflicts).toEqual([]);
  });

  it("changed-on-trakt: leaves what a person changed on Trakt, until the file changes too", () => {
    const changed = traktMovie({ collection: { ...onTrakt, quality: { resolution: "720p" } } });
    const same = planStory({ plex: [plexMovie({ collection: hd })], trakt: [changed], base: agreed });
    expect(writes(same)).toEqual([]);
    expect(same.skipped.map(({ reason }) => reason)).toEqual(["file-on-plex"]);
    const both = planStory({ plex: [plexMovie({ collection: uhd })], trakt: [changed], base: agreed });
    expect(both.conflicts.map(({ winner }) => winner)).toEqual(["plex"]);
    expect(writes(both)).toEqual([
      `collection update trakt [4k dolby-vision dolby-atmos 7.1] ${onTrakt.at} conflict-plex`,
    ]);
  });

  it("removed-on-trakt: never enters again what a person took out", () => {
    const plan = planStory({ plex: [plexMovie({ collection: hd })], trakt: [], base: agreed, now: later });
    expect(writes(plan)).toEqual([]);
    expect(plan.kept.map(({ field, reason }) => [field, reason])).toEqual([["collection", "removed-on-trakt"]]);
  });

  it("removed-on-plex: keeps the entry of a deleted file, or takes it out where that was chosen", () => {
    const story = { plex: [], trakt: [traktMovie({ collection: onTrakt })], base: agreed };
    expect(writes(planStory(story))).toEqual([]);
    expect(planStory(story).kept.map(({ reason }) => reason)).toEqual(["removed-on-plex"]);
    const chosen = { ...withPolicy("collection", { removals: "propagate" }), allowRemovals: { collection: 1 } };
    expect(writes(planStory({ ...story, policy: chosen }))).toEqual(["collection remove trakt removed-on-plex"]);
  });

  it("takes nothing out after a scan that is not whole", () => {
    const chosen = { ...withPolicy("collection", { removals: "propagate" }), allowRemovals: { collection: 1 } };
    const plex = plexSnapshot([], { fields: withField("collection", "partial") });
    const plan = planStory({ plex, trakt: [traktMovie({ collection: onTrakt })], base: agreed, policy: chosen });
    expect([plan.operations, plan.held, plan.kept]).toEqual([[], [], []]);
  });

  it("is silent about what only Trakt has: no file can be written into a library", () => {
    const plan = planStory({ plex: [plexMovie()], trakt: [traktMovie({ collection: onTrakt })] });
    expect([plan.operations, plan.skipped, plan.adopted.records]).toEqual([[], [], {}]);
  });

  it("leaves a disc alone, and a file that improves beside it", () => {
    const disc = traktMovie({ collection: { ...onTrakt, quality: { resolution: "480i" }, isPhysical: true } });
    const first = { plex: [plexMovie({ collection: hd })], trakt: [disc] };
    expect(writes(planStory(first))).toEqual([]);
    const base = baseOf(first);
    expect(writes(planStory({ plex: [plexMovie({ collection: uhd })], trakt: [disc], base }))).toEqual([]);
  });

  it("neither compares nor erases what a list without streams could not tell", () => {
    const known = { ...hd, quality: { ...hd.quality, hdr: "hdr10" } } as const;
    const unknown: Collected = { ...hd, quality: { ...hd.quality, unknown: ["hdr"] } };
    const trakt = [traktMovie({ collection: { ...onTrakt, quality: known.quality } })];
    expect(writes(planStory({ plex: [plexMovie({ collection: unknown })], trakt }))).toEqual([]);
    const better: Collected = {
      ...uhd,
      quality: { resolution: "4k", audio: "dts", channels: "5.1", unknown: ["hdr"] },
    };
    expect(writes(planStory({ plex: [plexMovie({ collection: better })], trakt }))).toEqual([
      `collection update trakt [4k hdr10 dts 5.1] ${onTrakt.at} quality-differs`,
    ]);
  });

  it("says nothing of another file that was so of the file before it", () => {
    const base = baseOf({ plex: [plexMovie({ collection: uhd })], trakt: [] });
    const trakt = [traktMovie({ collection: { ...onTrakt, quality: uhd.quality } })];
    const other: Collected = { ...hd, quality: { ...hd.quality, unknown: ["hdr"] } };
    const story = { plex: [plexMovie({ collection: other })], trakt, base };
    expect(writes(planStory(story))).toEqual([`collection update trakt [1080p dts 5.1] ${onTrakt.at} changed-on-plex`]);
    const kept = traktMovie({ collection: { ...onTrakt, quality: { ...hd.quality, hdr: "dolby-vision" } } });
    const next = { ...story, trakt: [kept], base: baseOf(story), now: later };
    expect(writes(planStory(next))).toEqual([]);
    expect(planStory(next).skipped).toEqual([]);
    const last = planStory({ ...next, base: baseOf(next) });
    expect([last.operations, last.adopted]).toEqual([[], { records: {}, goals: {} }]);
  });

  it("enters an entry that a person took out for another file, and not because more is known of the same", () => {
    const unread: Collected = { at: added, quality: { unknown: ["resolution", "hdr", "audio", "channels", "is3d"] } };
    const base = baseOf({ plex: [plexMovie({ collection: unread })], trakt: [] });
    const analysed = { plex: [plexMovie({ collection: hd })], trakt: [], base, now: later };
    expect(writes(planStory(analysed))).toEqual([]);
    expect(planStory(analysed).kept.map(({ reason }) => reason)).toEqual(["removed-on-trakt"]);
    const learned = { ...analysed, base: baseOf(analysed) };
    expect(planStory(learned).adopted).toEqual({ records: {}, goals: {} });
    expect(writes(planStory({ ...learned, plex: [plexMovie({ collection: uhd })] }))).toEqual([
      `collection add trakt [4k dolby-vision dolby-atmos 7.1] ${uhd.at} changed-on-plex`,
    ]);
  });

  it("sends what it learns of a file whose entry is there", () => {
    const unread: Collected = { ...hd, quality: { resolution: "1080p", unknown: ["hdr", "audio", "channels"] } };
    const base = baseOf({ plex: [plexMovie({ collection: unread })], trakt: [] });
    const trakt = [traktMovie({ collection: { ...onTrakt, quality: { resolution: "1080p" } } })];
    expect(writes(planStory({ plex: [plexMovie({ collection: hd })], trakt, base }))).toEqual([
      `collection update trakt [1080p dts 5.1] ${onTrakt.at} changed-on-plex`,
    ]);
  });

  it("sends no date that is none: broken file dates, and the future", () => {
    for (const at of ["1970-01-01T00:00:00.000Z", "2031-01-01T00:00:00.000Z"]) {
      const plan = planStory({ plex: [plexMovie({ collection: { ...hd, at } })], trakt: [] });
      expect(writes(plan)).toEqual(["collection add trakt [1080p dts 5.1] added-on-plex"]);
    }
  });

  it("resent-date: sets the dates of Trakt to those of Plex where that is asked for, and nothing else", () => {
    const trakt = [traktMovie({ collection: onTrakt }), traktEpisode(1, { collection: { ...onTrakt, at: added } })];
    const plex = [plexMovie({ collection: hd }), plexEpisode(1, { collection: hd })];
    const base = baseOf({ plex, trakt });
    const chosen = { ...policy, resendDates: true };
    const plan = planStory({ plex, trakt, base, policy: chosen });
    expect(writes(plan)).toEqual([`collection update trakt [1080p dts 5.1] ${added} resent-date`]);
    const trueDate = [traktMovie({ collection: { ...onTrakt, at: added } }), ...trakt.slice(1)];
    expect(writes(planStory({ plex, trakt: trueDate, base, policy: chosen }))).toEqual([]);
  });

  it("resent-date: leaves the date of an entry where Plex has none, also with another file", () => {
    const chosen = { ...policy, resendDates: true };
    const undated = { ...uhd, at: "1970-01-01T00:00:00.000Z" };
    const trakt = [traktMovie({ collection: onTrakt })];
    const story = { plex: [plexMovie({ collection: undated })], trakt, base: agreed, policy: chosen };
    expect(writes(planStory(story))).toEqual([
      `collection update trakt [4k dolby-vision dolby-atmos 7.1] ${onTrakt.at} changed-on-plex`,
    ]);
    const same = { ...story, plex: [plexMovie({ collection: { ...hd, at: undated.at } })] };
    expect(writes(planStory(same))).toEqual([]);
  });

  it("sends the date back that Trakt has for want of one, so that it does not become the present", () => {
    const undated = { at: "1970-01-01T00:00:00.000Z", quality: hd.quality };
    const plex = [plexMovie({ collection: { ...uhd, at: undated.at } })];
    expect(writes(planStory({ plex, trakt: [traktMovie({ collection: undated })], base: agreed }))).toEqual([
      `collection update trakt [4k dolby-vision dolby-atmos 7.1] ${undated.at} changed-on-plex`,
    ]);
  });

  it("does nothing where it is off, was not read, or the kind was not chosen", () => {
    const story = { plex: [plexMovie({ collection: hd })], trakt: [] };
    expect(writes(planStory({ ...story, policy: withPolicy("collection", { direction: "off" }) }))).toEqual([]);
    expect(writes(planStory({ ...story, policy: withPolicy("collection", { types: ["episode"] }) }))).toEqual([]);
    const trakt = traktSnapshot([], { fields: { ...complete, collection: { state: "failed" } } });
    expect(writes(planStory({ ...story, trakt }))).toEqual([]);
  });

  it("forgets an entry that neither side has any more, and none that cannot be told apart for a while", () => {
    const plex = [plexEpisode(1, { collection: hd, ids: [] })];
    const trakt = [traktEpisode(1, { collection: onTrakt })];
    const base = baseOf({ plex, trakt });
    const gone = planStory({ plex: [], trakt: [], base, now: later });
    expect(Object.values(gone.adopted.records)).toEqual([null]);
    const doubtful = plexEpisode(1, { ids: [], show: { ...breakingBad, ordering: "other" }, collection: hd });
    expect(planStory({ plex: [doubtful], trakt: [], base, now: later }).adopted.records).toEqual({});
  });
});
