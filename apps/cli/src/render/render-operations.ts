import { titleForPeople } from "@pakt/sync";
import type { Operation } from "@pakt/sync";
import { FIELDS } from "../arguments/read-fields.ts";
import { foldColumns } from "../output/align-columns.ts";
import type { Cell } from "../output/align-columns.ts";
import type { Style } from "../output/style.ts";
import { cutTitle } from "./cut-title.ts";
import { describeAct, describeValue, hasTime } from "./describe-operation.ts";
import { explainReason } from "./explain-reason.ts";
import { groupDigits } from "./format-amounts.ts";

/**
 * Operations in words, one a line and a block a field: `add play on Trakt  Heat (1995)  2026-01-02 20:10  added on Plex`. Those that
 * differ only by their Plex copy share a line. Of about `limit` lines each block gets its share; what comes after is counted and not
 * printed.
 */
export function renderOperations(
  operations: readonly Operation[],
  {
    style,
    limit = Number.POSITIVE_INFINITY,
    zone = "told",
  }: {
    readonly style: Style;
    readonly limit?: number;
    /** Whether a line says that times are UTC. Default `told`. */
    readonly zone?: "told" | "known";
  },
): string[] {
  const groups = groupCopies(operations).toSorted(([a], [b]) => blockOf(a) - blockOf(b));
  const blocks = [...Map.groupBy(groups, ([operation]) => blockOf(operation)).values()];
  const share = Math.ceil(limit / blocks.length);
  const lines = blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : [""]),
    ...renderBlock(block, { style, share }),
  ]);
  const shown = blocks.flatMap((block) => block.slice(0, share)).flat();
  return [...(zone === "told" && shown.some(hasTime) ? [style.dim("  Times are UTC.")] : []), ...lines];
}

/** Operations that read the same but for the copy that they write; never empty. */
type CopyGroup = readonly [Operation, ...Operation[]];

function groupCopies(operations: readonly Operation[]): readonly CopyGroup[] {
  const groups = new Map<string, CopyGroup>();
  for (const operation of operations) {
    const { id, row, side, reason } = operation;
    const key = side === "plex" ? [row, reason, describeAct(operation), describeValue(operation)].join("\n") : id;
    const group = groups.get(key);
    groups.set(key, group === undefined ? [operation] : [...group, operation]);
  }
  return [...groups.values()];
}

/** The place of an operation's block: one a field, and of the collection another for what changes, which is twice as long to say. */
function blockOf({ field, action }: Operation): number {
  return FIELDS.indexOf(field) * 2 + (field === "collection" && action === "update" ? 1 : 0);
}

function renderBlock(
  block: readonly CopyGroup[],
  { style, share }: { readonly style: Style; readonly share: number },
): string[] {
  const shown = block.slice(0, share);
  const more = block.flat().length - shown.flat().length;
  const lines = foldColumns(
    shown.map((group) => toCells(group, style)),
    { width: style.tableWidth, ellipsis: style.ellipsis, shrink: 1, cut: cutTitle, foldable: 2 },
  );
  return [...lines.flat(), ...(more > 0 ? [style.dim(`  and ${groupDigits(more)} more (--verbose)`)] : [])];
}

function toCells(group: CopyGroup, style: Style): Cell[] {
  const [operation] = group;
  const copies = group.length === 1 ? "" : `(${groupDigits(group.length)} copies)`;
  return [
    { text: describeAct(operation) },
    { text: titleForPeople(operation.target), paint: style.bold },
    { text: `${describeValue(operation)} ${copies}`.trim() },
    { text: explainReason(operation.reason), paint: style.dim },
  ];
}
