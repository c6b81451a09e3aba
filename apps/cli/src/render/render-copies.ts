import type { Explanation, TitleExplanation } from "@pakt/sync";
import { foldColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { describeQuality } from "./describe-quality.ts";
import { describeViews } from "./describe-said.ts";

type Copy = Explanation["copies"][number];

/** The copies of a title in Plex, one a line: its handle, views, rating, and what its best file is like. */
export function renderCopies(copies: readonly Copy[], style: Style, servers: Servers = {}): string[] {
  return foldColumns(
    copies.map((copy) => toCells(copy, style, servers)),
    { width: style.tableWidth, ellipsis: style.ellipsis, indent: 4, shrink: 0, foldable: 3 },
  ).flat();
}

/** What people call the servers that refs name, where there are several. */
type Servers = NonNullable<TitleExplanation["servers"]>;

function toCells({ ref, item, known }: Copy, style: Style, servers: Servers): Cell[] {
  const { watched, rating, collection } = item;
  const isOurs = watched !== undefined && known?.ours !== undefined && known.ours >= watched.plays;
  const seen = watched === undefined ? "not seen" : describeViews(watched) + (isOurs ? " (marked by pakt)" : "");
  return [
    { text: nameCopy(ref, servers) },
    { text: seen },
    { text: rating === undefined ? "not rated" : `rated ${rating.value}` },
    { text: collection === undefined ? "" : describeQuality(collection.quality), paint: style.dim },
  ];
}

function nameCopy(ref: string, servers: Servers): string {
  const [server = "", ...key] = ref.split("/");
  const name = servers[server];
  return name === undefined ? ref : `${name} ${key.join("/")}`;
}
