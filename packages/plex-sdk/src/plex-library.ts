import { z } from "zod";

import { wireKey, wireList, wireNumber, wireText } from "./wire-values.ts";

/** A library of a server. */
export interface PlexLibrary {
  /** The section id, a number as text. */
  readonly key: string;
  /** `movie`, `show`, `artist`, `photo`, …: an open list. */
  readonly type: string;
  readonly title: string;
  /** Tells which form of guid to expect, e.g. `tv.plex.agents.movie`. */
  readonly agent?: string | undefined;
  readonly scanner?: string | undefined;
  readonly language?: string | undefined;
  readonly uuid?: string | undefined;
  /** Epoch seconds of the last scan. */
  readonly scannedAt?: number | undefined;
  /** A counter rather than a date; it moves when the content changes. */
  readonly contentChangedAt?: number | undefined;
}

const libraryRow = z.object({
  key: wireKey,
  type: wireText,
  title: wireText,
  agent: wireText,
  scanner: wireText,
  language: wireText,
  uuid: wireText,
  scannedAt: wireNumber,
  contentChangedAt: wireNumber,
});

/** The answer of `/library/sections`. */
export const libraryContainer = z.object({ MediaContainer: z.object({ Directory: wireList(libraryRow) }) });

/** A checked row as a library. */
export function toLibrary(row: z.output<typeof libraryRow>): PlexLibrary {
  return { ...row, type: row.type ?? "", title: row.title ?? "" };
}
