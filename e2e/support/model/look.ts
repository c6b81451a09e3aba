import type { Field, Side } from "@pakt/sync";

import type { World } from "../in-memory/world.ts";
import type { Title } from "./titles.ts";

/** What a person sees of a title in one field of one side, as text; on Plex by copy. Absent: nothing. */
export type Sight = ReadonlyMap<string, string>;

/** Every field that a title can have. */
export const FIELDS_OF: Readonly<Record<Title["type"], readonly Field[]>> = {
  movie: ["watched", "rating", "collection", "watchlist"],
  show: ["rating", "watchlist"],
  episode: ["watched", "rating", "collection"],
};

/** Looks at one field of one side. On Plex the collection is the files. */
export function look(
  { plex, trakt }: World,
  { side, field }: { readonly side: Side; readonly field: Field },
  title: Title,
): Sight {
  const isIt = ({ type, traktId }: { readonly type: string; readonly traktId: number }): boolean =>
    type === title.type && traktId === title.traktId;
  const { account } = trakt;
  const entries = (pairs: readonly (readonly [string, string])[]): Sight => new Map(pairs);
  if (side === "plex") {
    if (field === "watchlist") {
      const listed = plex.discover.watchlist.all().filter(({ ratingKey }) => ratingKey === title.discoverKey);
      return entries(listed.map(() => ["list", "listed"]));
    }
    const copies = title.keys.flatMap((key) => plex.items.get(key) ?? []);
    return entries(
      copies.flatMap(({ ratingKey, viewCount, userRating }) => {
        if (field === "collection") return [[ratingKey, "file"] as const];
        if (field === "rating") return userRating === undefined ? [] : [[ratingKey, String(userRating)] as const];
        return viewCount === 0 ? [] : [[ratingKey, "seen"] as const];
      }),
    );
  }
  switch (field) {
    case "watched":
      return entries(
        account
          .plays()
          .filter(isIt)
          .map(({ id, watchedAt }) => [String(id), watchedAt]),
      );
    case "rating":
      return entries(
        account
          .ratings()
          .filter(isIt)
          .map(({ value }) => ["rating", String(value)]),
      );
    case "collection":
      return entries(
        account
          .collection()
          .filter(isIt)
          .map(({ metadata }) => ["entry", metadata.resolution ?? ""]),
      );
    case "watchlist":
      return entries(
        account
          .watchlist()
          .filter(isIt)
          .map(() => ["list", "listed"]),
      );
    default:
      return field satisfies never;
  }
}
