import { expect, it } from "vitest";

import { useInMemoryPlex } from "../../test/start-plex.ts";
import { hasStreams, mediaFingerprint } from "../index.ts";
import type { PlexMedia } from "../index.ts";

const start = useInMemoryPlex();
const PAGE = { start: 0, size: 10 };
const film: PlexMedia = {
  id: "9",
  videoResolution: "4k",
  parts: [
    {
      id: "11",
      file: "/movies/Film.mkv",
      size: 61_234_567_890,
      streams: [{ streamType: 1, codec: "hevc", DOVIPresent: true, DOVIProfile: 8 }],
    },
  ],
};
const listed = { ...film, parts: [{ id: "11", file: "/movies/Film.mkv", size: 61_234_567_890 }] };
const movies = { library: "1", type: "movie" } as const;

it("leaves streams out of lists, though the files are there", async () => {
  const { plex, server } = start();
  plex.items.addMovie({ library: "1", media: [film] });

  const { rows } = await server.items(movies)(PAGE);

  expect(rows).toMatchObject([{ media: [listed] }]);
  expect(rows.map(hasStreams)).toEqual([false]);
  expect(plex.requests[0]?.query).not.toHaveProperty("includeElements");
});

it("gives streams in lists when they are asked for, slim or not", async () => {
  const { plex, server } = start();
  plex.items.addMovie({ library: "1", media: [film] });

  const slim = await server.items({ ...movies, streams: true })(PAGE);
  const whole = await server.items({ ...movies, streams: true, slim: false })(PAGE);

  expect(slim.rows).toMatchObject([{ media: [film] }]);
  expect(slim.rows.map(hasStreams)).toEqual([true]);
  expect(whole.rows).toEqual(slim.rows);
  expect(plex.requests).toMatchObject([
    {
      path: "/library/sections/1/all",
      query: {
        type: "1",
        includeGuids: "1",
        includeElements: "Stream",
        excludeElements: "Role,Genre,Director,Country,Writer,Image,UltraBlurColors,Collection,Field",
      },
    },
    { query: { type: "1", includeGuids: "1", includeElements: "Stream" } },
  ]);
  expect(plex.violations).toEqual([]);
});

it("gives streams of items by id always", async () => {
  const { plex, server } = start({ streamsInLists: "ignored" });
  const ratingKey = plex.items.addMovie({ library: "1", media: [film] });

  expect(await server.itemsByIds([ratingKey])).toMatchObject([{ media: [film] }]);
  expect(plex.requests).toMatchObject([{ path: "/library/metadata/101", query: { includeGuids: "1" } }]);
});

it("does not listen, where lists ignore the wish for streams", async () => {
  const { plex, server } = start({ streamsInLists: "ignored" });
  plex.items.addMovie({ library: "1", media: [film] });

  const { rows } = await server.items({ ...movies, streams: true })(PAGE);

  expect(rows.map(hasStreams)).toEqual([false]);
});

it("answers 500 to the wish for streams only, where lists do so", async () => {
  const { plex, server } = start({ streamsInLists: "error-500" }, { retry: { attempts: 1 } });
  plex.items.addMovie({ library: "1", media: [film] });

  await expect(server.items({ ...movies, streams: true })(PAGE)).rejects.toMatchObject({ status: 500 });
  expect((await server.items(movies)(PAGE)).rows).toMatchObject([{ media: [listed] }]);
});

it("has one fingerprint for an item in a list and by id, also with numbers as text", async () => {
  const { plex, server } = start({ numbersAsText: true });
  const ratingKey = plex.items.addMovie({ library: "1", media: [film] });

  const { rows } = await server.items(movies)(PAGE);
  const full = await server.itemsByIds([ratingKey]);

  const expected = mediaFingerprint([film]);
  expect([...rows, ...full].map((item) => (item.type === "movie" ? mediaFingerprint(item.media) : ""))).toEqual([
    expected,
    expected,
  ]);
});

it("gives an item a file of ordinary quality when nothing is said", async () => {
  const { plex, server } = start();
  plex.libraries.add({ key: "3", title: "Series", type: "show" });
  const show = plex.items.addShow({ library: "3" });
  const ratingKey = plex.items.addEpisode({ show, parentIndex: 1, index: 1, file: "/tv/s01e01.mkv" });

  expect(await server.itemsByIds([ratingKey])).toMatchObject([
    {
      media: [
        {
          videoResolution: "1080",
          videoCodec: "h264",
          audioCodec: "aac",
          audioChannels: 2,
          parts: [{ file: "/tv/s01e01.mkv", streams: [{ streamType: 1 }, { streamType: 2, channels: 2 }] }],
        },
      ],
    },
  ]);
});

it("makes ids for versions and parts, each its own", async () => {
  const { plex, server } = start();
  const ratingKey = plex.items.addMovie({ library: "1", media: [{ parts: [{}, {}] }, { parts: [] }] });

  expect(await server.itemsByIds([ratingKey])).toMatchObject([
    {
      media: [
        { id: "1010", parts: [{ id: "10100" }, { id: "10101" }] },
        { id: "1011", parts: [] },
      ],
    },
  ]);
});

it("shows the new files after they were replaced, and none when there are none", async () => {
  const { plex, server } = start();
  const ratingKey = plex.items.addMovie({ library: "1", addedAt: 1_700_000_000 });
  const before = await server.itemsByIds([ratingKey]);

  plex.items.replaceMedia(ratingKey, []);

  expect(before).toMatchObject([{ updatedAt: 1_700_000_000, media: [{ videoResolution: "1080" }] }]);
  expect(await server.itemsByIds([ratingKey])).toMatchObject([{ updatedAt: 1_795_334_400, media: [] }]);
});
