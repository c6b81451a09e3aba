import type { DemoServices } from "./demo-services.ts";
import type { PlacedTitle } from "./placed-title.ts";
import type { SampleWish } from "./sample-title.ts";
import { toGuids, toSeconds } from "./to-plex-item.ts";

/** Puts a movie or show into Plex's catalogue, where that knows it, and on the watchlists that have it. */
export function listTitle(
  { type, title, year, ids, plexKey, listed = {} }: SampleWish,
  { plex, trakt }: DemoServices,
): void {
  if (plexKey !== undefined) {
    plex.discover.catalogue.add({ type, ratingKey: plexKey, title, year, guids: toGuids(ids) });
    if (listed.plex !== undefined) {
      plex.discover.watchlist.list(plexKey, toSeconds(listed.plex));
    }
  }
  if (listed.trakt !== undefined) {
    trakt.account.list(type, ids.trakt, listed.trakt);
  }
}

/** A title that is on no shelf, as it is placed. */
export function placeWish(wish: SampleWish, services: DemoServices): PlacedTitle {
  const { type, title, year, ids, plexKey, staysOn } = wish;
  if (type === "movie") {
    services.trakt.catalogue.addMovie({ ids, title, year });
  } else {
    services.trakt.catalogue.addShow({ ids, title, year, seasons: [] });
  }
  listTitle(wish, services);
  return {
    type,
    name: `${title} (${year})`,
    ratingKeys: [],
    traktId: ids.trakt,
    ...(plexKey === undefined ? {} : { plexKey }),
    ...(staysOn === undefined ? {} : { staysOn }),
  };
}
