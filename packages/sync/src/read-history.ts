import type { HistoryPlay } from "@pakt/sync-core";
import { paginate } from "@pakt/trakt-sdk";
import type { Trakt, TraktHistoryEntry } from "@pakt/trakt-sdk";

import type { FetchRequest } from "./replica.ts";
import { toShow, toTraktIds } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT } from "./trakt-page-limit.ts";

/** Every play of the account, with its title. Complete, or it throws a TraktError. */
export async function readHistory(
  trakt: Trakt,
  { signal, onProgress }: Pick<FetchRequest, "signal" | "onProgress"> = {},
): Promise<readonly HistoryPlay[]> {
  let done = 0;
  const plays: HistoryPlay[] = [];
  const pages = paginate(trakt.sync.history(), {
    limit: TRAKT_PAGE_LIMIT,
    key: (row: TraktHistoryEntry) => String(row.id),
    signal,
    onPage: ({ page, rows, itemCount }) => {
      // A list that changed on the way is read a second time, from its first page.
      done = page === 1 ? rows : done + rows;
      onProgress?.({ what: "plays", done, ...(itemCount === undefined ? {} : { total: itemCount }) });
    },
  });
  for await (const rows of pages) plays.push(...rows.flatMap((row) => toHistoryPlay(row) ?? []));
  return plays;
}

function toHistoryPlay(row: TraktHistoryEntry): HistoryPlay | undefined {
  const { id: play, watched_at: at } = row;
  if (row.type === "movie") {
    const { ids, title, year } = row.movie;
    const dated = year == null ? {} : { year };
    return { type: "movie", ids: toTraktIds(ids), title: title ?? "", ...dated, at, play };
  }
  if (row.type !== "episode") return undefined;
  const show = toShow(row.show);
  const { ids, title, season, number } = row.episode;
  return {
    type: "episode",
    ids: toTraktIds(ids),
    showIds: show.ids,
    show,
    title: title ?? "",
    season,
    number,
    at,
    play,
  };
}
