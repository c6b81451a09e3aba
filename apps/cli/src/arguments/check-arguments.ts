import type { ArgDef, ArgsDef } from "citty";
import { findNearestName } from "./find-nearest-name.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Proves that a command knows every word it was given and was given every word it needs, and returns the words in one form for citty's
 * parser: flags of a repeated list are joined with commas, words that are no flags come last. Citty 0.2 itself accepts unknown flags and
 * further words without a sound, and turns a missing value into "".
 *
 * Throws UsageError.
 */
export function checkArguments(rawArgs: readonly string[], args: ArgsDef, command: string): string[] {
  const advice = `See \`pakt ${command} --help\`.`;
  const { flags, places } = splitDefinitions(args);
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const placed: string[] = [];
  const words = rawArgs.values();
  for (const word of words) {
    if (!word.startsWith("-") && placed.length < places.length) {
      placed.push(word);
      continue;
    }
    if (!word.startsWith("--")) {
      throw unexpectedWord(word, advice);
    }
    const [flag = "", ...rest] = word.split("=");
    const definition = flags.get(flag.slice(2));
    if (definition === undefined) {
      throw unknownFlag(flag, [...flags.keys()], advice);
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
  const missing =
    places.slice(placed.length).find(({ required }) => required !== false) ??
    [...flags].find(([name, { required }]) => required === true && !values.has(`--${name}`))?.[1];
  if (missing !== undefined) {
    throw new UsageError(`pakt ${command} needs ${nameArgument(missing)}.`, advice);
  }
  return [...switches, ...[...values].map(([flag, parts]) => `${flag}=${parts.join(",")}`), ...placed];
}

/** A definition of an argument with its name. */
export type NamedArgument = ArgDef & { readonly name: string };

/** Flags by name, and the words that are told by their place. */
export function splitDefinitions(args: ArgsDef): {
  readonly flags: ReadonlyMap<string, NamedArgument>;
  readonly places: readonly NamedArgument[];
} {
  const named = Object.entries(args).map(([name, definition]): NamedArgument => ({ ...definition, name }));
  return {
    flags: new Map(named.filter(({ type }) => type !== "positional").map((flag) => [flag.name, flag])),
    places: named.filter(({ type }) => type === "positional"),
  };
}

/** An argument as it is typed: `--json`, `--only FIELD,FIELD`, `RUN`. */
export function nameArgument({ name, type, valueHint }: NamedArgument): string {
  if (type === "positional") {
    return valueHint ?? name.toUpperCase();
  }
  return valueHint === undefined ? `--${name}` : `--${name} ${valueHint}`;
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
