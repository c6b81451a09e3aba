import { findNumberingDoubts, indexSnapshot } from "@pakt/sync-core";
import type { Snapshot, SnapshotIndex } from "@pakt/sync-core";

import type { Sides } from "./open-sides.ts";

/** Where a show's numbers cannot be trusted, Trakt's own numbering is read and joined to what Trakt said. */
export async function resolveNumbering(
  sides: Sides,
  indexes: { readonly plex: SnapshotIndex; readonly trakt: SnapshotIndex },
  trakt: Snapshot,
  signal?: AbortSignal,
): Promise<{ readonly plex: SnapshotIndex; readonly trakt: SnapshotIndex }> {
  const listed = await sides.trakt.readSeasonLists(findNumberingDoubts(indexes), signal);
  if (listed.length === 0) return indexes;
  return { plex: indexes.plex, trakt: indexSnapshot({ ...trakt, items: [...trakt.items, ...listed] }) };
}
