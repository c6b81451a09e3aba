import type { Entry } from "./catalogue.ts";
import type { Route } from "./route.ts";
import { toEpisode, toTitleKeys } from "./rows.ts";

const searchable = ["movie", "show", "episode"] as const;

/** Titles, for everyone. */
export const catalogueRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/search\/(?<namespace>trakt|imdb|tmdb|tvdb)\/(?<id>[^/]+)$/,
    query: { type: /^(movie|show|episode|person)(,(movie|show|episode|person))*$/ },
    access: "app",
    run: ({ catalogue }, request, { namespace = "", id = "" }) => {
      const wanted = request.query.get("type")?.split(",");
      const results = searchable
        .filter((type) => wanted === undefined || wanted.includes(type))
        .map((type) => catalogue.find(type, { [namespace]: decodeURIComponent(id) }))
        .filter((entry) => entry !== undefined)
        .map((entry) => Object.assign(toTitleKeys(entry), { type: entry.type, score: null }));
      return { status: 200, body: results };
    },
  },
  {
    method: "GET",
    path: /^\/shows\/(?<id>[^/]+)\/seasons$/,
    query: { extended: /^(episodes|full|episodes,full|full,episodes)$/ },
    access: "app",
    run: ({ catalogue }, request, { id = "" }) => {
      const key = decodeURIComponent(id);
      const entry = catalogue.find("show", /^\d+$/.test(key) ? { trakt: key } : { imdb: key, slug: key });
      if (entry?.type !== "show") return { status: 404 };
      const withEpisodes = (request.query.get("extended") ?? "").includes("episodes");
      return { status: 200, body: entry.show.seasons.map((season) => toSeason(entry.show, season, withEpisodes)) };
    },
  },
];

type SeasonEntry = Extract<Entry, { type: "season" }>;

function toSeason(show: SeasonEntry["show"], season: SeasonEntry["season"], withEpisodes: boolean): unknown {
  const { number, ids } = season;
  return {
    number,
    ids: { trakt: ids.trakt, tvdb: ids.tvdb ?? null, tmdb: ids.tmdb ?? null },
    ...(withEpisodes
      ? { episodes: season.episodes.map((episode) => toEpisode({ type: "episode", show, season, episode })) }
      : {}),
  };
}
