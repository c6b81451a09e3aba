import type { Report } from "@pakt/sync";
import { listWords } from "../output/list-words.ts";
import { findNearestName } from "./find-nearest-name.ts";
import { UsageError } from "./usage-error.ts";

/** What is synced about a title. */
export type Field = keyof Report["fields"];

/** Every field, in the order in which reports list them. */
export const FIELDS: readonly Field[] = ["watched", "rating", "collection", "watchlist"];

const FIELD_LIST = listWords(FIELDS);

/** Whether a word is the name of a field. */
export function isField(word: string): word is Field {
  return FIELDS.some((field) => field === word);
}

/** Reads `watched,rating`; undefined where nothing was given. Throws UsageError. */
export function readFields(list: string, flag: string): readonly Field[] | undefined {
  return list === "" ? undefined : [...new Set(readList(list, flag).map((word) => readField(word, flag)))];
}

/**
 * Reads `rating=37,watched=2`: how many held operations of a field may pass once. Undefined where nothing was given.
 * Throws UsageError.
 */
export function readAmounts(list: string, flag: string): Readonly<Partial<Record<Field, number>>> | undefined {
  return list === "" ? undefined : Object.fromEntries(readList(list, flag).map((entry) => readAmount(entry, flag)));
}

function readList(list: string, flag: string): readonly string[] {
  const entries = splitList(list);
  if (entries.length === 0) {
    throw new UsageError(`${flag} has nothing in it.`, `${flag} knows ${FIELD_LIST}.`);
  }
  return entries;
}

function readAmount(entry: string, flag: string): readonly [Field, number] {
  const [word = "", count = "", ...rest] = entry.split("=");
  if (!/^[0-9]{1,9}$/.test(count) || rest.length > 0) {
    throw new UsageError(`${flag} takes FIELD=COUNT, and "${entry}" is not that.`, `For example: ${flag} rating=37.`);
  }
  return [readField(word, flag), Number(count)];
}

/** Reads one field. Throws UsageError. */
export function readField(word: string, flag: string): Field {
  if (isField(word)) {
    return word;
  }
  const nearest = findNearestName(word, FIELDS) ?? FIELDS.find((field) => word.startsWith(field));
  const advice = `${flag} knows ${FIELD_LIST}.`;
  throw new UsageError(`Unknown field "${word}".${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`, advice);
}

/** The entries of a comma list, without spaces around them and without empty ones. */
export function splitList(list: string): readonly string[] {
  return list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
