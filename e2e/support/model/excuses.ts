import type { Field, Report } from "@pakt/sync";

import { look } from "./look.ts";
import { deedsOf, isWatchedByAnyone } from "./memory.ts";
import type { Scene } from "./scene.ts";
import { FIRST_MOVIE } from "./titles.ts";
import type { Title } from "./titles.ts";

/** Whether the report says why the sides differ in a field of a title, and what it says can be. */
export function isExcused(
  scene: Scene,
  report: Report,
  { title, field }: { readonly title: Title; readonly field: Field },
): boolean {
  const { memory, settings, world } = scene;
  const isCleared = deedsOf(memory, title, field).some(({ kind }) => kind === "clear");
  // Plex's catalogue tells no year.
  const isIt = (entry: { readonly title: string; readonly field: Field }): boolean =>
    title.name.startsWith(entry.title) && entry.field === field;
  const isTrue: Readonly<Record<string, boolean>> = {
    direction: settings.oneWay?.field === field,
    ignored: settings.ignoresFirstMovie && title.name === FIRST_MOVIE,
    declined: memory.hasUndone,
    // Trakt's plays were removed, and what is seen on Plex is pakt's own mark.
    "own-view": isCleared || memory.hasUndone,
    "file-on-plex": isCleared,
  };
  const isEmpty = (["plex", "trakt"] as const).some((side) =>
    scene.titles.every((each) => look(world, { side, field }, each).size === 0),
  );
  return (
    report.kept.some(
      (entry) =>
        isIt(entry) &&
        (isCleared ||
          memory.hasUndone ||
          // The service took a show off its list for an episode that was marked.
          (entry.reason === "started-watching" && isWatchedByAnyone(scene, title))),
    ) ||
    report.skipped.some((entry) => isIt(entry) && isTrue[entry.reason] === true) ||
    report.refused.some((entry) => isIt(entry) && memory.hasLimits) ||
    report.held.some(
      (entry) =>
        isIt(entry) &&
        ((entry.reason === "side-is-empty" && isEmpty) ||
          (entry.reason === "identity-changed" && memory.hasNewLibrary)),
    )
  );
}
