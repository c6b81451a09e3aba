import type { Field, Report, Side } from "@pakt/sync";

import { doubledPlays } from "../differences.ts";
import { FIELDS_OF, look } from "./look.ts";
import { deedsOf, isSettledBetween, isWatchedByAnyone } from "./memory.ts";
import type { Deed } from "./memory.ts";
import type { Scene } from "./scene.ts";
import { isExcused } from "./excuses.ts";
import { FIRST_MOVIE } from "./titles.ts";
import type { Title } from "./titles.ts";

const SIDES = ["plex", "trakt"] as const;
const MINUTE_MS = 60_000;

/** What is not as the person who lives there must find it, a line each. `last` is the report of the last run. */
export function brokenLaws(scene: Scene, last: Report | undefined): readonly string[] {
  const { world, titles, memory } = scene;
  if (last === undefined) return ["the last run did not end"];
  const { exitCode, operations = [], held } = last;
  return [
    ...(exitCode === 0 || (exitCode === 4 && held.length > 0) ? [] : [`the last run ended with ${exitCode}`]),
    ...operations.map(({ id }) => `still to do: ${id}`),
    ...doubledPlays(world).map((play) => `doubled: ${play}`),
    ...world.plex.violations,
    ...world.trakt.violations,
    ...memory.broken,
    ...titles.flatMap((title) => [
      ...playsOutOfNothing(scene, title),
      ...lostViews(scene, title),
      ...FIELDS_OF[title.type].flatMap((field) => [
        ...differencesOf(scene, title, field).filter(() => !isExcused(scene, last, { title, field })),
        ...SIDES.flatMap((side) => {
          const place = { title, field, side };
          return [...outOfNothing(scene, place), ...lost(scene, place), ...back(scene, place)];
        }),
        ...otherValue(scene, title, field),
      ]),
    ]),
  ];
}

interface Place {
  readonly title: Title;
  readonly field: Field;
  readonly side: Side;
}

const nameOf = ({ title, field, side }: Place): string => `${field} of ${title.name} on ${side}`;

/** Where the sides differ. */
function differencesOf({ world, settings, memory }: Scene, title: Title, field: Field): readonly string[] {
  const plex = look(world, { side: "plex", field }, title);
  const trakt = look(world, { side: "trakt", field }, title);
  const isOff = settings.oneWay?.field === field && settings.oneWay.direction === "off";
  if (isOff) return [];
  const copies = title.keys.filter((key) => world.plex.items.get(key) !== undefined);
  const sides = `Plex ${JSON.stringify([...plex.values()])}, Trakt ${JSON.stringify([...trakt.values()])}`;
  // A copy that a person cleared, or whose mark was taken back, is not filled again: that is no difference between the sides.
  const isCleared = deedsOf(memory, title, field).some(({ side, kind }) => side === "plex" && kind === "clear");
  const writesPlex = settings.oneWay?.field !== field || settings.oneWay.direction !== "plex-to-trakt";
  const isOneEnough = memory.hasUndone || isCleared || !writesPlex;
  const hasLostFile = deedsOf(memory, title, "collection").some(
    ({ side, kind }) => side === "plex" && kind === "clear",
  );
  const areAll = (isEqual: (key: string) => boolean): boolean =>
    isOneEnough ? copies.length === 0 || hasLostFile || copies.some(isEqual) : copies.every(isEqual);
  const differ = [`${field} of ${title.name} differs: ${sides}`];
  switch (field) {
    case "watched":
      return areAll((key) => plex.has(key) === trakt.size > 0) ? [] : differ;
    case "rating":
      return areAll((key) => plex.get(key) === trakt.get("rating")) ? [] : differ;
    case "collection":
      return plex.size > 0 === trakt.size > 0 ? [] : differ;
    case "watchlist":
      return plex.size === trakt.size ? [] : differ;
    default:
      return field satisfies never;
  }
}

/** Nothing is anywhere that nobody ever put on either side. */
function outOfNothing({ world, memory }: Scene, { title, field, side }: Place): readonly string[] {
  const sight = look(world, { side, field }, title);
  if (field === "collection") return [];
  const sets = deedsOf(memory, title, field).filter(({ kind }) => kind === "set");
  const isKnown =
    field === "rating"
      ? [...sight.values()].every((value) => sets.some((deed) => String(deed.value) === value))
      : sets.length > 0;
  return sight.size === 0 || isKnown ? [] : [`out of nothing: ${nameOf({ title, field, side })}`];
}

/** Every play is one that somebody made: pakt's own marks in Plex never come back as plays. */
function playsOutOfNothing({ world, memory }: Scene, title: Title): readonly string[] {
  const minutes = new Set(
    deedsOf(memory, title, "watched").flatMap(({ kind, at }) => (kind === "set" ? toMinute(at) : [])),
  );
  const plays = [...look(world, { side: "trakt", field: "watched" }, title).values()];
  return plays.filter((at) => !minutes.has(at)).map((at) => `nobody watched ${title.name} at ${at}`);
}

/** What somebody put on a side is there, as long as nobody took it away on either. */
function lost(scene: Scene, { title, field, side }: Place): readonly string[] {
  const { world, memory } = scene;
  const deeds = deedsOf(memory, title, field);
  const sight = look(world, { side, field }, title);
  // Files are nobody's to lose but the person's; what was watched leaves the lists by itself.
  if (field === "collection" || (field === "watchlist" && isWatchedByAnyone(scene, title))) return [];
  const isGone = (deed: Deed): boolean => {
    if (side === "plex" && deed.key !== undefined) {
      return world.plex.items.get(deed.key) !== undefined && !sight.has(deed.key);
    }
    return field === "watched" ? ![...sight.values()].includes(toMinute(deed.at)) : sight.size === 0;
  };
  const isTakenAway = (deed: Deed): boolean =>
    deeds.some(
      (clear) =>
        clear.kind === "clear" && (clear.number > deed.number || !isSettledBetween(memory, clear.number, deed.number)),
    );
  return deeds
    .filter((deed) => deed.kind === "set" && deed.side === side && !deed.isConcurrent)
    .filter(
      (deed) => isGone(deed) && !isTakenAway(deed) && !(deed.side === "plex" && isDeletedSince(scene, title, deed)),
    )
    .map((deed) => `lost: ${nameOf({ title, field, side })}, set as deed ${deed.number}`);
}

/** What somebody took away last, when all else was settled, is not back on that side. */
function back(scene: Scene, { title, field, side }: Place): readonly string[] {
  const { world, memory } = scene;
  const deeds = deedsOf(memory, title, field);
  const files =
    field === "watchlist" ? [] : deedsOf(memory, title, "collection").filter((deed) => deed.side === "plex");
  const clear = deeds.at(-1);
  // What goes right after pakt marked it as watched may be the service's doing, and comes back once.
  if (field === "watchlist" && isWatchedByAnyone(scene, title)) return [];
  if (clear?.kind !== "clear" || clear.side !== side || (field === "collection" && side === "plex")) return [];
  const others = [...deeds, ...files].filter((deed) => deed !== clear && (deed.side !== side || deed.field !== field));
  const isClear = others.every(({ number }) => number < clear.number && isSettledBetween(memory, number, clear.number));
  const isFirst = !isSettledBetween(memory, 0, clear.number);
  const isBack = look(world, { side, field }, title).size > 0;
  return isBack && isClear && !isFirst && !clear.isConcurrent
    ? [`back: ${nameOf({ title, field, side })}, cleared as deed ${clear.number}`]
    : [];
}

/** The last rating that anybody gave is the one that both sides have. */
function otherValue(scene: Scene, title: Title, field: Field): readonly string[] {
  const { world, memory, settings } = scene;
  const deeds = deedsOf(memory, title, field);
  const last = deeds.at(-1);
  const isFree = settings.oneWay?.field !== field && !(settings.ignoresFirstMovie && title.name === FIRST_MOVIE);
  if (field !== "rating" || last?.kind !== "set" || !isFree || memory.hasUndone) return [];
  if (deeds.some(({ isConcurrent }) => isConcurrent) || isDeletedSince(scene, title, last)) return [];
  const isOnPlex = title.keys.some((key) => world.plex.items.get(key) !== undefined);
  return SIDES.filter((side) => side === "trakt" || isOnPlex).flatMap((side) => {
    const values = [...look(world, { side, field }, title).values()];
    const isThere = values.length > 0 && values.every((value) => value === String(last.value));
    return isThere ? [] : [`${title.name} is rated ${values.join()} on ${side}, and was last rated ${last.value}`];
  });
}

/** The last view on Plex is a play on Trakt, unless it is the same view as another, or was there before pakt knew of its copy. */
function lostViews(scene: Scene, title: Title): readonly string[] {
  const { world, memory, settings } = scene;
  const deeds = deedsOf(memory, title, "watched");
  const last = deeds.at(-1);
  const isFree = settings.oneWay?.field !== "watched" && !(settings.ignoresFirstMovie && title.name === FIRST_MOVIE);
  if (last?.kind !== "set" || last.side !== "plex" || !isFree || memory.hasUndone) return [];
  const isSameView = deeds.some((deed) => deed !== last && deed.kind === "set" && last.at - deed.at < title.viewMs);
  const isTakenAway = deeds.some(
    ({ kind, number }) => kind === "clear" && !isSettledBetween(memory, number, last.number),
  );
  const cameIn = deedsOf(memory, title, "collection").find(({ key }) => key === last.key)?.number ?? 0;
  const isKnownCopy = deeds.length === 1 || isSettledBetween(memory, cameIn, last.number);
  if (isSameView || isTakenAway || !isKnownCopy || isDeletedSince(scene, title, last)) return [];
  const plays = [...look(world, { side: "trakt", field: "watched" }, title).values()];
  return plays.includes(toMinute(last.at)) ? [] : [`Trakt lacks the view of ${title.name} at ${toMinute(last.at)}`];
}

/** Whether a file went after a deed: what was known of its copy went with it. */
function isDeletedSince({ memory }: Scene, title: Title, deed: Deed): boolean {
  return deedsOf(memory, title, "collection").some(
    ({ side, kind, number }) => side === "plex" && kind === "clear" && number > deed.number,
  );
}

function toMinute(at: number): string {
  return new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS).toISOString();
}
