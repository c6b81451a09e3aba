import type { Field } from "@pakt/sync";

import type { PlexMedia } from "@pakt/plex-sdk";

import { BEST, ORDINARY } from "../media.ts";
import { look } from "./look.ts";
import { deedsOf, remember } from "./memory.ts";
import type { Deed } from "./memory.ts";
import type { Scene } from "./scene.ts";
import type { Title } from "./titles.ts";

/** What a person, or another app, can do on Trakt. */
export const ON_TRAKT = ["watch", "unwatch", "rate", "unrate", "list", "unlist", "uncollect"] as const;

/** What a person can do on Plex, with files too. */
export const ON_PLEX = [
  ...(["view", "unview", "rate", "unrate", "list", "unlist"] as const),
  ...(["delete file", "add file", "add file to new library", "better file"] as const),
] as const;

/** Something that somebody does to a title. */
export type Act =
  | { readonly side: "trakt"; readonly act: (typeof ON_TRAKT)[number]; readonly title: number }
  | { readonly side: "plex"; readonly act: (typeof ON_PLEX)[number]; readonly title: number; readonly copy: number };

const MINUTE_MS = 60_000;
/** Every act takes a while, so that no two are in the same minute. */
const ACT_MS = 3 * MINUTE_MS;

/** Lets somebody do something, where it can be done. */
export function perform(scene: Scene, act: Act, isConcurrent = false): void {
  const { cast } = scene.settings;
  const title = scene.titles[cast[act.title % cast.length] ?? 0];
  if (title === undefined) return;
  scene.world.pass(ACT_MS);
  if (act.side === "trakt") actOnTrakt(scene, act.act, { title, isConcurrent });
  else actOnPlex(scene, act.act, { title, copy: act.copy });
}

function actOnTrakt(
  scene: Scene,
  act: (typeof ON_TRAKT)[number],
  { title, isConcurrent }: { readonly title: Title; readonly isConcurrent: boolean },
): void {
  const { world, memory } = scene;
  const { account } = world.trakt;
  const { type, traktId } = title;
  const at = new Date(world.now()).toISOString();
  const did = (field: Field, kind: Deed["kind"], value?: number): void => {
    remember(memory, title, {
      field,
      side: "trakt",
      kind,
      at: world.now(),
      isConcurrent,
      ...(value === undefined ? {} : { value }),
    });
  };
  const has = (field: Field): boolean => look(world, { side: "trakt", field }, title).size > 0;
  switch (act) {
    case "watch":
      // A show is not watched but by its episodes.
      if (type === "show") return;
      account.watch(type, traktId, at);
      did("watched", "set");
      return;
    case "unwatch":
      if (type === "show" || !has("watched")) return;
      account.unwatch(type, traktId);
      did("watched", "clear");
      return;
    case "rate": {
      const value = nextRating(scene, title);
      account.rate(type, traktId, value, at);
      did("rating", "set", value);
      return;
    }
    case "unrate":
      if (!has("rating")) return;
      account.unrate(type, traktId);
      did("rating", "clear");
      return;
    case "list":
      if (type === "episode" || has("watchlist")) return;
      account.list(type, traktId, at);
      did("watchlist", "set");
      return;
    case "unlist":
      if (type === "episode" || !has("watchlist")) return;
      account.unlist(type, traktId);
      did("watchlist", "clear");
      return;
    case "uncollect":
      if (type === "show" || !has("collection")) return;
      account.uncollect(type, traktId);
      did("collection", "clear");
      return;
    default:
      act satisfies never;
  }
}

function actOnPlex(
  scene: Scene,
  act: (typeof ON_PLEX)[number],
  { title, copy }: { readonly title: Title; readonly copy: number },
): void {
  const { world, memory } = scene;
  const { person, items, discover } = world.plex;
  const copies = title.keys.filter((key) => items.get(key) !== undefined);
  const chosen = copies[copy % Math.max(copies.length, 1)];
  const seconds = Math.floor(world.now() / 1000);
  const did = (field: Field, kind: Deed["kind"], more: Pick<Deed, "value" | "key"> = {}): void => {
    remember(memory, title, { field, side: "plex", kind, at: world.now(), isConcurrent: false, ...more });
  };
  const sight = (field: Field) => look(world, { side: "plex", field }, title);
  switch (act) {
    case "view":
      if (title.type === "show" || chosen === undefined) return;
      person.view(chosen, seconds);
      did("watched", "set", { key: chosen });
      return;
    case "unview":
      if (title.type === "show" || sight("watched").size === 0) return;
      for (const key of sight("watched").keys()) person.unview(key);
      did("watched", "clear");
      return;
    case "rate": {
      if (chosen === undefined) return;
      const value = nextRating(scene, title);
      person.rate(chosen, value, seconds);
      did("rating", "set", { value, key: chosen });
      return;
    }
    case "unrate":
      if (sight("rating").size === 0) return;
      for (const key of sight("rating").keys()) person.unrate(key);
      did("rating", "clear");
      return;
    case "list":
      if (title.discoverKey === undefined || sight("watchlist").size > 0) return;
      discover.watchlist.list(title.discoverKey, seconds);
      did("watchlist", "set");
      return;
    case "unlist":
      if (title.discoverKey === undefined || sight("watchlist").size === 0) return;
      discover.watchlist.unlist(title.discoverKey);
      did("watchlist", "clear");
      return;
    case "delete file":
      if (title.type === "show" || chosen === undefined) return;
      items.remove(chosen);
      did("collection", "clear", { key: chosen });
      return;
    case "add file":
    case "add file to new library": {
      const key = addFile(scene, title, act === "add file" ? undefined : "4");
      if (key === undefined) return;
      title.keys.push(key);
      did("collection", "set", { key });
      return;
    }
    case "better file":
      if (title.type === "show" || chosen === undefined) return;
      items.replaceMedia(chosen, [inFile(BEST, `${chosen}.2160p`)]);
      did("collection", "set", { key: chosen });
      return;
    default:
      act satisfies never;
  }
}

/** A value that was not given lately: that a person gives the very same again is no change that anybody could see. */
function nextRating({ memory }: Scene, title: Title): number {
  const given = deedsOf(memory, title, "rating").filter(({ kind }) => kind === "set").length;
  return (given % 10) + 1;
}

function addFile(scene: Scene, title: Title, newLibrary: string | undefined): string | undefined {
  const { world, titles, memory } = scene;
  const { items, libraries } = world.plex;
  const shared = {
    guids: guidsOf(title),
    addedAt: Math.floor(world.now() / 1000),
    media: [inFile(ORDINARY, `${title.traktId}.${title.keys.length}`)],
    duration: title.type === "movie" ? 6_000_000 : 2_700_000,
  };
  if (title.type === "show") return undefined;
  if (title.type === "episode") {
    const show = titles.find(({ name }) => name === title.show)?.keys[0] ?? "";
    return items.addEpisode({ ...shared, show, parentIndex: 1, index: Number(title.name.at(-1)) });
  }
  if (newLibrary !== undefined && !memory.hasNewLibrary) {
    libraries.add({ key: newLibrary, title: "Movies of the children", type: "movie" });
    memory.hasNewLibrary = true;
  }
  const library = newLibrary ?? (title.keys.length % 2 === 0 ? "1" : "2");
  const guid = `plex://movie/${title.discoverKey ?? ""}`;
  return items.addMovie({ ...shared, library, title: title.name.replace(" (2000)", ""), year: 2000, guid });
}

function guidsOf({ type, traktId }: Title): readonly string[] {
  return type === "movie" ? [`tmdb://${traktId + 100_000}`, `imdb://tt${traktId}`] : [`tvdb://${traktId + 500_000}`];
}

/** A version in a file of its own: episodes in one file are watched together. */
function inFile(media: PlexMedia, name: string): PlexMedia {
  return { ...media, parts: media.parts.map((part) => ({ ...part, file: `/films/${name}.mkv` })) };
}
