import type { ExitCode, RunSummary } from "@pakt/sync";
import { FIELDS } from "../arguments/read-fields.ts";
import type { Paint, Style } from "../output/style.ts";
import { countWords, groupDigits } from "./format-amounts.ts";
import { countOperations } from "./render-counts.ts";

/** What a run came to, in a word or two. */
const OUTCOMES: Readonly<Record<ExitCode, string>> = {
  0: "done",
  1: "failed",
  2: "wrong usage",
  3: "partly done",
  4: "held back",
  5: "sign-in needed",
};

/** What a run came to, in a word or two, and how that is painted. A run without an end goes on, or was killed. */
export function describeOutcome(
  { hasEnded, exitCode, open }: RunSummary,
  style: Style,
): { readonly text: string; readonly paint: Paint } {
  if (open !== undefined) {
    return open === "under-way"
      ? { text: "under way", paint: style.yellow }
      : { text: "interrupted", paint: style.red };
  }
  if (!hasEnded || exitCode === undefined) {
    return { text: "killed", paint: style.red };
  }
  return { text: OUTCOMES[exitCode], paint: paintOf(exitCode, style) };
}

function paintOf(exitCode: ExitCode, style: Style): Paint {
  if (exitCode === 0) {
    return style.green;
  }
  return exitCode === 4 ? style.yellow : style.red;
}

/** What a run wrote, by field: `12 watched, 3 rating`. */
export function describeWritten({ fields }: Pick<RunSummary, "fields">): string {
  const parts = FIELDS.flatMap((field) => {
    const counts = fields[field];
    const written = counts === undefined ? 0 : countOperations({ [field]: counts });
    return written === 0 ? [] : [`${groupDigits(written)} ${field}`];
  });
  return parts.length === 0 ? "nothing written" : parts.join(", ");
}

/** How many writes of a run got no answer; nothing where all did. */
export function describeUnknown({ outcomes: { unknown = 0 } }: Pick<RunSummary, "outcomes">): string[] {
  return unknown === 0 ? [] : [`${groupDigits(unknown)} without an answer`];
}

/** How many requests a run took to both sides; nothing where that is not known. */
export function describeRequests({ requests }: Pick<RunSummary, "requests">): string[] {
  return requests === undefined ? [] : [countWords(requests.plex + requests.trakt, "request")];
}

/** Ids begin with a date, a minute and a second: `20260102T2010` + `07` + `Z-1f3c`. */
const LENGTHS = [13, 15];

/** Cuts run ids as short as tells them apart: to the minute, to the second, or not at all. */
export function shortenIds(ids: readonly string[]): (id: string) => string {
  const length = LENGTHS.find((least) => new Set(ids.map((id) => id.slice(0, least))).size === new Set(ids).size);
  return (id) => id.slice(0, length);
}
