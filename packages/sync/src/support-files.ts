import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";

import { isoNow } from "./clock.ts";
import { examine } from "./examine.ts";
import type { Home } from "./home.ts";
import { namesOfLog } from "./log-file.ts";
import { logPathOf } from "./log-path.ts";
import { isPaktError } from "./pakt-error.ts";
import { listRuns, readRun } from "./past-runs.ts";
import type { RunRecord } from "./run-record.ts";
import { createTitleNumbers, withoutTitleIds, withoutTitles } from "./without-titles.ts";

/** One file of what is sent to those who help. */
export interface SupportFile {
  /** A path of plain letters, e.g. `runs/20260102T201000Z-1f3c.json`. */
  readonly name: string;
  readonly text: string;
}

/** What goes into it. */
export interface SupportOptions {
  readonly nodeVersion: string;
  /** Whether the records of runs name their titles. Default false: titles are numbered, the same title by the same number. */
  readonly withTitles?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** So much of the past is of help. */
const SUMMARIES = 100;
const RECORDS = 10;
const LOG_LINES = 3000;

/**
 * All that helps to find out what is wrong: versions, the configuration, what `examine` found, past runs, the end of the log. Everything
 * has gone through the home's redactor. Account names, names of libraries and addresses are in it.
 *
 * @throws PaktError `interrupted`.
 */
export async function collectSupport(home: Home, options: SupportOptions): Promise<readonly SupportFile[]> {
  const { withTitles = false } = options;
  const examination = await examine(home, options);
  // Read after the examination: that may have renewed a sign-in, and the redactor knows of it.
  const runs = await listRuns(home);
  const numbers = createTitleNumbers();
  const records: SupportFile[] = [];
  for (const { run } of runs.slice(0, RECORDS)) {
    const record = await readOrReason(home, run);
    const shown = withTitles || !("operations" in record) ? record : withoutTitles(record, numbers);
    records.push(toFile(home, `runs/${run}.json`, shown));
  }
  const { config } = home;
  return [
    toFile(home, "about.json", aboutOf(home, options)),
    toFile(home, "config.json", withTitles ? config : { ...config, ignore: `${config.ignore.length} titles` }),
    toFile(home, "examination.json", examination),
    toFile(home, "runs.json", runs.slice(0, SUMMARIES)),
    ...records,
    { name: "sync.log", text: readLog(home, withTitles) },
  ];
}

/** What ran where. Of the environment only the names of what is set. */
function aboutOf({ product, clock, environment, warnings }: Home, options: SupportOptions): object {
  return {
    madeAt: isoNow(clock),
    versions: { [product.name]: product.version, node: options.nodeVersion.replace(/^v/, "") },
    platform: `${process.platform} ${process.arch} ${release()}`,
    state: environment.storageUrl === undefined ? "in the folder" : "on a Redis server",
    environment: Object.keys(environment),
    warnings,
    titles: options.withTitles === true,
  };
}

async function readOrReason(home: Home, run: string): Promise<RunRecord | { readonly unreadable: string }> {
  try {
    return await readRun(home, run);
  } catch (error) {
    if (!isPaktError(error)) throw error;
    return { unreadable: error.message };
  }
}

function toFile(home: Home, name: string, value: unknown): SupportFile {
  return { name, text: `${withoutUser(JSON.stringify(home.redactor.value(value), undefined, 2))}\n` };
}

/** The last lines, over what was set aside too. They went through the redactor when they were written; what it has come to know since goes now. */
function readLog({ folder, redactor }: Home, withTitles: boolean): string {
  const files = namesOfLog(logPathOf(folder)).filter((path) => existsSync(path));
  const whole = files.toReversed().map((path) => readFileSync(path, "utf8"));
  const lines = whole
    .join("")
    .split("\n")
    .slice(-LOG_LINES - 1)
    .join("\n");
  const text = withoutUser(redactor.text(lines));
  return withTitles ? text : withoutTitleIds(text);
}

/** Paths of the machine without the name of whoever has an account there. */
function withoutUser(text: string): string {
  return text.replaceAll(/(?<![\w.-])([/\\]+(?:home|Users)[/\\]+)[^/\\\s"']+/g, "$1…");
}
