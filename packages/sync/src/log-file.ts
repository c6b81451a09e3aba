import { appendFileSync, chmodSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A file that grows by lines, and makes room for a new one when it is long. */
export interface LogFile {
  readonly path: string;
  /** Adds a line. Throws the file system's own error. */
  append(line: string): void;
}

/** A log of so many bytes is set aside. */
const MAX_BYTES = 1_048_576;
/** So many that were set aside are kept: `sync.log.1` is the newest of them. */
const KEPT = 4;

/**
 * A log file, made when its first line comes, for its owner alone. Each line is written at once: what a killed process did is there.
 *
 * Two processes may add to it at the same time; when both set it aside, a part of the oldest may be lost.
 */
export function createLogFile(path: string, { maxBytes = MAX_BYTES }: { readonly maxBytes?: number } = {}): LogFile {
  let size: number | undefined;
  return {
    path,
    append: (line) => {
      const text = `${line}\n`;
      size ??= prepare(path);
      if (size > 0 && size + Buffer.byteLength(text) > maxBytes) {
        setAside(path);
        size = 0;
      }
      appendFileSync(path, text, { mode: 0o600 });
      size += Buffer.byteLength(text);
    },
  };
}

/** The names of a log's files, the newest first. */
export function namesOfLog(path: string): readonly string[] {
  return [path, ...Array.from({ length: KEPT }, (_, index) => `${path}.${index + 1}`)];
}

/** Makes sure of the folder and of the mode of what is there. Gives the length of the file. */
function prepare(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o600);
  return found.size;
}

function setAside(path: string): void {
  const names = namesOfLog(path);
  rmSync(names.at(-1) ?? path, { force: true });
  for (const [index, name] of [...names.entries()].toReversed()) {
    const next = names[index + 1];
    if (next !== undefined && statSync(name, { throwIfNoEntry: false }) !== undefined) renameSync(name, next);
  }
}
