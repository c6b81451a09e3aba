import { takeWidth, textWidth } from "../output/text-width.ts";

/** What tells one title from its neighbours: a year, an episode's number, a season. */
const ENDING = / (?:\(\d{4}\)|S\d+E\d+|season \d+|specials)$/;

/**
 * Cuts a title in its middle, so that its end still tells it from its neighbours: `Avatar: The La… S01E02`. A title with no number at
 * its end keeps the last third.
 */
export function cutTitle(
  title: string,
  { width, ellipsis }: { readonly width: number; readonly ellipsis: string },
): string {
  if (textWidth(title) <= width) {
    return title;
  }
  const end = ENDING.exec(title)?.[0] ?? takeWidth(title, Math.floor(width / 3), "end").trimStart();
  const room = width - textWidth(end) - ellipsis.length;
  return takeWidth(title, room).trimEnd() + ellipsis + end;
}
