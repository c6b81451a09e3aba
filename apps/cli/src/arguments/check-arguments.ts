import type { ArgDef, ArgsDef } from "citty";
import { findNearestName } from "./find-nearest-name.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Proves that a command knows every word it was given, and returns the words in one form for citty's parser: flags of a repeated
 * list are joined with commas. Citty 0.2 itself accepts unknown flags and further words without a sound, and turns a missing value into "".
 *
 * Throws UsageError.
 */
export function checkArguments(rawArgs: readonly string[], args: ArgsDef, command: string): string[] {
  const advice = `See \`pakt ${command} --help\`.`;
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const words = rawArgs.values();
  for (const word of words) {
    if (!word.startsWith("--")) {
      throw unexpectedWord(word, advice);
    }
    const [flag = "", ...rest] = word.split("=");
    const name = flag.slice(2);
    const definition = args[name];
    if (definition === undefined || !Object.hasOwn(args, name)) {
      throw unknownFlag(flag, Object.keys(args), advice);
    }
    if (definition.type === "boolean") {
      if (rest.length > 0) {
        throw new UsageError(`${flag} takes no value.`, advice);
      }
      switches.add(flag);
      continue;
    }
    const value = rest.length > 0 ? rest.join("=") : words.next().value;
    values.set(flag, [...(values.get(flag) ?? []), requireValue(value, { flag, definition, advice })]);
  }
  return [...switches, ...[...values].map(([flag, parts]) => `${flag}=${parts.join(",")}`)];
}

function requireValue(
  value: string | undefined,
  { flag, definition, advice }: { readonly flag: string; readonly definition: ArgDef; readonly advice: string },
): string {
  if (value === undefined || value === "" || value.startsWith("--")) {
    throw new UsageError(`${flag} needs a value: ${flag} ${definition.valueHint ?? "VALUE"}.`, advice);
  }
  return value;
}

/** A flag that the command does not have, with the nearest that it has. */
export function unknownFlag(flag: string, names: readonly string[], advice: string): UsageError {
  const nearest = findNearestName(flag.replace(/^-+/, ""), names);
  return new UsageError(`Unknown flag ${flag}.${nearest === undefined ? "" : ` Did you mean --${nearest}?`}`, advice);
}

function unexpectedWord(word: string, advice: string): UsageError {
  return word.startsWith("-")
    ? new UsageError(`Unknown flag ${word}.`, advice)
    : new UsageError(`Unexpected argument "${word}".`, advice);
}
