import { audio, BEST, ORDINARY, version, video } from "../media.ts";
import { startServices } from "../start-services.ts";
import type { Services } from "../start-services.ts";

/** Both services with the titles that the examples speak of, and a person who approves every sign-in. */
export async function startExampleServices(): Promise<Services> {
  const services = await startServices({ trakt: { devicePollSeconds: 0 } });
  fillPlex(services);
  fillTrakt(services);
  approveSignIns(services);
  const { env } = services;
  const { PAKT_PLEX_URL: plexUrl = "", PAKT_PLEX_DISCOVER_URL: discoverUrl, PAKT_TRAKT_API_URL: traktUrl } = env;
  return {
    ...services,
    env: {
      ...env,
      PLEX_URL: plexUrl,
      PLEX_TOKEN: services.plex.token,
      TRAKT_CLIENT_ID: "in-memory-client",
      TRAKT_ACCESS_TOKEN: env["PAKT_TRAKT_ACCESS_TOKEN"] ?? "",
      TRAKT_REFRESH_TOKEN: env["PAKT_TRAKT_REFRESH_TOKEN"] ?? "",
      EXAMPLE_TARGETS: JSON.stringify({
        "https://plex.tv": plexUrl,
        "https://clients.plex.tv": plexUrl,
        "https://discover.provider.plex.tv": discoverUrl,
        "https://api.trakt.tv": traktUrl,
        "https://auth.trakt.tv": traktUrl,
      }),
    },
  };
}

function fillPlex({ plex }: Services): void {
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.items.addMovie({
    library: "1",
    title: "The Matrix",
    year: 1999,
    guids: ["tmdb://603", "imdb://tt0133093"],
    media: [BEST],
  });
  plex.items.addMovie({
    library: "1",
    title: "Heat",
    year: 1995,
    guids: ["tmdb://949", "imdb://tt0113277"],
    viewCount: 1,
    lastViewedAt: Date.parse("2026-01-02T20:10:00Z") / 1000,
    media: [ORDINARY],
  });
  const hdr10 = version("/films/dune.2160p.mkv", {
    videoResolution: "4k",
    width: 3840,
    height: 2160,
    videoCodec: "hevc",
    streams: [video({ colorTrc: "smpte2084" }), audio("eac3", { channels: 6, audioChannelLayout: "5.1(side)" })],
  });
  plex.items.addMovie({ library: "1", title: "Dune", year: 2021, guids: ["tmdb://438631"], media: [hdr10] });
  plex.discover.catalogue.add({ type: "movie", title: "The Matrix", year: 1999, guids: ["tmdb://603"] });
}

function fillTrakt({ trakt }: Services): void {
  trakt.catalogue.addMovie({ ids: { trakt: 1, tmdb: 949, imdb: "tt0113277" }, title: "Heat", year: 1995 });
  trakt.catalogue.addMovie({ ids: { trakt: 2, tmdb: 603, imdb: "tt0133093" }, title: "The Matrix", year: 1999 });
  trakt.catalogue.addShow({
    ids: { trakt: 10, tvdb: 81189 },
    title: "Breaking Bad",
    year: 2008,
    seasons: [
      {
        number: 1,
        ids: { trakt: 11 },
        episodes: [{ number: 1, title: "Pilot", ids: { trakt: 12, tvdb: 349232 } }],
      },
    ],
  });
  trakt.account.watch("movie", 2, "2026-03-04T19:00:00Z");
  trakt.account.watch("movie", 2, "2026-05-06T19:00:00Z");
  trakt.account.watch("episode", 12, "2026-04-05T21:00:00Z");
  trakt.account.list("show", 10, "2026-02-03T10:00:00Z");
}

function approveSignIns({ plex, trakt }: Services): void {
  trakt.intercept(({ path, phase }) => {
    if (path !== "/oauth/device/token" || phase !== "before") return undefined;
    for (const code of trakt.tokens.pendingDevices()) trakt.tokens.approveDevice(code);
    return undefined;
  });
  plex.intercept(({ path }) => {
    if (!path.startsWith("/api/v2/pins/")) return undefined;
    for (const code of plex.person.pendingPins()) plex.person.approvePin(code);
    return undefined;
  });
}
