import { FIELDS } from "@pakt/sync-core";
import type { Field } from "@pakt/sync-core";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { checkConfig, configFile, defaultConfig } from "./config.ts";
import type { Config } from "./config.ts";
import type { Home } from "./home.ts";
import { parseJson } from "./json-file.ts";
import { PaktError } from "./pakt-error.ts";
import { effectOf } from "./status.ts";

/** `config.json` as it stands now, with what it means. */
export interface Settings {
  /** With every default filled in. */
  readonly config: Config;
  /** Names this state of the file. */
  readonly revision: string;
  /** What each field's choices mean, one sentence. */
  readonly effects: Readonly<Record<Field, string>>;
}

/** Something wrong in a configuration, at its place: `fields.rating.direction`; empty for the whole. */
export interface SettingsIssue {
  readonly path: string;
  readonly message: string;
}

/** Reads `config.json` as it stands now. Throws PaktError `config-invalid` and leaves a broken one as it is. */
export async function readSettings(home: Home): Promise<Settings> {
  const text = await readText(home);
  const config = text === null ? defaultConfig() : await parseJson(text, fileOf(home));
  return { config, revision: revisionOf(text), effects: effectsOf(config) };
}

/** What a configuration would mean, or all that is wrong with it. Changes nothing. */
export function checkSettings(
  value: unknown,
): { readonly effects: Settings["effects"] } | { readonly issues: readonly SettingsIssue[] } {
  const checked = checkConfig(value);
  return "issues" in checked ? checked : { effects: effectsOf(checked.config) };
}

/**
 * Replaces `config.json`, if it still is as `revision` says. Choices that are the default are not written out.
 *
 * @throws PaktError `usage` when the file has changed since, `config-invalid` for a configuration with issues; nothing is written then.
 */
export async function changeSettings(home: Home, value: unknown, revision: string): Promise<Settings> {
  const checked = checkConfig(value);
  if ("issues" in checked) {
    const [issue] = checked.issues;
    throw new PaktError(
      "config-invalid",
      `This configuration is not stored: ${issue?.path ?? ""} ${issue?.message ?? ""}.`,
      {
        advice: "Mend it and send it again; nothing was changed.",
      },
    );
  }
  if (revisionOf(await readText(home)) !== revision) {
    throw new PaktError("usage", "The configuration was changed elsewhere in the meantime.", {
      advice: "Load it again, then make your change again; nothing was changed.",
    });
  }
  const written = { version: 1, ...withoutDefaults(value, defaultConfig()) };
  await home.files.setItemRaw(KEY, `${JSON.stringify(written, null, 2)}\n`);
  return readSettings(home);
}

/** Puts a title on the list of those that are never written, or takes it off. `id` is `movie:tmdb:603`. Throws PaktError as the others do. */
export async function ignoreTitle(
  home: Home,
  { id, isIgnored }: { readonly id: string; readonly isIgnored: boolean },
): Promise<Settings> {
  const { config, revision } = await readSettings(home);
  const others = config.ignore.filter((ignored) => ignored !== id);
  return changeSettings(home, { ...config, ignore: isIgnored ? [...others, id] : others }, revision);
}

const KEY = "config.json";

function fileOf(home: Home): ReturnType<typeof configFile> {
  return configFile(join(home.folder, KEY));
}

function readText(home: Home): Promise<string | null> {
  return home.files.getItemRaw<string>(KEY);
}

function revisionOf(text: string | null): string {
  return createHash("sha256")
    .update(text ?? "")
    .digest("base64url")
    .slice(0, 22);
}

function effectsOf(config: Config): Settings["effects"] {
  // `FIELDS` holds them all; `fromEntries` forgets it.
  return Object.fromEntries(
    FIELDS.map((field) => [field, effectOf(field, config.fields[field])]),
  ) as Settings["effects"];
}

/** What of a document differs from its defaults. */
function withoutDefaults(value: unknown, defaults: unknown): Readonly<Record<string, unknown>> {
  const known = new Map(isRecord(defaults) ? Object.entries(defaults) : []);
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([key, part]): [string, unknown][] => {
      const standard = known.get(key);
      if (isDeepStrictEqual(part, standard)) return [];
      return [[key, isRecord(part) && isRecord(standard) ? withoutDefaults(part, standard) : part]];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
