import type { FileView } from "./file-views.ts";
import type { Watched } from "./item.ts";
import type { MarkWatched, Reason, RemovePlays, UnmarkWatched } from "./operation.ts";
import type { Resolution } from "./resolve-field.ts";
import { targetOf, type Copy, type Row } from "./row.ts";

/** The removal of all plays of a title from Trakt, where that was decided. */
export function removePlays(
  row: Row,
  { writesTrakt, final, reason, reading }: Resolution<Watched>,
): readonly RemovePlays[] {
  const before = reading.values.trakt;
  if (!writesTrakt || final !== undefined || reason === undefined || before === undefined) return [];
  const target = targetOf(row, "trakt");
  const id = `watched:remove:trakt:${row.key}`;
  return [{ id, row: row.key, field: "watched", action: "remove", side: "trakt", reason, target, before }];
}

/** Brings one Plex copy to the row's value. */
export function markCopy(
  row: Row,
  copy: Copy,
  resolution: Resolution<Watched>,
  file: FileView | undefined,
): MarkWatched | UnmarkWatched {
  const { ref, item } = copy;
  const before = resolution.final === undefined ? item.watched : undefined;
  const action = before === undefined ? "add" : "remove";
  const shared = {
    id: `watched:${action}:plex:${row.key}@${ref}`,
    row: row.key,
    field: "watched",
    side: "plex",
    reason: reasonOf(copy, resolution, file),
    target: targetOf(row, "plex"),
    ref,
  } as const;
  return before === undefined ? { ...shared, action: "add" } : { ...shared, action: "remove", before };
}

function reasonOf(
  { ref, known }: Copy,
  { reason, writesTrakt }: Resolution<Watched>,
  file: FileView | undefined,
): Reason {
  if (reason !== undefined && !writesTrakt) return reason;
  if (file?.refs.has(ref) === true) return "viewed-with-file";
  return reason === undefined || known === undefined ? "new-copy" : reason;
}
