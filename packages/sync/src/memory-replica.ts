import { FIELDS } from "@pakt/sync-core";
import type { FieldRead, Id, Identity, Item, Operation, Side, Snapshot } from "@pakt/sync-core";

import { isoNow, systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { Replica } from "./replica.ts";
import { toOutcome } from "./to-outcome.ts";
import { UNLISTED } from "./unlisted.ts";

/** What a memory replica is made of. */
export interface MemoryReplicaOptions {
  readonly side: Side;
  /** Every title that the side knows, with a value or without. On Plex those of the library have a ref. */
  readonly items: readonly Item[];
  /** Default: an account, or a server, named `memory`. */
  readonly identity?: Identity;
  /** What it means when a title is not among the items. Default as on the real side. */
  readonly unlisted?: Snapshot["unlisted"];
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** A side that is a list of items. */
export interface MemoryReplica extends Replica {
  /** The items as they are now; those that nothing was written to are the very ones that were given. */
  items(): readonly Item[];
}

/**
 * Makes a side out of a list of items, for scripts that plan or try something out without a service. It writes one operation at a
 * time, and a title that it does not hold is `unmatched`. Items are not changed: a write puts another in their place.
 */
export function createMemoryReplica(options: MemoryReplicaOptions): MemoryReplica {
  const { side, clock = systemClock } = options;
  const items = [...options.items];

  function write(operation: Operation): boolean {
    const meant = items.flatMap((item, index) => (isMeant(item, operation) ? [{ item, index }] : []));
    // A title may be in parts, or stand on a list beside its copies: what has the value is written, else the first.
    const holding = meant.filter(({ item }) => item[operation.field] !== undefined);
    const written = holding.length > 0 ? holding : meant.slice(0, 1);
    for (const { item, index } of written) items[index] = withWritten(item, operation, isoNow(clock));
    return written.length > 0;
  }

  return {
    side,
    items: () => [...items],
    fetch: (request) => {
      request.signal?.throwIfAborted();
      const reads = FIELDS.map((field): [string, FieldRead] => [
        field,
        { state: request.fields.includes(field) ? "complete" : "off" },
      ]);
      return Promise.resolve({
        side,
        takenAt: isoNow(clock),
        identity: options.identity ?? (side === "plex" ? { server: "memory" } : { account: "memory" }),
        unlisted: options.unlisted ?? UNLISTED[side],
        // `FIELDS` has all of them.
        fields: Object.fromEntries(reads) as Snapshot["fields"],
        items: [...items],
      });
    },
    apply: async (operations, hooks) => {
      for (const operation of operations.filter((each) => each.side === side)) {
        if (hooks.signal?.aborted === true)
          return { stopped: { code: "interrupted", message: "the run was interrupted" } };
        await hooks.onIntent([operation]);
        const outcome = write(operation)
          ? toOutcome(clock, operation, "applied")
          : toOutcome(clock, operation, "unmatched", "it is not in the list");
        await hooks.onOutcomes([outcome]);
      }
      return {};
    },
  };
}

/** By ref where the operation has one, else by the title's own ids or its show's with its numbers, as the target says. */
function isMeant(item: Item, operation: Operation): boolean {
  const { target } = operation;
  if (item.type !== target.type) return false;
  if ("ref" in operation && operation.ref !== undefined) return item.ref === operation.ref;
  if (target.by === "ids") return isAnyShared(item.ids, target.ids);
  const isSameShow = isAnyShared(item.show?.ids ?? [], target.show?.ids ?? []);
  return isSameShow && item.season === target.season && item.number === target.number;
}

function isAnyShared(ids: readonly Id[], others: readonly Id[]): boolean {
  return ids.some((id) => others.includes(id));
}

function withWritten(item: Item, operation: Operation, now: string): Item {
  const rest = Object.fromEntries(Object.entries(item).filter(([key]) => key !== operation.field)) as unknown as Item;
  if (operation.action === "remove") return rest;
  switch (operation.field) {
    case "rating": {
      const { exact: exactRating, ...rating } = operation.rating;
      const { exactRating: _, ...others } = rest;
      return { ...others, rating, ...(exactRating === undefined ? {} : { exactRating }) };
    }
    case "collection":
      return {
        ...rest,
        collection: { quality: operation.quality, ...(operation.at === undefined ? {} : { at: operation.at }) },
      };
    case "watchlist":
      return { ...rest, watchlist: { at: now } };
    case "watched": {
      const before = item.watched;
      const last = latest(before?.at, operation.side === "plex" ? now : operation.at);
      return { ...rest, watched: { plays: (before?.plays ?? 0) + 1, ...(last === undefined ? {} : { at: last }) } };
    }
    default:
      return operation satisfies never;
  }
}

function latest(former: string | undefined, at: string): string | undefined {
  if (at === "unknown") return former;
  return former !== undefined && Date.parse(former) > Date.parse(at) ? former : at;
}
