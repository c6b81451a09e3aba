import type { Field, Side } from "@pakt/sync";

import { FIELDS_OF, look } from "./look.ts";
import type { Scene } from "./scene.ts";
import { FIRST_MOVIE } from "./titles.ts";

const SIDES = ["plex", "trakt"] as const;

/** All that is to be seen on both sides: by side, field and title. */
export function takeStock({ world, titles }: Scene): ReadonlyMap<string, string> {
  return new Map(
    SIDES.flatMap((side) =>
      titles.flatMap((title) =>
        FIELDS_OF[title.type].map((field) => {
          const sight = look(world, { side, field }, title);
          return [`${side}/${field}/${title.name}`, JSON.stringify([...sight])] as const;
        }),
      ),
    ),
  );
}

/** What a run changed although the person chose that it must not. */
export function forbiddenChanges(scene: Scene, before: ReadonlyMap<string, string>): readonly string[] {
  const changed = [...takeStock(scene)].filter(([place, value]) => before.get(place) !== value);
  return changed.flatMap(([place, value]) => {
    const [side, field, name] = place.split("/") as [Side, Field, string]; // As put together above.
    // The services' own lists lose by themselves what is marked as watched elsewhere.
    if (field === "watchlist" && value === "[]") return [];
    const isIgnored = scene.settings.ignoresFirstMovie && name === FIRST_MOVIE;
    return isIgnored || !isWritten(scene, side, field)
      ? [`written against the person's choice: ${place} is ${value}`]
      : [];
  });
}

function isWritten({ settings: { oneWay } }: Scene, side: Side, field: Field): boolean {
  if (field === "collection") return side === "trakt";
  if (oneWay?.field !== field) return true;
  return oneWay.direction === (side === "trakt" ? "plex-to-trakt" : "trakt-to-plex");
}
