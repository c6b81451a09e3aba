import type { ItemType, ShowOfItem } from "./item.ts";

/** What a title is named by. */
export interface NamedTitle {
  readonly type: ItemType;
  readonly title: string;
  readonly year?: number | undefined;
  readonly show?: Pick<ShowOfItem, "title"> | undefined;
  readonly season?: number | undefined;
  readonly number?: number | undefined;
}

/** A title as people write it: `Heat (1995)`, `The Wire S01E02`, `The Wire season 1`, `The Wire specials`. */
export function titleForPeople({ type, title, year, show, season, number }: NamedTitle): string {
  const name = title === "" ? "(no title)" : title;
  switch (type) {
    case "movie":
    case "show":
      return year === undefined ? name : `${name} (${year})`;
    case "season":
      return `${show?.title ?? name} ${season === 0 ? "specials" : `season ${season ?? "?"}`}`;
    case "episode":
      return season === undefined || number === undefined
        ? `${show?.title ?? name}: ${name}`
        : `${show?.title ?? name} S${twoDigits(season)}E${twoDigits(number)}`;
    default:
      return type satisfies never;
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
