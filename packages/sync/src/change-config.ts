import { join } from "node:path";

import { configFile } from "./config.ts";
import type { Config } from "./config.ts";
import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";

type Part = Readonly<Record<string, unknown>>;

/** What a person may have written, as it stands in the file: the top level, or what a profile chooses. */
export interface WrittenChoices extends Part {
  readonly plex?: Part;
  readonly fields?: Readonly<Record<string, Part>>;
}

/** `config.json` as it stands in the file. */
export interface WrittenConfig extends WrittenChoices {
  readonly trakt?: Part;
  readonly profiles?: Readonly<Record<string, WrittenChoices>>;
}

/**
 * Changes choices of Plex in `config.json` as it stands now, those of the home's profile; the defaults are not written out. Throws
 * PaktError `config-invalid` and leaves a broken file as it is.
 */
export async function changePlexConfig(home: Home, changes: Part): Promise<void> {
  await changeChoices(home, (choices) => ({ ...choices, plex: { ...choices.plex, ...changes } }));
}

/** Changes choices of Trakt as {@link changePlexConfig} changes those of Plex: they are the same for every profile. */
export async function changeTraktConfig(home: Home, changes: Part): Promise<void> {
  await changeConfig(home, (config) => ({ ...config, trakt: { ...config.trakt, ...changes } }));
}

/** Changes choices of fields as {@link changePlexConfig} changes those of Plex; what else was chosen for a field stays. */
export async function changeFieldsConfig(
  home: Home,
  changes: Readonly<Partial<Record<keyof Config["fields"], Part>>>,
): Promise<void> {
  await changeChoices(home, (choices) => {
    const changed = Object.entries(changes).map(([field, own]) => [field, { ...choices.fields?.[field], ...own }]);
    return { ...choices, fields: { ...choices.fields, ...Object.fromEntries(changed) } };
  });
}

/** Changes what the home's profile chooses: the top level is the profile `default`. Throws as {@link changeConfig} does. */
export async function changeChoices(home: Home, change: (choices: WrittenChoices) => WrittenChoices): Promise<void> {
  const { profile } = home;
  await changeConfig(home, (config) => {
    if (profile === DEFAULT_PROFILE) return change(config);
    return { ...config, profiles: { ...config.profiles, [profile]: change(config.profiles?.[profile] ?? {}) } };
  });
}

/** Changes `config.json` as it stands now. Throws PaktError `config-invalid` and leaves a broken file as it is. */
export async function changeConfig(home: Home, change: (config: WrittenConfig) => WrittenConfig): Promise<void> {
  const config = await readWrittenConfig(home);
  await home.files.setItemRaw("config.json", `${JSON.stringify(change(config), null, 2)}\n`);
}

/** What the home's profile chooses, as it stands in the file now, without the defaults. Throws PaktError `config-invalid`. */
export async function readWrittenChoices(home: Home): Promise<WrittenChoices> {
  const config = await readWrittenConfig(home);
  return home.profile === DEFAULT_PROFILE ? config : (config.profiles?.[home.profile] ?? {});
}

async function readWrittenConfig(home: Home): Promise<WrittenConfig> {
  const file = configFile(join(home.folder, "config.json"));
  await readJson(home.files, file);
  const text = await home.files.getItemRaw<string>(file.key);
  // Checked by the read before.
  return (text === null ? { version: 1 } : JSON.parse(text)) as WrittenConfig;
}
