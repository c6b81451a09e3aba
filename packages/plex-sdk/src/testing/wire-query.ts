import type { PlexFilter, PlexFilterField, PlexFilterOperator } from "../plex-filter.ts";

/** A query as a media server reads it: the name may end in the first half of an operator (`lastViewedAt>>`). */
export function readQuery(search: string): ReadonlyMap<string, string> {
  const parts = search.replace(/^\?/, "").split("&");
  return new Map(
    parts
      .filter((part) => part !== "")
      .map((part): [string, string] => {
        const at = part.indexOf("=");
        const [name, value] = at === -1 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
        return [decodeURIComponent(name), decodeURIComponent(value)];
      }),
  );
}

const FIELDS = [
  "viewCount",
  "lastViewedAt",
  "userRating",
  "lastRatedAt",
  "addedAt",
  "updatedAt",
  "viewedAt",
  "year",
] as const;

/** The filter that a name and value of a query stand for; undefined when it is none. A scope (`episode.`) is dropped. */
export function readFilter(name: string, value: string): PlexFilter | undefined {
  const match = /^(?:(?:movie|show|season|episode)\.)?(?<field>[A-Za-z]+)(?<operator>>>|<<|>|<|!)?$/.exec(name);
  const field = match?.groups?.["field"];
  if (field === undefined || !isField(field) || Number.isNaN(Number(value))) return undefined;
  return { field, operator: operatorOf(match?.groups?.["operator"]), value: Number(value) };
}

function isField(name: string): name is PlexFilterField {
  return FIELDS.some((field) => field === name);
}

function operatorOf(half: string | undefined): PlexFilterOperator {
  const operators: Readonly<Record<string, PlexFilterOperator>> = {
    ">>": ">>=",
    "<<": "<<=",
    ">": ">=",
    "<": "<=",
    "!": "!=",
  };
  return operators[half ?? ""] ?? "=";
}
