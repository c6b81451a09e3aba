import type { Target } from "@pakt/sync-core";

/** A title for people: `Heat (1995)`, `The Wire S01E02`, `The Wire season 1`. */
export function titleOf({
  type,
  title,
  year,
  show,
  season,
  number,
}: Pick<Target, "type" | "title" | "year" | "show" | "season" | "number">): string {
  const name = title === "" ? "(no title)" : title;
  switch (type) {
    case "movie":
    case "show":
      return year === undefined ? name : `${name} (${year})`;
    case "season":
      return `${show?.title ?? name} ${season === 0 ? "specials" : `season ${season ?? "?"}`}`;
    case "episode":
      return `${show?.title ?? name} S${pad(season)}E${pad(number)}`;
  }
}

function pad(value: number | undefined): string {
  return value === undefined ? "??" : String(value).padStart(2, "0");
}
