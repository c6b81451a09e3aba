import type { PlexMedia } from "@pakt/plex-sdk";
import { describe, expect, test } from "vitest";

import { ADDED_AT, createHousehold } from "./support/household.ts";
import {
  ALAC,
  BEST,
  BEST_ON_TRAKT,
  HDR10_PLUS_DTS_X,
  IN_3D,
  NOT_ANALYSED,
  NO_PART,
  OPTIMISED,
  ORDINARY,
  ORDINARY_ON_TRAKT,
  SAMPLE,
  UNHEARD_OF,
  audio,
  version,
  video,
} from "./support/media.ts";
import { runSync } from "./support/run-in-process.ts";
import type { Services } from "./support/start-services.ts";
import { useServices } from "./support/use-services.ts";

const start = useServices();
const metadataOf = ({ trakt }: Services): readonly unknown[] =>
  trakt.account.collection().map(({ metadata }) => metadata);
const streamReads = ({ plex }: Services): readonly unknown[] =>
  plex.requests.filter(({ path, query }) => path.startsWith("/library/metadata/") || "includeElements" in query);

describe("the first sync of a collection", () => {
  test("enters movies and episodes, with what their files are like and since when they were there", async () => {
    const services = await start();
    const household = createHousehold(services);
    const movie = household.movie("Film", { media: [BEST] });
    const show = household.show("Show");
    const episode = show.episode(1, 1, { addedAt: "2025-07-01T09:30:15.000Z", media: [ORDINARY] });
    const special = show.episode(0, 1);
    expect(await runSync(services)).toMatchObject({ exitCode: 0, fields: { collection: { toTrakt: { added: 3 } } } });
    expect(services.trakt.account.collection()).toMatchObject([
      { type: "movie", traktId: movie.traktId, collectedAt: ADDED_AT, metadata: BEST_ON_TRAKT },
      {
        type: "episode",
        traktId: episode.traktId,
        collectedAt: "2025-07-01T09:30:15.000Z",
        metadata: ORDINARY_ON_TRAKT,
      },
      { type: "episode", traktId: special.traktId, collectedAt: ADDED_AT },
    ]);
    expect([...services.plex.violations, ...services.trakt.violations]).toEqual([]);
  });

  test("leaves nothing for the second, which asks Trakt once and reads no stream again", async () => {
    const services = await start();
    const household = createHousehold(services);
    household.movie("Film", { media: [BEST], copies: 2 });
    household.movie("Not looked into", { media: [NOT_ANALYSED] });
    household.show("Show").episode(1, 1);
    await runSync(services);
    expect(streamReads(services).length).toBeGreaterThan(0);
    services.plex.requests.clear();
    services.trakt.requests.clear();
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [], kept: [] });
    expect(services.trakt.requests.map(({ path }) => path)).toEqual(["/sync/last_activities"]);
    expect(streamReads(services)).toEqual([]);
  });

  test("writes nothing where the field is switched off, and reads no stream for it", async () => {
    const services = await start();
    createHousehold(services).movie("Film", { media: [BEST] });
    expect(await runSync(services, { only: ["watched", "rating", "watchlist"] })).toMatchObject({ exitCode: 0 });
    expect(services.trakt.account.collection()).toEqual([]);
    expect(streamReads(services)).toEqual([]);
  });
});

const stereo = (word: string): PlexMedia =>
  version(`/films/film.${word}.mkv`, {
    videoResolution: word,
    streams: [video(), audio("flac", { channels: 2, audioChannelLayout: "stereo" })],
  });
const digital = { media_type: "digital" } as const;

describe("what Trakt is told of a file", () => {
  test.each<[string, readonly PlexMedia[], readonly object[]]>([
    ["the better of two versions", [ORDINARY, BEST], [BEST_ON_TRAKT]],
    ["the film and not its copy for a telephone", [OPTIMISED, ORDINARY], [ORDINARY_ON_TRAKT]],
    ["the film and not its sample", [SAMPLE, ORDINARY], [ORDINARY_ON_TRAKT]],
    [
      "HDR10+ and DTS:X",
      [HDR10_PLUS_DTS_X],
      [{ ...digital, resolution: "uhd_4k", hdr: "hdr10_plus", audio: "dts_x", audio_channels: "7.1" }],
    ],
    [
      "no sound where Trakt has no word for it",
      [ALAC],
      [{ ...digital, resolution: "hd_1080p", audio_channels: "5.1" }],
    ],
    [
      "that it is in 3D",
      [IN_3D],
      [{ ...digital, resolution: "hd_1080p", audio: "dolby_digital", audio_channels: "5.1", "3d": true }],
    ],
    ["nothing of words that nobody has heard of", [UNHEARD_OF], [{ ...digital, audio_channels: "5.0" }]],
    ["nothing where nothing is known yet", [NOT_ANALYSED], [digital]],
    ["nothing at all where there is no file", [NO_PART], []],
    ["the file, where another version has none", [NO_PART, BEST], [BEST_ON_TRAKT]],
    [
      "the best of five versions of all sorts",
      [NOT_ANALYSED, stereo("720"), UNHEARD_OF, stereo("576"), stereo("1080")],
      [{ ...digital, resolution: "hd_1080p", audio: "flac", audio_channels: "2.0" }],
    ],
  ])("is %s", async (_, media, expected) => {
    const services = await start();
    const household = createHousehold(services);
    household.movie("Film", { media });
    household.show("Show").episode(1, 1, { media });
    expect(await runSync(services)).toMatchObject({ exitCode: 0, failed: [], unmatched: [] });
    expect(metadataOf(services)).toEqual([...expected, ...expected]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ operations: [], problems: [] });
  });

  test.each([
    ["long ago", "1970-01-01T00:00:01.000Z"],
    ["in the future", "2100-01-01T00:00:00.000Z"],
  ])("is no date where Plex says that it came in %s: Trakt then takes the present", async (_, addedAt) => {
    const services = await start({ now: () => Date.parse("2026-11-20T12:00:00.000Z") });
    createHousehold(services).movie("Film", { addedAt });
    await runSync(services);
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: "2026-11-20T12:00:00.000Z" }]);
    expect(await runSync(services, { listOperations: true })).toMatchObject({ exitCode: 0, operations: [] });
    expect(await runSync(services, { listOperations: true, resendDates: true })).toMatchObject({ operations: [] });
  });

  test("is the best of two copies in two libraries, since the earlier of them", async () => {
    const services = await start();
    const movie = createHousehold(services).movie("Film", { media: [ORDINARY] });
    services.plex.items.addMovie({
      library: "2",
      title: "Film",
      guids: [`tmdb://${movie.traktId + 100_000}`],
      addedAt: Date.parse("2025-09-09T09:09:09.000Z") / 1000,
      media: [BEST],
    });
    await runSync(services);
    expect(services.trakt.account.collection()).toMatchObject([{ collectedAt: ADDED_AT, metadata: BEST_ON_TRAKT }]);
  });
});
