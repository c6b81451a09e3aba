import type { Storage } from "unstorage";
import type { ZodType } from "zod";

import { describeIssue } from "./describe-issue.ts";
import { lineOfPath, lineOfSyntaxError } from "./json-location.ts";
import { PaktError } from "./pakt-error.ts";
import type { PaktErrorCode } from "./pakt-error.ts";

/** How a stored JSON document is read: what it must look like, and what to say when it does not. */
export interface JsonFile<T> {
  /** The storage key, e.g. `state:default:state.json`. */
  readonly key: string;
  /** The name that people know, e.g. its path. */
  readonly name: string;
  readonly schema: ZodType<T>;
  readonly code: PaktErrorCode;
  /** What to do about a broken one, one sentence. */
  readonly advice: string;
}

/**
 * Reads and checks a stored JSON document.
 *
 * @returns `undefined` when it does not exist.
 * @throws PaktError with the file's own code, naming file and line. The file is left as it is.
 */
export async function readJson<T>(storage: Storage, file: JsonFile<T>): Promise<T | undefined> {
  const text = await storage.getItemRaw<string>(file.key);
  return text === null ? undefined : parseJson(text, file);
}

/** Parses and checks the text of a JSON document; throws as {@link readJson} does. */
export async function parseJson<T>(text: string, file: Omit<JsonFile<T>, "key">): Promise<T> {
  const value = await parseText(text, file);
  const parsed = file.schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const line = await lineOfPath(text, [
    ...(issue?.path ?? []),
    ...(issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : []),
  ]);
  const sentence = issue === undefined ? "wrong shape" : describeIssue(issue, value);
  throw new PaktError(file.code, `${file.name}, line ${line}: ${sentence}.`, {
    advice: file.advice,
    cause: parsed.error,
  });
}

async function parseText<T>(text: string, file: Omit<JsonFile<T>, "key">): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (error) {
    const line = await lineOfSyntaxError(text);
    throw new PaktError(file.code, `${file.name}, line ${line}: this is not valid JSON.`, {
      advice: file.advice,
      cause: error,
    });
  }
}
