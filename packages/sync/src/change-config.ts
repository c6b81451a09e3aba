import { join } from "node:path";

import { configFile } from "./config.ts";
import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";
import { DEFAULT_PROFILE } from "./profile-name.ts";

type Part = Readonly<Record<string, unknown>>;

/** What a person may have written, as it stands in the file: the top level, or what a profile chooses. */
export interface WrittenChoices extends Part {
  readonly plex?: Part;
}

/** `config.json` as it stands in the file. */
export interface WrittenConfig extends WrittenChoices {
  readonly profiles?: Readonly<Record<string, WrittenChoices>>;
}

/**
 * Changes choices of Plex in `config.json` as it stands now, those of the home's profile; the defaults are not written out. Throws
 * PaktError `config-invalid` and leaves a broken file as it is.
 */
export async function changePlexConfig(home: Home, changes: Part): Promise<void> {
  await changeChoices(home, (choices) => ({ ...choices, plex: { ...choices.plex, ...changes } }));
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
  const file = configFile(join(home.folder, "config.json"));
  await readJson(home.files, file);
  const text = await home.files.getItemRaw<string>(file.key);
  const config = (text === null ? { version: 1 } : JSON.parse(text)) as WrittenConfig;
  await home.files.setItemRaw(file.key, `${JSON.stringify(change(config), null, 2)}\n`);
}
