import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ZodType } from "zod";

import { describeIssue } from "../describe-issue.ts";
import { parseDotEnv } from "../environment.ts";
import { parseJson } from "../json-file.ts";
import { PaktError } from "../pakt-error.ts";

const ADVICE = "Mend it, and import again. Nothing was written.";

/** A file of another tool, with its path. */
export interface ForeignFile<T> {
  readonly path: string;
  readonly content: T;
}

/** Where a configuration is: a folder, and the file in it that was named, if one was. Throws PaktError `usage`. */
export async function findForeignPlace(path: string): Promise<{ readonly folder: string; readonly name?: string }> {
  try {
    return (await stat(path)).isDirectory() ? { folder: path } : { folder: dirname(path), name: basename(path) };
  } catch (error) {
    throw new PaktError("usage", `${path} is not there, or may not be read.`, {
      advice: "Name the folder in which the other tool keeps its configuration.",
      cause: error,
    });
  }
}

/** Reads the text of a file; undefined where there is none. Throws PaktError `config-invalid`. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    if (code === "ENOENT") return undefined;
    throw new PaktError("config-invalid", `${path} cannot be read: ${code}.`, {
      advice: "Check who may read it. Nothing was written.",
      cause: error,
    });
  }
}

/** Reads and checks a JSON file of another tool. Throws PaktError `config-invalid`, with its line. */
export async function readForeignJson<T>(
  folder: string,
  name: string,
  schema: ZodType<T>,
): Promise<ForeignFile<T> | undefined> {
  const path = join(folder, name);
  const text = await readText(path);
  if (text === undefined) return undefined;
  return { path, content: await parseJson(text, { name: path, schema, code: "config-invalid", advice: ADVICE }) };
}

/** Reads and checks a YAML file of another tool; an empty one is an empty object. Throws PaktError `config-invalid`, with its line. */
export async function readForeignYaml<T>(
  folder: string,
  name: string,
  schema: ZodType<T>,
): Promise<ForeignFile<T> | undefined> {
  const path = join(folder, name);
  const text = await readText(path);
  if (text === undefined) return undefined;
  const { isNode, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  // What Python reads: there `yes` and `on` are true.
  const document = parseDocument(text, { version: "1.1", lineCounter: lines, prettyErrors: false });
  const fail = (line: number, sentence: string, cause: unknown): PaktError =>
    new PaktError("config-invalid", `${path}, line ${line}: ${sentence}.`, { advice: ADVICE, cause });
  const [broken] = document.errors;
  if (broken !== undefined) throw fail(lines.linePos(broken.pos[0]).line, "this is not valid YAML", broken);
  let value: unknown;
  try {
    value = document.toJS() ?? {};
  } catch (error) {
    // Aliases of aliases, which would fill the memory.
    throw fail(1, "this is not valid YAML", error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { path, content: parsed.data };
  const [issue] = parsed.error.issues;
  // The node itself, or the nearest around it that is there.
  const places = (issue?.path ?? []).map((_, index, whole) => whole.slice(0, whole.length - index));
  const node = places.map((place) => document.getIn(place, true)).find((found) => isNode(found));
  const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  throw fail(line, issue === undefined ? "wrong shape" : describeIssue(issue, value), parsed.error);
}

/** Reads a `.env` file of another tool. */
export async function readForeignEnv(
  folder: string,
): Promise<ForeignFile<Readonly<Record<string, string>>> | undefined> {
  const path = join(folder, ".env");
  const text = await readText(path);
  return text === undefined ? undefined : { path, content: parseDotEnv(text) };
}
