import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runPakt } from "./run-pakt.ts";
import type { startServices } from "./start-services.ts";

/** Services to run a command against, with the environment that names them. */
export type Started = Awaited<ReturnType<typeof startServices>>;

/** How a command is run to see how it behaves. */
export interface CommandCase {
  /** The words after its name, for a run that ends well. `HOME` stands for the folder of the run. */
  readonly words: readonly string[];
  readonly exitCode?: number;
  /** Makes what it needs: a saved plan, a run to take back. */
  readonly prepare?: (started: Started) => Promise<unknown>;
  /** What of the environment is another than that of someone who is signed in. */
  readonly env?: Readonly<Record<string, string>>;
  /** It runs until somebody stops it: here at once. */
  readonly isStopped?: true;
  /** Why it has no `--json`. */
  readonly withoutJson?: string;
}

const NOBODY = { PAKT_PLEX_TOKEN: "", PAKT_TRAKT_ACCESS_TOKEN: "", PAKT_TRAKT_REFRESH_TOKEN: "" };

/** A case for every command: one that is added to the list without a case here fails a test. */
export const COMMAND_CASES: Readonly<Record<string, CommandCase>> = {
  setup: { words: [], prepare: ({ env }) => runPakt(["sync", "--only", "rating"], { env }) },
  sync: { words: ["--dry-run"] },
  plan: { words: ["--out", "HOME/plan.json", "--force", "--only", "rating"] },
  apply: {
    words: ["HOME/plan.json", "--dry-run"],
    prepare: ({ env, home }) => runPakt(["plan", "--out", join(home, "plan.json"), "--only", "rating"], { env }),
  },
  log: { words: [] },
  explain: { words: ["heat"] },
  undo: { words: ["last", "--dry-run"], prepare: ({ env }) => runPakt(["sync", "--only", "rating"], { env }) },
  dedupe: { words: [] },
  serve: { words: ["--port", "0"], isStopped: true },
  login: { words: [], env: NOBODY, prepare: approveSignIns },
  logout: { words: [], env: NOBODY },
  status: { words: [] },
  doctor: { words: [] },
  servers: { words: [] },
  libraries: { words: [] },
  profiles: { words: [] },
  import: {
    words: ["HOME/other", "--from", "plextraktsync", "--dry-run"],
    prepare: ({ home }) => writeForeignConfig(join(home, "other")),
  },
  "clear-cache": { words: [] },
  completion: { words: ["fish"], withoutJson: "what it prints is a script" },
  demo: { words: [], withoutJson: "it is there to be looked at" },
};

/** The whole command line of a case. */
export function wordsOf(name: string, { words }: CommandCase, home: string): readonly string[] {
  return [name, ...words.map((word) => word.replace("HOME", home))];
}

function approveSignIns({ plex, trakt }: Started): Promise<void> {
  trakt.intercept(({ path, phase }) => {
    if (path !== "/oauth/device/token" || phase !== "before") return undefined;
    for (const code of trakt.tokens.pendingDevices()) trakt.tokens.approveDevice(code);
    return undefined;
  });
  plex.intercept(({ path }) => {
    if (!path.startsWith("/api/v2/pins/")) return undefined;
    for (const code of plex.person.pendingPins()) plex.person.approvePin(code);
    return undefined;
  });
  return Promise.resolve();
}

async function writeForeignConfig(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.yml"), "sync:\n  rating_priority: plex\n");
}
