import type { EndpointKind, Row } from "./endpoints.ts";
import type { FaultName } from "./fault-kinds.ts";
import type { Cell } from "./run-cell.ts";

/** Some cells of the matrix and the exit code that they share; what is left out stands for all. */
interface Rule {
  readonly kinds?: readonly EndpointKind[];
  readonly faults?: readonly FaultName[];
  readonly extent?: Cell["extent"];
  readonly exit: number;
}

const LOST = ["lost answer", "half JSON", "hang", "drip"] as const;
const PASSING = ["500", "502", "503", "504", "520", "reset", "lost answer", "hang", "drip"] as const;
const WRITES_OF_PLEX = ["plex-write", "plex-watchlist-add", "plex-watchlist-remove"] as const;
const BATCHES = ["trakt-batch", "trakt-plays-gone"] as const;
const GONE = ["trakt-plays-gone", "trakt-play-gone"] as const;
const WRITES_OF_TRAKT = ["trakt-batch", "trakt-single", ...GONE] as const;
const READS_OF_TRAKT = ["trakt-side", "trakt-stamps", "trakt-list", "trakt-count"] as const;
const READS_OF_PLEX = [
  "plex-side",
  "plex-account",
  "plex-library",
  "plex-titles",
  "plex-watchlist",
  "plex-listed-title",
  "plex-match",
] as const;
const READS = [...READS_OF_PLEX, ...READS_OF_TRAKT, "trakt-numbers"] as const;

/** How a run ends, by what goes wrong at what: the first rule that fits. */
const RULES: readonly Rule[] = [
  // Everything is asked again that was told to slow down; a read also after what passes.
  { extent: "once", faults: ["429"], exit: 0 },
  { extent: "once", kinds: READS, faults: PASSING, exit: 0 },

  // Without a new token nothing of Trakt can be done; what Trakt says of the token, or of the app that it is for, asks the person for another.
  { kinds: ["trakt-sign-in"], faults: ["401", "420", "426"], exit: 5 },
  { kinds: ["trakt-sign-in"], exit: 1 },
  // Titles whose numbers are not known are left for another time.
  { kinds: ["trakt-numbers"], exit: 0 },

  // A token is renewed once; one that is refused as soon as it was renewed is not renewed again.
  { faults: ["401"], kinds: ["trakt-stamps"], exit: 5 },
  { faults: ["401"], extent: "once", kinds: [...READS_OF_TRAKT, ...WRITES_OF_TRAKT], exit: 0 },
  { faults: ["401"], kinds: [...READS_OF_TRAKT, ...WRITES_OF_TRAKT], exit: 5 },
  { faults: ["401"], kinds: ["plex-side", "plex-library", "plex-titles", "plex-write"], exit: 5 },
  { faults: ["423"], kinds: [...READS_OF_TRAKT, ...WRITES_OF_TRAKT], exit: 1 },

  // Whose Plex it is cannot be told, and base is somebody's: no removal. Whoever has nothing to remove ends with 0.
  { kinds: ["plex-account"], exit: 4 },

  { kinds: ["plex-library"], extent: "once", exit: 0 },
  { kinds: ["plex-side", "plex-library"], faults: ["403"], exit: 5 },
  // What nobody needs to be a VIP for is refused to an app whose owner is none any more.
  { kinds: ["trakt-side", "trakt-stamps"], faults: ["426"], exit: 5 },
  { kinds: ["plex-side", "plex-library", "trakt-side", "trakt-stamps"], exit: 1 },

  // What a file is like, told next time; a season, unknown for now. What is not there is not there.
  { kinds: ["plex-titles"], extent: "once", exit: 0 },
  { kinds: ["plex-titles", "plex-listed-title", "plex-match"], faults: ["404"], exit: 0 },
  { kinds: ["trakt-count"], exit: 0 },
  { kinds: ["plex-titles", "plex-watchlist", "plex-listed-title", "plex-match", "trakt-list"], exit: 3 },

  // A lost answer is read back, and so is one that says that a title was not listed. A title that is gone is no failure.
  { kinds: ["plex-watchlist-remove"], faults: ["404"], exit: 3 },
  { kinds: WRITES_OF_PLEX, faults: ["404", ...LOST], exit: 0 },
  { kinds: WRITES_OF_PLEX, exit: 3 },

  // Read back, and sent again in halves where it was not done; a title that alone is refused has failed.
  { kinds: WRITES_OF_TRAKT, faults: ["420"], exit: 0 },
  { kinds: WRITES_OF_TRAKT, faults: ["403", "426"], exit: 3 },
  { kinds: WRITES_OF_TRAKT, extent: "once", faults: [...PASSING, "half JSON", "page"], exit: 0 },
  { kinds: BATCHES, extent: "once", faults: ["404", "409", "413"], exit: 0 },
  { kinds: ["trakt-batch", "trakt-single", "trakt-plays-gone"], faults: ["lost answer", "half JSON"], exit: 0 },
  { kinds: WRITES_OF_TRAKT, exit: 3 },
];

/** The exit code that a run with this fault must have. */
export function expectedExit({ kind }: Pick<Row, "kind">, { fault, extent }: Pick<Cell, "fault" | "extent">): number {
  const fitting = RULES.find(
    (rule) =>
      (rule.kinds?.includes(kind) ?? true) &&
      (rule.faults?.includes(fault) ?? true) &&
      (rule.extent ?? extent) === extent,
  );
  if (fitting === undefined) throw new Error(`No rule says what ${fault} at ${kind} costs.`);
  return fitting.exit;
}
