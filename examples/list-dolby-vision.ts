// Lists the movies on a Plex server that are there in 4K Dolby Vision.
//
//   PLEX_URL=http://192.168.1.10:32400 PLEX_TOKEN=… node list-dolby-vision.ts
import { createPlexServer, hasStreams, isPlexError, paginate, qualityOf } from "@pakt/plex-sdk";
import type { PlexMovie } from "@pakt/plex-sdk";

const { PLEX_URL = "http://127.0.0.1:32400", PLEX_TOKEN = "" } = process.env;

const server = createPlexServer({
  url: PLEX_URL,
  token: PLEX_TOKEN,
  clientIdentifier: "list-dolby-vision-example",
  product: "list-dolby-vision",
  version: "1.0.0",
});

/** Only the streams of a file tell Dolby Vision. A server that leaves them out of lists is asked for many movies at once. */
async function withStreams(movies: readonly PlexMovie[]): Promise<readonly PlexMovie[]> {
  const bare = movies.filter((movie) => hasStreams(movie) !== true);
  const read = bare.length === 0 ? [] : await server.itemsByIds(bare.map(({ ratingKey }) => ratingKey));
  return [...movies.filter((movie) => !bare.includes(movie)), ...read.filter((item) => item.type === "movie")];
}

try {
  const libraries = await server.libraries();
  for (const { key } of libraries.filter(({ type }) => type === "movie")) {
    const movies = server.items({ library: key, type: "movie", streams: true });
    for await (const page of paginate(movies, { size: 200, key: ({ ratingKey }) => ratingKey })) {
      for (const { title, year, media } of await withStreams(page)) {
        const quality = qualityOf(media);
        if (quality?.resolution !== "4k" || quality.hdr !== "dolby-vision") continue;
        console.log(`${title} (${year ?? "?"})`, quality.audio ?? "", quality.channels ?? "");
      }
    }
  }
} catch (error) {
  if (!isPlexError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
