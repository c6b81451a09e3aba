import type { SyncEvent } from "@pakt/sync";
import { cutText } from "../output/align-columns.ts";
import { padWidth, textWidth } from "../output/text-width.ts";
import type { Style } from "../output/style.ts";
import { countWords, formatDuration, groupDigits } from "./format-amounts.ts";
import { sideName } from "./side-name.ts";

type Phase = Extract<SyncEvent, { type: "phase-start" }>["phase"];
type Side = Extract<SyncEvent, { type: "fetch-progress" }>["side"];

/** Where a phase is: what the events of it said so far. */
export interface PhaseState {
  readonly phase: Phase;
  /** By side: the lists that were or are being read. */
  readonly lists: Readonly<Partial<Record<Side, readonly ListState[]>>>;
  /** By side: how many operations have an outcome, and how many of these were applied. */
  readonly writes: Readonly<
    Partial<Record<Side, { readonly done: number; readonly applied: number; readonly total: number }>>
  >;
  /** What the plan holds, in words; absent before the plan is ready. */
  readonly plan?: string;
}

interface ListState {
  readonly what: string;
  readonly done: number;
  readonly total?: number;
}

/** The state of a phase in which nothing was said yet. */
export function startPhase(phase: Phase): PhaseState {
  return { phase, lists: {}, writes: {} };
}

/** The state after one more event of the phase. */
export function followPhase(state: PhaseState, event: SyncEvent): PhaseState {
  switch (event.type) {
    case "fetch-progress": {
      const { side, what, done, total } = event;
      const list: ListState = { what, done, ...(total === undefined ? {} : { total }) };
      const lists = state.lists[side] ?? [];
      const next = lists.some((known) => known.what === what)
        ? lists.map((known) => (known.what === what ? list : known))
        : [...lists, list];
      return { ...state, lists: { ...state.lists, [side]: next } };
    }
    case "plan-ready":
      return { ...state, plan: describePlan(event) };
    case "apply-progress":
      return { ...state, writes: { ...state.writes, [event.side]: event } };
    case "phase-start":
    case "phase-end":
    case "wait-start":
    case "warning":
      return state;
    default:
      return event satisfies never;
  }
}

/** One line about a phase: a mark, its name, counts, and the time it took once it is over. On a terminal never longer than a line. */
export function renderPhase(state: PhaseState, style: Style, durationMs?: number): string {
  const { dot, ellipsis } = style;
  const name = PHASE_NAMES[state.phase].padEnd(NAME_WIDTH);
  const before = NAME_WIDTH + MARK_WIDTH + GAP.length;
  if (durationMs === undefined) {
    const detail = describeState(state, { dot, over: false });
    const shown = cutText(detail, { width: style.tableWidth - before, ellipsis });
    return `${style.dim(style.marks.busy)} ${name}${GAP}${shown}`.trimEnd();
  }
  const detail = describeState(state, { dot, over: true });
  const start = `${style.green(style.marks.done)} ${name}${GAP}`;
  const time = formatDuration(durationMs);
  const around = before + GAP.length + time.length;
  // Where both do not fit, the counts say more than the time.
  return textWidth(detail) > style.tableWidth - around
    ? start + cutText(detail, { width: style.tableWidth - before, ellipsis })
    : `${start}${padWidth(detail, style.width - around)}${GAP}${style.dim(time)}`;
}

const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  fetch: "Fetch",
  index: "Index",
  compare: "Compare",
  apply: "Apply",
};
const NAME_WIDTH = 7;
const MARK_WIDTH = 2;
const GAP = "  ";
const SIDES: readonly Side[] = ["plex", "trakt"];

function describeState(state: PhaseState, options: { readonly dot: string; readonly over: boolean }): string {
  const parts = [
    ...(state.plan === undefined ? [] : [state.plan]),
    ...SIDES.flatMap((side) => {
      const lists = state.lists[side];
      // Only to fetch is it worth a word that nothing was read.
      return lists === undefined && state.phase !== "fetch" ? [] : describeLists(side, lists ?? [], options.over);
    }),
    ...SIDES.flatMap((side) => {
      const write = state.writes[side];
      return write === undefined
        ? []
        : [
            `${groupDigits(options.over ? write.applied : write.done)} of ${groupDigits(write.total)} to ${sideName(side)}`,
          ];
    }),
  ];
  return parts.join(` ${options.dot} `);
}

/** While a side is read: the list that is being read. Once it is over: how much its lists held, each movie, show, season or episode once a list. */
function describeLists(side: Side, lists: readonly ListState[], over: boolean): string[] {
  const current = lists.at(-1);
  if (over) {
    return [`${sideName(side)} ${current === undefined ? "unchanged" : groupDigits(sumDone(lists))}`];
  }
  if (current === undefined) {
    return [];
  }
  const { what, done, total } = current;
  return [`${sideName(side)} ${groupDigits(done)}${total === undefined ? "" : ` of ${groupDigits(total)}`} ${what}`];
}

function sumDone(lists: readonly ListState[]): number {
  return lists.reduce((sum, { done }) => sum + done, 0);
}

/** What a plan holds, in words: `4 to Plex, 31 to Trakt, 3 held`. */
export function describePlan({ toPlex, toTrakt, held, conflicts }: Extract<SyncEvent, { type: "plan-ready" }>): string {
  if (toPlex + toTrakt + held + conflicts === 0) {
    return "nothing to do";
  }
  return [
    `${groupDigits(toPlex)} to Plex, ${groupDigits(toTrakt)} to Trakt`,
    ...(held > 0 ? [`${groupDigits(held)} held`] : []),
    ...(conflicts > 0 ? [countWords(conflicts, "conflict")] : []),
  ].join(", ");
}
