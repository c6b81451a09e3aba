import type { ParsedGuid } from "./parsed-guid.ts";

/** How the text after `scheme://` gives an id. Named groups: `id`, and `kind`, `season`, `episode` where the form has them. */
export interface GuidForm {
  /** What an example looks like, for people and for tests. */
  readonly example: string;
  readonly path: RegExp;
  readonly namespace: ParsedGuid["namespace"];
  /** `kind`: the path says what it is the id of. `item`: the item itself. `title`: the movie or show, also on its seasons and episodes. */
  readonly of: "kind" | "item" | "title";
  readonly ordering?: "other";
}

/** Season and episode stand behind the id of the show. */
const numbers = String.raw`(?:\/(?<season>\d+))?(?:\/(?<episode>\d+))?`;
const digits = String.raw`(?<id>\d+)`;
const imdb = String.raw`(?<id>tt\d+)`;

function title(
  namespace: ParsedGuid["namespace"],
  options: { readonly example: string; readonly id: string; readonly ordering?: "other" },
): GuidForm {
  const { example, id, ...rest } = options;
  return { example, path: new RegExp(`^${id}${numbers}$`, "i"), namespace, of: "title", ...rest };
}

function item(
  namespace: ParsedGuid["namespace"],
  options: { readonly example: string; readonly id: string },
): GuidForm {
  return { example: options.example, path: new RegExp(`^${options.id}$`, "i"), namespace, of: "item" };
}

function nfo(namespace: ParsedGuid["namespace"], options: { readonly example: string; readonly id: string }): GuidForm {
  const path = new RegExp(String.raw`^(?<kind>movie|show|season|episode)\/${namespace}_${options.id}${numbers}$`, "i");
  return { example: options.example, path, namespace, of: "kind" };
}

const nfoForms: readonly GuidForm[] = [
  nfo("tmdb", { example: "tv.plex.agents.nfo.movie://movie/tmdb_383498", id: digits }),
  nfo("imdb", { example: "tv.plex.agents.nfo.movie://movie/imdb_tt5463162", id: imdb }),
  nfo("tvdb", { example: "tv.plex.agents.nfo.series://show/tvdb_121361", id: digits }),
];

/**
 * Every form of guid that holds a usable id, by scheme. What is not here gives nothing: `local`, `none`, `collection`, `tv.plex.xmltv`,
 * YouTube and MyAnimeList agents, custom providers (their ids come in `Guid[]`), and Hama's `anidb-` and `tsdb-`.
 */
export const guidForms: ReadonlyMap<string, readonly GuidForm[]> = new Map(
  Object.entries<readonly GuidForm[]>({
    // Plex's own agents, since 2020.
    plex: [
      {
        example: "plex://movie/5d776b59ad5437001f79c6f8",
        path: /^(?<kind>movie|show|season|episode)\/(?<id>[0-9a-f]{24})$/,
        namespace: "plex",
        of: "kind",
      },
    ],
    // The rows of `Guid[]`.
    imdb: [item("imdb", { example: "imdb://tt0133093", id: imdb })],
    tmdb: [item("tmdb", { example: "tmdb://603", id: digits })],
    tvdb: [item("tvdb", { example: "tvdb://169", id: digits })],
    // Agents that read NFO files; without a prefix the number could be anybody's.
    "tv.plex.agents.nfo.movie": nfoForms,
    "tv.plex.agents.nfo.series": nfoForms,
    // Legacy agents: an episode has the id of its show.
    "com.plexapp.agents.imdb": [title("imdb", { example: "com.plexapp.agents.imdb://tt0111161?lang=en", id: imdb })],
    "com.plexapp.agents.themoviedb": [
      title("tmdb", { example: "com.plexapp.agents.themoviedb://278?lang=en", id: digits }),
    ],
    "com.plexapp.agents.thetvdb": [
      title("tvdb", { example: "com.plexapp.agents.thetvdb://121361/1/5?lang=en", id: digits }),
    ],
    // Hama, for anime: the source stands before the id; tvdb2 to tvdb6 number the seasons in ways of their own.
    "com.plexapp.agents.hama": [
      title("tvdb", { example: "com.plexapp.agents.hama://tvdb-121361/1/5?lang=en", id: `tvdb-${digits}` }),
      title("tvdb", {
        example: "com.plexapp.agents.hama://tvdb4-121361/1/5?lang=en",
        id: `tvdb[2-6]-${digits}`,
        ordering: "other",
      }),
      title("tmdb", { example: "com.plexapp.agents.hama://tmdb-378064?lang=en", id: `tmdb-${digits}` }),
      title("imdb", { example: "com.plexapp.agents.hama://imdb-tt5311514?lang=en", id: `imdb-${imdb}` }),
    ],
    // The XBMC NFO importers.
    "com.plexapp.agents.xbmcnfo": [
      title("imdb", { example: "com.plexapp.agents.xbmcnfo://tt0111161?lang=en", id: imdb }),
      title("tmdb", { example: "com.plexapp.agents.xbmcnfo://278?lang=en", id: digits }),
    ],
    "com.plexapp.agents.xbmcnfotv": [
      title("tvdb", { example: "com.plexapp.agents.xbmcnfotv://121361/1/5?lang=en", id: digits }),
    ],
  }),
);
