import { isDeepStrictEqual } from "node:util";

import type { ForeignChoice, ImportedSetting } from "./foreign-settings.ts";

/** `config.json` as it stands in the file, without the defaults. */
export type WrittenConfig = Readonly<Record<string, unknown>>;

/** What is there when choices of another tool are weighed. */
export interface Weighing {
  /** What stands in `config.json`. */
  readonly written: WrittenConfig;
  /** The same with every default. */
  readonly inEffect: object;
  /** What stands there gives way. */
  readonly overwrite: boolean;
}

/** What becomes of each choice: what a person has written into `config.json` stays, unless they say otherwise. */
export function weighChoices(
  choices: readonly ForeignChoice[],
  { written, inEffect, overwrite }: Weighing,
): readonly ImportedSetting[] {
  return choices.map(({ key, value, shown, from }) => {
    const before = valueAt(written, key);
    const setting = { key, value: shown ?? toWords(value), from };
    if (isDeepStrictEqual(valueAt(inEffect, key), value)) return { ...setting, fate: "same" };
    if (before === undefined) return { ...setting, fate: "taken" };
    return { ...setting, before: toWords(before), fate: overwrite ? "taken" : "kept" };
  });
}

/** `config.json` with choices in it. */
export function withChoices(written: WrittenConfig, choices: readonly ForeignChoice[]): WrittenConfig {
  return choices.reduce<WrittenConfig>(
    (config, { key, value }) => withValue(config, key.split("."), value),
    "version" in written ? written : { version: 1, ...written },
  );
}

function withValue(config: WrittenConfig, [key = "", ...rest]: readonly string[], value: unknown): WrittenConfig {
  if (rest.length === 0) return { ...config, [key]: value };
  const inner = config[key];
  return { ...config, [key]: withValue(isRecord(inner) ? inner : {}, rest, value) };
}

function valueAt(config: object, key: string): unknown {
  let value: unknown = config;
  for (const part of key.split(".")) value = isRecord(value) ? value[part] : undefined;
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function toWords(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}
