import { isSameQuality } from "@pakt/sync-core";
import type { Field, Item, Ledger, Operation, Snapshot } from "@pakt/sync-core";

import { namesOf } from "./names-of.ts";

/** What both sides say now, and what the ledger found out. */
export interface Shown {
  readonly plex: Snapshot;
  readonly trakt: Snapshot;
  readonly ledger: Ledger;
}

/** Tells whether the reads show that an operation was carried out. */
export function createProof({ plex, trakt, ledger }: Shown): (operation: Operation) => boolean {
  const byRef = new Map(plex.items.flatMap((item) => (item.ref === undefined ? [] : [[item.ref, item] as const])));
  const onTrakt = {
    watched: byName(trakt, "watched"),
    rating: byName(trakt, "rating"),
    collection: byName(trakt, "collection"),
  };
  const listed = { plex: byName(plex, "watchlist"), trakt: byName(trakt, "watchlist") };
  const plays = new Map(ledger.plays.map(({ operation, state }) => [operation, state]));

  function isRated(operation: Extract<Operation, { field: "rating" }>): boolean {
    const item = operation.ref === undefined ? undefined : byRef.get(operation.ref);
    const rating = operation.side === "plex" ? item?.rating : find(onTrakt.rating, operation)?.rating;
    if (operation.action !== "remove") return rating?.value === operation.rating.value;
    const isRead = operation.side === "plex" ? item !== undefined : trakt.fields.rating.state === "complete";
    return isRead && rating === undefined;
  }

  return (operation) => {
    switch (operation.field) {
      case "watched": {
        if (operation.side === "trakt" && operation.action === "add") return plays.get(operation.id) === "applied";
        // Where other plays are left, nothing tells which of them it was; both sides have it as watched then.
        if (operation.side === "trakt") return isComplete(trakt, "watched") && !find(onTrakt.watched, operation);
        const isSeen = byRef.get(operation.ref)?.watched !== undefined;
        return byRef.has(operation.ref) && isSeen === (operation.action === "add");
      }
      case "rating":
        return isRated(operation);
      case "collection": {
        const collected = find(onTrakt.collection, operation)?.collection;
        if (operation.action === "remove") return collected === undefined && isComplete(trakt, "collection");
        return collected !== undefined && isSameQuality(collected.quality, operation.quality);
      }
      case "watchlist": {
        const isListed = find(listed[operation.side], operation) !== undefined;
        if (operation.action === "add") return isListed;
        return !isListed && isComplete(operation.side === "plex" ? plex : trakt, "watchlist");
      }
      default:
        return operation satisfies never;
    }
  };
}

function isComplete({ fields }: Snapshot, field: Field): boolean {
  return fields[field].state === "complete";
}

function byName({ items }: Snapshot, field: Field): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    if (item[field] !== undefined) for (const name of namesOf(item)) found.set(name, item);
  }
  return found;
}

function find(items: ReadonlyMap<string, Item>, { target }: Operation): Item | undefined {
  return namesOf(target).flatMap((name) => items.get(name) ?? [])[0];
}
