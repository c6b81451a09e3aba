import * as fc from "fast-check";
import type { Side } from "../src/index.ts";
import {
  addPlay,
  copyNames,
  copyOf,
  dropWatched,
  isListable,
  isWatchable,
  qualities,
  removePlays,
  timeOf,
  titleNames,
  titleOf,
  type CopyName,
  type TitleName,
  type World,
} from "./world.ts";

/** Something a person does on one side. */
export type Act =
  | { readonly kind: "view" | "clear-view" | "clear-rating"; readonly copy: CopyName }
  | { readonly kind: "rate"; readonly copy: CopyName; readonly value: number; readonly isDated: boolean }
  | { readonly kind: "play" | "remove-plays" | "remove-rating"; readonly title: TitleName }
  | { readonly kind: "rate-on-trakt"; readonly title: TitleName; readonly value: number }
  | { readonly kind: "list" | "unlist"; readonly side: Side; readonly title: TitleName }
  | { readonly kind: "add-file"; readonly copy: CopyName; readonly quality: number }
  | { readonly kind: "delete-file"; readonly copy: CopyName };

const copy = fc.constantFrom(...copyNames);
const title = fc.constantFrom(...titleNames);
const value = fc.integer({ min: 1, max: 10 });

const side = fc.constantFrom("plex" as const, "trakt" as const);

const additions = [
  fc.record({ kind: fc.constant("list" as const), side, title }),
  fc.record({ kind: fc.constant("add-file" as const), copy, quality: fc.nat(qualities.length - 1) }),
  fc.record({ kind: fc.constant("view" as const), copy }),
  fc.record({ kind: fc.constant("rate" as const), copy, value, isDated: fc.boolean() }),
  fc.record({ kind: fc.constant("play" as const), title }),
  fc.record({ kind: fc.constant("rate-on-trakt" as const), title, value }),
];

const removals = [
  fc.record({ kind: fc.constant("unlist" as const), side, title }),
  fc.record({ kind: fc.constant("delete-file" as const), copy }),
  fc.record({ kind: fc.constantFrom("clear-view" as const, "clear-rating" as const), copy }),
  fc.record({ kind: fc.constantFrom("remove-plays" as const, "remove-rating" as const), title }),
];

/** Titles are listed and seen, on either side. */
export const wishingActs = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("list" as const),
      side,
      title: fc.constantFrom("heat" as const, "ran" as const, "show" as const),
    }),
    fc.record({ kind: fc.constant("view" as const), copy }),
    fc.record({ kind: fc.constant("play" as const), title }),
  ),
  { maxLength: 6 },
);

/** Views on Plex and plays on Trakt. */
export const viewingActs = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("view" as const), copy }),
    fc.record({ kind: fc.constant("play" as const), title }),
  ),
  { maxLength: 8 },
);

/** Views, plays and ratings. */
export const addingActs = fc.array(fc.oneof(...additions), { maxLength: 12 });

/** Whatever a person can do. */
export const acts = fc.array(fc.oneof(...additions, ...removals), { maxLength: 10 });

/** Lets a person do something. Each act takes two hours, so that views are further apart than one view lasts. */
export function act(world: World, done: Act): void {
  world.clock += 120;
  const at = timeOf(world);
  switch (done.kind) {
    case "view": {
      const name = titleOf(done.copy);
      if (!isWatchable(name)) return;
      Object.assign(copyOf(world, done.copy), { views: copyOf(world, done.copy).views + 1, at });
      world.views.push({ title: name, at });
      dropWatched(world, "plex", { title: name, by: "person" });
      return;
    }
    case "clear-view":
      copyOf(world, done.copy).views = 0;
      delete copyOf(world, done.copy).at;
      return;
    case "rate":
      copyOf(world, done.copy).rating = { value: done.value, ...(done.isDated && { at }) };
      return;
    case "clear-rating":
      delete copyOf(world, done.copy).rating;
      return;
    case "play":
      if (isWatchable(done.title)) addPlay(world, { title: done.title, at, by: "person" });
      return;
    case "remove-plays":
      removePlays(world, done.title);
      return;
    case "rate-on-trakt":
      world.ratings[done.title] = { value: done.value, at };
      return;
    case "remove-rating":
      delete world.ratings[done.title];
      return;
    case "list":
      if (isListable(done.title)) world.watchlists[done.side][done.title] ??= at;
      return;
    case "unlist":
      delete world.watchlists[done.side][done.title];
      return;
    case "add-file": {
      const quality = qualities[done.quality];
      if (isWatchable(titleOf(done.copy)) && quality !== undefined) copyOf(world, done.copy).quality = quality;
      return;
    }
    case "delete-file":
      delete copyOf(world, done.copy).quality;
      return;
    default:
      done satisfies never;
  }
}

/** A world in which a person did all that. */
export function actAll(world: World, done: readonly Act[]): World {
  for (const each of done) act(world, each);
  return world;
}
