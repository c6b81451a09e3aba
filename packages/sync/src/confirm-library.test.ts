import type { Operation, Quality, Target } from "@pakt/sync-core";
import type { TraktMetadataBody } from "@pakt/trakt-sdk";
import { describe, expect, test } from "vitest";

import { AT, collect, list, movieTarget, uncollect, unlist } from "../test/operations.ts";
import { breakTrakt, startTrakt, status } from "../test/start-trakt.ts";
import type { StartedTrakt } from "../test/start-trakt.ts";
import { confirmCollection, confirmWatchlist } from "./confirm-library.ts";
import type { TraktOperation } from "./trakt-body.ts";

const GOOD: Quality = { resolution: "1080p", audio: "aac", channels: "2.0" };
const METADATA: TraktMetadataBody = {
  media_type: "digital",
  resolution: "hd_1080p",
  audio: "aac",
  audio_channels: "2.0",
};
const show = { ids: ["tvdb:210"], title: "Harbour" } as const;
const harbour: Target = { type: "show", ids: ["tvdb:210"], title: "Harbour", by: "ids" };
const episode = (number: number): Target => ({
  type: "episode",
  ids: [],
  title: "",
  show,
  season: 1,
  number,
  by: "number",
});

/** Movies 1 to 3, and a show with episodes 1 to 3 in its one season. */
function start(): StartedTrakt {
  const started = startTrakt();
  const { catalogue } = started.service;
  for (const trakt of [1, 2, 3]) catalogue.addMovie({ ids: { trakt, tmdb: 100_000 + trakt }, title: `Movie ${trakt}` });
  const episodes = [1, 2, 3].map((number) => ({ number, ids: { trakt: 400 + number } }));
  catalogue.addShow({
    ids: { trakt: 10, tvdb: 210 },
    title: "Harbour",
    seasons: [{ number: 1, ids: { trakt: 301 }, episodes }],
  });
  return started;
}

const asked = ({ service }: StartedTrakt): readonly string[] => service.requests.map(({ path }) => path);

describe("confirmCollection", () => {
  const confirm = async ({ trakt }: StartedTrakt, operations: readonly TraktOperation[]) => {
    const done = await confirmCollection(trakt, operations);
    return done && [...done];
  };

  test("knows the half of a batch that was stored", async () => {
    const started = start();
    started.service.account.collect("movie", 1, { at: AT, metadata: METADATA });
    started.service.account.collect("episode", 402, { at: AT, metadata: METADATA });
    const batch = [movieTarget(1), movieTarget(2), episode(1), episode(2)].map((target) => collect(target, GOOD));
    expect(await confirm(started, batch)).toEqual([batch[0]?.id, batch[3]?.id]);
  });

  test.each<[string, TraktMetadataBody, Quality, boolean]>([
    ["an entry of another quality is not what was sent", { ...METADATA, resolution: "uhd_4k" }, GOOD, false],
    ["an entry without a quality is not what was sent", {}, GOOD, false],
    [
      "an entry says the same as far as the file could be told",
      METADATA,
      { resolution: "1080p", unknown: ["hdr", "audio", "channels", "is3d"] },
      true,
    ],
    ["3D is part of it", { ...METADATA, "3d": true }, { ...GOOD, is3d: true }, true],
    ["3D that was not stored is not what was sent", METADATA, { ...GOOD, is3d: true }, false],
  ])("%s", async (_, metadata, quality, isDone) => {
    const started = start();
    started.service.account.collect("movie", 1, { at: AT, metadata });
    const operation = collect(movieTarget(1), quality);
    expect(await confirm(started, [operation])).toEqual(isDone ? [operation.id] : []);
  });

  test("a date that was sent anew is part of it, to the minute", async () => {
    const started = start();
    const resent = (at: string): Operation & TraktOperation => ({
      ...collect(movieTarget(1), GOOD),
      action: "update",
      reason: "resent-date",
      at,
    });
    started.service.account.collect("movie", 1, { at: AT, metadata: METADATA });
    expect(await confirm(started, [resent("2026-01-02T20:10:42.000Z")])).toHaveLength(1);
    expect(await confirm(started, [resent("2025-01-02T20:10:00.000Z")])).toEqual([]);
  });

  test("a title that is not there was taken out", async () => {
    const started = start();
    started.service.account.collect("movie", 2, { at: AT });
    const batch = [uncollect(movieTarget(1)), uncollect(movieTarget(2)), uncollect(episode(1))];
    expect(await confirm(started, batch)).toEqual([batch[0]?.id, batch[2]?.id]);
  });

  test.each([
    [[movieTarget(1)], ["/sync/collection/movies"]],
    [[episode(1)], ["/sync/collection/shows"]],
    [
      [episode(1), movieTarget(1)],
      ["/sync/collection/movies", "/sync/collection/shows"],
    ],
  ])("reads no list in which nothing of it can stand", async (targets, paths) => {
    const started = start();
    await confirm(
      started,
      targets.map((target) => collect(target)),
    );
    expect(asked(started)).toEqual(paths);
  });

  test.each(["/sync/collection/movies", "/sync/collection/shows"])(
    "knows nothing when %s cannot be read",
    async (path) => {
      const started = start();
      breakTrakt(started.service, { method: "GET", path }, status(503));
      expect(await confirm(started, [uncollect(movieTarget(1)), uncollect(episode(1))])).toBeUndefined();
    },
  );

  test("knows nothing when the run was aborted", async () => {
    const { trakt } = start();
    expect(await confirmCollection(trakt, [uncollect(movieTarget(1))], AbortSignal.abort())).toBeUndefined();
  });
});

describe("confirmWatchlist", () => {
  const confirm = async ({ trakt }: StartedTrakt, operations: readonly TraktOperation[]) => {
    const done = await confirmWatchlist(trakt, operations);
    return done && [...done];
  };

  test("knows what is listed, and what is not any more", async () => {
    const started = start();
    started.service.account.list("movie", 1, AT);
    started.service.account.list("show", 10, AT);
    const batch = [
      list(movieTarget(1), "trakt"),
      list(movieTarget(2), "trakt"),
      list(harbour, "trakt"),
      unlist(movieTarget(3), "trakt"),
      unlist(harbour, "trakt"),
    ];
    expect(await confirm(started, batch)).toEqual([batch[0]?.id, batch[2]?.id, batch[3]?.id]);
    expect(asked(started)).toEqual(["/sync/watchlist/movies/added/asc", "/sync/watchlist/shows/added/asc"]);
  });

  test("reads only the list of the type that was written", async () => {
    const started = start();
    await confirm(started, [list(harbour, "trakt")]);
    expect(asked(started)).toEqual(["/sync/watchlist/shows/added/asc"]);
  });

  test("knows nothing when the list cannot be read", async () => {
    const started = start();
    breakTrakt(started.service, { method: "GET", path: "/sync/watchlist/movies/added/asc" }, status(503));
    expect(await confirm(started, [unlist(movieTarget(1), "trakt")])).toBeUndefined();
  });

  test("passes on what is no failure of Trakt", async () => {
    const { trakt } = start();
    const sync = { ...trakt.sync, watchlist: () => () => Promise.reject(new TypeError("a bug")) };
    await expect(confirmWatchlist({ ...trakt, sync }, [unlist(movieTarget(1), "trakt")])).rejects.toThrow(TypeError);
  });
});
