import type { StoredPlay } from "./account.ts";
import type { Entry } from "./catalogue.ts";
import { toMapAnswer, toPageAnswer } from "./pages.ts";
import { pageQuery } from "./route.ts";
import type { Route } from "./route.ts";
import { newest, toTitleKeys } from "./rows.ts";
import type { WatchedGroup } from "./rows.ts";
import type { World } from "./world.ts";

/** What was watched, by title. */
export const watchedRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/sync\/watched\/movies$/,
    query: { ...pageQuery, extended: /^(full|images|full,images)$/ },
    access: "account",
    run: ({ lists, paging }, request) => toPageAnswer(request, lists.watchedMovies(), { paging, toRow }),
  },
  {
    method: "GET",
    path: /^\/sync\/watched\/shows$/,
    query: {
      ...pageQuery,
      extended: /^((full|progress|images|noseasons)(,|$))+$/,
      hidden: /^(true|false)$/,
      specials: /^(true|false)$/,
      count_specials: /^(true|false)$/,
    },
    access: "account",
    run: (world, request) => {
      const isProgress = (request.query.get("extended") ?? "").split(",").includes("progress");
      return toPageAnswer(request, world.lists.watchedShows(), {
        paging: isProgress ? world.progressPaging : world.paging,
        toRow: isProgress ? (group) => toProgressRow(world, group) : toShowRow,
      });
    },
  },
  {
    method: "GET",
    path: /^\/users\/me\/watched\/movies$/,
    query: { ...pageQuery, extended: /^min$/ },
    access: "account",
    run: ({ lists }, request) =>
      toMapAnswer(
        request,
        lists.watchedMovies().map(({ plays }) => [String(plays[0]?.traktId), timesOf(plays)] as const),
      ),
  },
  {
    method: "GET",
    path: /^\/users\/me\/watched\/shows$/,
    query: { ...pageQuery, extended: /^min$/, specials: /^(true|false)$/, season_numbers: /^(true|false)$/ },
    access: "account",
    run: (world, request) =>
      toMapAnswer(
        request,
        world.lists.watchedShows().map((group) => {
          const named = request.query.get("season_numbers") === "true";
          const seasons = bySeason(world, group)
            .filter(({ season }) => season.number > 0 || request.query.get("specials") === "true")
            .map(({ season, episodes }) => [
              named ? `${season.ids.trakt}|${season.number}` : String(season.ids.trakt),
              Object.fromEntries(episodes.map(({ entry, plays }) => [String(entry.episode.ids.trakt), timesOf(plays)])),
            ]);
          return [showIdOf(group.entry), Object.fromEntries(seasons)] as const;
        }),
      ),
  },
];

function toRow({ entry, plays, lastWatchedAt }: WatchedGroup): Record<string, unknown> {
  return {
    plays: plays.length,
    last_watched_at: lastWatchedAt,
    last_updated_at: new Date(Math.max(...plays.map(({ storedAt }) => storedAt))).toISOString(),
    ...toTitleKeys(entry),
  };
}

function toShowRow(group: WatchedGroup): Record<string, unknown> {
  return { ...toRow(group), reset_at: null };
}

function toProgressRow(world: World, group: WatchedGroup): Record<string, unknown> {
  const seasons = bySeason(world, group).map(({ season, episodes }) => ({
    number: season.number,
    episodes: episodes.map(({ entry, plays }) => ({
      number: entry.episode.number,
      plays: plays.length,
      last_watched_at: newest(plays),
    })),
  }));
  return { ...toShowRow(group), seasons };
}

type EpisodeEntry = Extract<Entry, { type: "episode" }>;

function bySeason(
  world: World,
  group: WatchedGroup,
): { season: EpisodeEntry["season"]; episodes: { entry: EpisodeEntry; plays: StoredPlay[] }[] }[] {
  const episodes = new Map<EpisodeEntry, StoredPlay[]>();
  for (const play of group.plays) {
    const entry = world.catalogue.find("episode", { trakt: play.traktId });
    if (entry?.type !== "episode") continue;
    const held = episodes.get(entry);
    if (held) held.push(play);
    else episodes.set(entry, [play]);
  }
  const seasons = Map.groupBy(
    [...episodes].map(([entry, plays]) => ({ entry, plays })),
    ({ entry }) => entry.season,
  );
  return [...seasons]
    .map(([season, held]) => ({
      season,
      episodes: held.toSorted((a, b) => a.entry.episode.number - b.entry.episode.number),
    }))
    .toSorted((a, b) => a.season.number - b.season.number);
}

function timesOf(plays: readonly StoredPlay[]): string[] {
  return plays.map(({ watchedAt }) => watchedAt).toSorted();
}

function showIdOf(entry: Entry): string {
  return entry.type === "show" ? String(entry.show.ids.trakt) : "";
}
