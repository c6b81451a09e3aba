import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Only the owner may look into what pakt makes. */
const MODE = 0o700;

/**
 * Makes a folder and those above it, where they are not there yet. Node's own recursive `mkdir` never ends where the system says that
 * nothing can be made there by saying that the parent is missing, as under `/proc`.
 *
 * @throws the file system's own error.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    const parent = dirname(path);
    if (codeOf(error) !== "ENOENT" || parent === path) throw error;
    if (!(await isFolder(parent))) await makeFolder(parent);
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: MODE });
  } catch (error) {
    if (codeOf(error) !== "EEXIST" || !(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
