import { isTraktError, paginate } from "@pakt/trakt-sdk";
import type { Trakt } from "@pakt/trakt-sdk";

import { ratingKey } from "./fetch-trakt.ts";
import { namesOf } from "./names-of.ts";
import type { TraktOperation } from "./trakt-body.ts";
import { toRated } from "./trakt-items.ts";
import { TRAKT_PAGE_LIMIT } from "./trakt-page-limit.ts";

/** Reads all ratings to see which of the operations took effect. `undefined` when they could not be read completely. */
export async function confirmRatings(
  trakt: Trakt,
  operations: readonly TraktOperation[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const values = new Map<string, number>();
  try {
    const pages = paginate(trakt.sync.ratings(), {
      limit: TRAKT_PAGE_LIMIT,
      key: ratingKey,
      signal,
    });
    for await (const rows of pages) {
      for (const item of rows.flatMap((row) => toRated(row) ?? [])) {
        for (const key of namesOf(item)) values.set(key, item.rating?.value ?? 0);
      }
    }
  } catch (error) {
    if (isTraktError(error)) return undefined;
    throw error;
  }
  const done = operations.filter((operation) => {
    const shown = namesOf(operation.target).flatMap((key) => values.get(key) ?? [])[0];
    return operation.action === "remove"
      ? shown === undefined
      : "rating" in operation && shown === operation.rating.value;
  });
  return new Set(done.map(({ id }) => id));
}
