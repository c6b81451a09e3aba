import type { Base } from "./base.ts";
import type { RowMarks } from "./base-patch.ts";
import type { Side } from "./item.ts";
import type { Listed, Operation, Target } from "./operation.ts";
import type { PastRun } from "./plan-undo.ts";
import type { SideReader } from "./side-reader.ts";
import type { Taken, TakenBack } from "./take-back.ts";
import { laterDate } from "./time.ts";
import { titleForPeople } from "./title-for-people.ts";

interface Context {
  readonly run: PastRun;
  readonly base: Base;
  readonly read: SideReader;
  /** Whether a side's watchlist was read completely. */
  readonly isListRead: (side: Side) => boolean;
}

/** What goes back on a watchlist, and what cannot. */
export interface Relisted {
  readonly taken: readonly Taken[];
  readonly listed: readonly Listed[];
}

/** Puts back on a side's watchlist what the side took off it for a mark that is taken back now. */
export function relist(taken: readonly Taken[], context: Context): Relisted {
  const undone = new Set(taken.flatMap(({ operation, result }) => (isTakenBack(result) ? operation.id : [])));
  const written = new Set(context.run.operations.flatMap((each) => (each.field === "watchlist" ? placeOf(each) : [])));
  const back: Taken[] = [];
  const listed: Listed[] = [];
  for (const [row, ofRow] of Object.entries(context.run.marks ?? {})) {
    for (const side of ["plex", "trakt"] as const) {
      const marks = ofRow.marks.filter(
        (mark) => mark.side === side && mark.isGone !== true && undone.has(mark.operation),
      );
      const [mark] = marks;
      // What the run itself put on that list or took off it is taken back as such.
      if (mark === undefined || written.has(placeOf({ row, side }))) continue;
      const target = targetOf(ofRow);
      const fate = fateOf(row, side, target, context);
      if (fate === "listed") continue;
      if (fate !== "dropped") {
        listed.push({
          field: "watchlist",
          row,
          title: titleForPeople(target),
          ids: target.ids,
          reason: "not-restored",
          message: messageOf(fate, side),
        });
        continue;
      }
      const listedAt = marks.map((each) => each.listedAt).reduce(laterDate, undefined);
      const operation: Operation = {
        id: `watchlist:add:${side}:${row}`,
        row,
        reason: "undone",
        target,
        undoes: mark.operation,
        field: "watchlist",
        action: "add",
        side,
        ...(listedAt !== undefined && { listedAt }),
      };
      back.push({ operation, result: { operations: [operation], listed: [] } });
    }
  }
  return { taken: back, listed };
}

/** A mark that is gone already is as good as one that is taken back now. */
function isTakenBack({ operations, listed }: TakenBack): boolean {
  return operations.length > 0 || listed.some(({ reason }) => reason === "already-gone");
}

type Fate = "listed" | "dropped" | "unread" | "untold";

/** What became of a title that was listed when it was marked. */
function fateOf(row: string, side: Side, target: Target, { base, read, isListRead }: Context): Fate {
  if (read.held(side, target).watchlist !== undefined) return "listed";
  if (!isListRead(side)) return "unread";
  // Base forgets a mark once the list showed the title after it, and once it was decided what its drop means.
  return base.records[row]?.ownMarks?.[side] === undefined ? "untold" : "dropped";
}

const NAMES: Readonly<Record<Side, string>> = { plex: "Plex", trakt: "Trakt" };

function messageOf(fate: "unread" | "untold", side: Side): string {
  const was = `It was on ${NAMES[side]}'s watchlist, which may have dropped it for the mark`;
  return fate === "unread"
    ? `${was}; it is not put back, as that list was not read.`
    : `${was}; it is not put back, as a person may have taken it off since.`;
}

function targetOf({ record: { type, ids, title, year } }: RowMarks): Target {
  return { type, ids, title, by: "ids", ...(year !== undefined && { year }) };
}

function placeOf({ row, side }: Pick<Operation, "row" | "side">): string {
  return `${side} ${row}`;
}
