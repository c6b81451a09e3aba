import type { MovieOptions } from "@pakt/plex-sdk/testing";
import type { Copy } from "@pakt/trakt-sdk/testing";

import type { Services } from "./start-services.ts";

/** A title with where it is on each side. */
export interface Placed {
  readonly type: "movie" | "show" | "season" | "episode";
  readonly name: string;
  /** Rating keys of its Plex copies; empty when it is in no library. */
  readonly ratingKeys: readonly string[];
  readonly traktId: number;
  /** The key in Plex's catalogue, of which the library's `plex://` guid tells too. Movies and shows only. */
  readonly discoverKey?: string;
}

/** A view or a rating of one side. */
interface Seen {
  /** ISO; on Plex the last view. */
  readonly at: string;
  readonly plays?: number;
}

interface State {
  readonly plexSeen?: Seen;
  readonly traktSeen?: Seen;
  readonly plexRating?: { readonly value: number; readonly at: string };
  readonly traktRating?: { readonly value: number; readonly at: string };
  /** ISO; when its files came in. Default {@link ADDED_AT}. */
  readonly addedAt?: string;
  /** Default: one file of ordinary quality. */
  readonly media?: MovieOptions["media"];
  readonly traktCollected?: Copy;
  /** ISO; since when it is on the watchlist. Movies and shows only. */
  readonly plexListed?: string;
  readonly traktListed?: string;
}

/** When files came in where nothing else is said. */
export const ADDED_AT = "2025-06-01T08:00:00.000Z";

/** Puts titles into both services, the same on either side but for their state. */
export interface Household {
  readonly placed: readonly Placed[];
  movie(title: string, state?: State & { readonly copies?: number; readonly isInDiscover?: boolean }): Placed;
  show(
    title: string,
    state?: State & { readonly isInLibrary?: boolean },
  ): {
    readonly placed: Placed;
    episode(season: number, number: number, state?: State & { readonly file?: string }): Placed;
  };
}

/** An empty household with a movie library (1), a second one (2) and a show library (3). */
export function createHousehold({ plex, trakt }: Pick<Services, "plex" | "trakt">): Household {
  const placed: Placed[] = [];
  let next = 1000;
  plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
  plex.libraries.add({ key: "2", title: "Movies 4K", type: "movie" });
  plex.libraries.add({ key: "3", title: "Shows", type: "show" });

  function place(title: Placed, state: State): Placed {
    placed.push(title);
    const { type, traktId } = title;
    const { traktSeen, traktRating } = state;
    if (traktSeen !== undefined && (type === "movie" || type === "episode")) {
      for (let play = traktSeen.plays ?? 1; play > 0; play -= 1) {
        trakt.account.watch(type, traktId, new Date(Date.parse(traktSeen.at) - (play - 1) * 86_400_000).toISOString());
      }
    }
    if (traktRating !== undefined) trakt.account.rate(type, traktId, traktRating.value, traktRating.at);
    const { traktCollected, traktListed, plexListed } = state;
    if (traktCollected !== undefined && (type === "movie" || type === "episode")) {
      trakt.account.collect(type, traktId, traktCollected);
    }
    if (traktListed !== undefined) trakt.account.list(type, traktId, traktListed);
    if (plexListed !== undefined) plex.discover.watchlist.list(title.discoverKey ?? "", seconds(plexListed));
    return title;
  }

  return {
    placed,
    movie: (title, state = {}) => {
      next += 1;
      const traktId = next;
      trakt.catalogue.addMovie({
        ids: { trakt: traktId, tmdb: traktId + 100_000, imdb: `tt${traktId}` },
        title,
        year: 2000,
        runtime: 100,
      });
      const guids = [`tmdb://${traktId + 100_000}`, `imdb://tt${traktId}`];
      const discoverKey =
        state.isInDiscover === false ? undefined : plex.discover.catalogue.add({ type: "movie", title, guids });
      const ratingKeys = Array.from({ length: state.copies ?? 1 }, (_, copy) =>
        plex.items.addMovie({
          library: copy === 0 ? "1" : "2",
          title,
          year: 2000,
          duration: 6_000_000,
          guids,
          ...(discoverKey === undefined ? {} : { guid: `plex://movie/${discoverKey}` }),
          ...fileState(state),
          ...plexState(copy === 0 ? state : {}),
        }),
      );
      const key = discoverKey === undefined ? {} : { discoverKey };
      return place({ type: "movie", name: title, ratingKeys, traktId, ...key }, state);
    },
    show: (title, state = {}) => {
      next += 1000;
      const showId = next;
      const episodes = (season: number) =>
        Array.from({ length: 20 }, (_, index) => ({
          number: index + 1,
          title: `Episode ${index + 1}`,
          ids: { trakt: showId + season * 100 + index + 1, tvdb: 500_000 + showId + season * 100 + index + 1 },
        }));
      trakt.catalogue.addShow({
        ids: { trakt: showId, tvdb: showId + 300_000, tmdb: showId + 100_000 },
        title,
        year: 2010,
        seasons: [0, 1, 2].map((number) => ({
          number,
          ids: { trakt: showId + 700 + number },
          episodes: episodes(number),
        })),
      });
      const guids = [`tvdb://${showId + 300_000}`, `tmdb://${showId + 100_000}`];
      const discoverKey = plex.discover.catalogue.add({ type: "show", title, guids });
      const guid = `plex://show/${discoverKey}`;
      const ratingKeys =
        state.isInLibrary === false
          ? []
          : [plex.items.addShow({ library: "3", title, year: 2010, guid, guids, ...plexState(state) })];
      const [showKey = ""] = ratingKeys;
      return {
        placed: place({ type: "show", name: title, ratingKeys, traktId: showId, discoverKey }, state),
        episode: (season, number, episodeState = {}) => {
          const traktId = showId + season * 100 + number;
          const ratingKey = plex.items.addEpisode({
            show: showKey,
            parentIndex: season,
            index: number,
            title: `Episode ${number}`,
            duration: 2_700_000,
            guids: [`tvdb://${500_000 + traktId}`],
            ...(episodeState.file === undefined ? {} : { file: episodeState.file }),
            ...fileState(episodeState),
            ...plexState(episodeState),
          });
          return place(
            { type: "episode", name: `${title} ${season}x${number}`, ratingKeys: [ratingKey], traktId },
            episodeState,
          );
        },
      };
    },
  };
}

function fileState({ addedAt = ADDED_AT, media }: State): Pick<MovieOptions, "addedAt" | "media"> {
  return { addedAt: seconds(addedAt), ...(media === undefined ? {} : { media }) };
}

function plexState({ plexSeen, plexRating }: State): {
  readonly viewCount?: number;
  readonly lastViewedAt?: number;
  readonly userRating?: number;
  readonly lastRatedAt?: number;
} {
  return {
    ...(plexSeen === undefined ? {} : { viewCount: plexSeen.plays ?? 1, lastViewedAt: seconds(plexSeen.at) }),
    ...(plexRating === undefined ? {} : { userRating: plexRating.value, lastRatedAt: seconds(plexRating.at) }),
  };
}

function seconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}
