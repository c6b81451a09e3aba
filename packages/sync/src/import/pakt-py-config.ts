import type { Storage } from "unstorage";

import { PaktError } from "../pakt-error.ts";

/** Whether a document is a configuration of the older pakt, in Python: it stands in the very file that is ours. */
export function isPaktPyConfig(document: unknown): boolean {
  if (typeof document !== "object" || document === null || "version" in document) return false;
  return "sync" in document || "servers" in document || "scheduler" in document;
}

/** Throws PaktError `config-invalid` where the home has the `config.json` of the older pakt, and says how it is taken over. */
export async function refusePaktPyConfig(files: Storage, folder: string): Promise<void> {
  const text = await files.getItemRaw<string>("config.json");
  if (text === null || !isPaktPyConfig(parseOrNothing(text))) return;
  throw new PaktError("config-invalid", `The config.json in ${folder} is that of the older pakt, in Python.`, {
    advice: `Take it over: pakt import --from pakt-py ${folder} (its file is kept under another name).`,
  });
}

/** What is no JSON is told of by whoever reads it next, with its line. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
