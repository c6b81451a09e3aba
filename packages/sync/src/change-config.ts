import { join } from "node:path";

import { configFile } from "./config.ts";
import type { Home } from "./home.ts";
import { readJson } from "./json-file.ts";

/** What a person may have written, as it stands in the file. */
type Written = Readonly<Record<string, unknown>> & { readonly plex?: Readonly<Record<string, unknown>> };

/** Changes choices of Plex in `config.json` as it stands now; the defaults are not written out. Throws PaktError `config-invalid` and leaves a broken file as it is. */
export async function changePlexConfig(home: Home, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const file = configFile(join(home.folder, "config.json"));
  await readJson(home.files, file);
  const text = await home.files.getItemRaw<string>(file.key);
  const config = (text === null ? { version: 1 } : JSON.parse(text)) as Written;
  const next = { ...config, plex: { ...config.plex, ...changes } };
  await home.files.setItemRaw(file.key, `${JSON.stringify(next, null, 2)}\n`);
}
