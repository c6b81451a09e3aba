import { disagree } from "./id-order.ts";
import type { JoinedTitles, Known, Placed, Sides } from "./join-titles.ts";
import { isNumbered, type ShowGroup } from "./show-group.ts";
import { slotOf, type Title } from "./title.ts";

/** Records that their show and number place, and those of which nothing is listed; a show in doubt leaves its records where they are. */
export function placeByNumber(
  { plex, trakt }: Sides,
  joined: JoinedTitles,
  shows: ReadonlyMap<number, ShowGroup>,
): { readonly placed: readonly Placed[]; readonly lost: readonly Known[] } {
  const slotsOf = new Map<ShowGroup, Map<number | undefined, Title>>();
  const placed: Placed[] = [];
  const lost: Known[] = [];
  for (const known of joined.loose) {
    const ids = known.record.show?.ids ?? [];
    const title = ids.flatMap((id) => plex.find("show", id) ?? trakt.find("show", id) ?? [])[0];
    const show = title === undefined ? undefined : shows.get(joined.groupOf(title));
    if (show === undefined) {
      lost.push(known);
      continue;
    }
    const slot = slotOf(known.record);
    if (!isNumbered(show) || slot === undefined) continue;
    const slots = slotsOf.get(show) ?? new Map(show.parts.map((part) => [slotOf(part), part]));
    slotsOf.set(show, slots);
    const part = slots.get(slot);
    if (part === undefined) lost.push(known);
    else if (!disagree(part.ids, known.record.ids)) placed.push({ ...known, title: part });
  }
  return { placed, lost };
}
