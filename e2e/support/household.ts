import type { Services } from "./start-services.ts";

/** A title with where it is on each side. */
export interface Placed {
  readonly type: "movie" | "show" | "season" | "episode";
  readonly name: string;
  /** Rating keys of its Plex copies; empty when it is in no library. */
  readonly ratingKeys: readonly string[];
  readonly traktId: number;
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
}

/** Puts titles into both services, the same on either side but for their state. */
export interface Household {
  readonly placed: readonly Placed[];
  movie(title: string, state?: State & { readonly copies?: number }): Placed;
  show(
    title: string,
    state?: State,
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
      const ratingKeys = Array.from({ length: state.copies ?? 1 }, (_, copy) =>
        plex.items.addMovie({
          library: copy === 0 ? "1" : "2",
          title,
          year: 2000,
          duration: 6_000_000,
          guids: [`tmdb://${traktId + 100_000}`, `imdb://tt${traktId}`],
          ...plexState(copy === 0 ? state : {}),
        }),
      );
      return place({ type: "movie", name: title, ratingKeys, traktId }, state);
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
      const showKey = plex.items.addShow({
        library: "3",
        title,
        year: 2010,
        guids: [`tvdb://${showId + 300_000}`, `tmdb://${showId + 100_000}`],
        ...plexState(state),
      });
      return {
        placed: place({ type: "show", name: title, ratingKeys: [showKey], traktId: showId }, state),
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

/** What differs between the sides, a line a title; empty when they are the same. */
export function differences(
  { plex, trakt }: Pick<Services, "plex" | "trakt">,
  placed: readonly Placed[],
): readonly string[] {
  const plays = new Set(trakt.account.plays().map(({ type, traktId }) => `${type}:${traktId}`));
  const ratings = new Map(trakt.account.ratings().map(({ type, traktId, value }) => [`${type}:${traktId}`, value]));
  return placed.flatMap(({ type, name, ratingKeys, traktId }) => {
    const key = `${type}:${traktId}`;
    return ratingKeys.flatMap((ratingKey) => {
      const state = plex.items.get(ratingKey);
      const seen = (state?.viewCount ?? 0) > 0;
      const rating = state?.userRating;
      return [
        ...(type !== "show" && type !== "season" && seen !== plays.has(key)
          ? [`${name}: Plex ${seen ? "seen" : "unseen"}, Trakt not`]
          : []),
        ...(rating === ratings.get(key)
          ? []
          : [`${name}: Plex ${rating ?? "unrated"}, Trakt ${ratings.get(key) ?? "unrated"}`]),
      ];
    });
  });
}

/** Titles and minutes that Trakt holds more than once. */
export function doubledPlays({ trakt }: Pick<Services, "trakt">): readonly string[] {
  const seen = new Set<string>();
  return trakt.account.plays().flatMap(({ type, traktId, watchedAt }) => {
    const key = `${type}:${traktId}@${watchedAt}`;
    if (seen.has(key)) return [key];
    seen.add(key);
    return [];
  });
}

/** A small household with every kind of difference, in both directions. */
export function fillHousehold(services: Pick<Services, "plex" | "trakt">): Household {
  const household = createHousehold(services);
  const rated = (value: number, at: string): { readonly value: number; readonly at: string } => ({ value, at });
  household.movie("Seen on Plex", { plexSeen: { at: "2026-01-02T20:10:30.000Z" } });
  household.movie("Seen on Trakt", { traktSeen: { at: "2026-02-03T21:00:00.000Z" } });
  household.movie("Seen on both", {
    plexSeen: { at: "2025-01-01T10:00:00.000Z" },
    traktSeen: { at: "2025-01-01T10:00:00.000Z", plays: 2 },
  });
  household.movie("Two copies", { copies: 2, plexSeen: { at: "2026-03-01T18:00:00.000Z" } });
  household.movie("Two copies, seen on Trakt", { copies: 2, traktSeen: { at: "2026-03-02T18:00:00.000Z" } });
  household.movie("Rated on Plex", { plexRating: rated(8, "2026-01-05T10:00:00.000Z") });
  household.movie("Rated on Trakt", { traktRating: rated(4, "2026-01-06T10:00:00.000Z") });
  household.movie("Rated newer on Trakt", {
    plexRating: rated(6, "2026-01-01T10:00:00.000Z"),
    traktRating: rated(9, "2026-01-07T10:00:00.000Z"),
  });
  household.movie("Neither");
  const show = household.show("A show", { plexRating: rated(10, "2026-01-08T10:00:00.000Z") });
  show.episode(1, 1, { plexSeen: { at: "2026-04-01T19:00:00.000Z" } });
  show.episode(1, 2, {
    plexSeen: { at: "2026-04-01T20:00:00.000Z" },
    plexRating: rated(7, "2026-04-02T10:00:00.000Z"),
  });
  show.episode(1, 3, { traktSeen: { at: "2026-04-02T20:00:00.000Z" } });
  show.episode(0, 1, { plexSeen: { at: "2026-04-03T20:00:00.000Z" } });
  show.episode(2, 1, { plexSeen: { at: "2026-04-04T20:00:00.000Z" }, file: "/tv/2x01-2x02.mkv" });
  show.episode(2, 2, { file: "/tv/2x01-2x02.mkv" });
  return household;
}
