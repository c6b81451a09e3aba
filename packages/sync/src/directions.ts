import type { Field, FieldPolicy } from "@pakt/sync-core";

import { changeFieldsConfig } from "./change-config.ts";
import type { Config } from "./config.ts";
import type { Home } from "./home.ts";
import { effectOf } from "./status.ts";

/** Which way each field goes. Files are in Plex: the collection goes nowhere else. */
export type Directions = { readonly [F in Field]: Config["fields"][F]["direction"] };

/** What a direction of a field would mean with the other choices that stand in the configuration, one sentence. */
export function describeDirection({ config }: Home, field: Field, direction: FieldPolicy["direction"]): string {
  return effectOf(field, { ...config.fields[field], direction });
}

/** Writes which way each field goes to `config.json`; its other choices stay. Throws PaktError `config-invalid`. */
export async function chooseDirections(home: Home, directions: Directions): Promise<void> {
  const changes = Object.entries(directions).map(([field, direction]) => [field, { direction }] as const);
  await changeFieldsConfig(home, Object.fromEntries(changes));
}
