/** How one kind of run is spoken of: what a sync calls "the same", an undo calls "taken back". */
export interface RunWords {
  /** It wrote something, and nothing is left to be said. */
  readonly whole: string;
  /** It wrote something, and what is to be said stands above. */
  readonly done: string;
  /** There was nothing to write. */
  readonly nothing: string;
  /** The end of what a dry run says. */
  readonly dryRun: string;
  /** The command that does what is still to be done. */
  readonly again: string;
}

/** As `pakt sync` speaks of its run. */
export const SYNC_WORDS: RunWords = {
  whole: "Both sides are the same",
  done: "Done",
  nothing: "Nothing to do",
  dryRun: "Nothing was written: this was a dry run.",
  again: "pakt sync",
};
