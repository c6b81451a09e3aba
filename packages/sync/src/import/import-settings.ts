import { link, readFile, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";

import { configFile, defaultConfig } from "../config.ts";
import { folderOf, openHome } from "../home.ts";
import type { Home, OpenHomeOptions } from "../home.ts";
import { toHomeError } from "../home-failure.ts";
import { parseJson } from "../json-file.ts";
import { PaktError } from "../pakt-error.ts";
import { chooseForeignLibraries } from "./choose-foreign-libraries.ts";
import type { ForeignChoice, ForeignSettings, Imported, ImportTool } from "./foreign-settings.ts";
import { findForeignPlace } from "./read-foreign-file.ts";
import { isPaktPyConfig } from "./pakt-py-config.ts";
import { readPaktPy } from "./read-pakt-py.ts";
import { readPlexTraktSync } from "./read-plextraktsync.ts";
import { storeSignIns } from "./store-sign-ins.ts";
import { weighChoices, withChoices } from "./weigh-choices.ts";
import type { WrittenConfig } from "./weigh-choices.ts";
import { weighSignIns } from "./weigh-sign-ins.ts";

/** What is imported, and how. */
export interface ImportOptions {
  readonly from: ImportTool;
  /** The folder of the tool's configuration, or a file in it. */
  readonly path: string;
  /** Whether the tool's sign-ins are taken, too. Default false. */
  readonly withTokens?: boolean;
  /** Whether what stands in `config.json`, and sign-ins that are there, give way. Default false. */
  readonly overwrite?: boolean;
  /** Default false. */
  readonly dryRun?: boolean;
  /** Asked before anything is written, with what would be; `false` writes nothing. Not asked where there is nothing to write. */
  readonly confirm?: ((preview: Imported) => Promise<boolean>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const READERS: Readonly<Record<ImportTool, (folder: string, name?: string) => Promise<ForeignSettings>>> = {
  plextraktsync: readPlexTraktSync,
  "pakt-py": readPaktPy,
};

/** The name under which the older pakt's file is kept. */
const MOVED_NAME = "config.pakt-py.json";

/**
 * Takes over what the configuration of another tool says: directions, conflicts, libraries, the server, and its sign-ins when asked to. The tool's own
 * files stay as they are; only a `config.json` of the older pakt that stands in the home itself gets another name.
 *
 * @throws PaktError `usage` where there is nothing to read, `config-invalid` for a broken file, with its line, and what `openHome` throws.
 */
export async function importSettings(open: OpenHomeOptions, options: ImportOptions): Promise<Imported> {
  const { from, path, signal, withTokens = false, overwrite = false, dryRun = false, confirm } = options;
  const { folder, name } = await findForeignPlace(resolve(path));
  const found = await READERS[from](folder, name);
  if (found.files.length === 0) {
    throw new PaktError("usage", `There is no configuration of ${nameOfTool(from)} in ${folder}.`, {
      advice: "Name the folder in which it keeps its configuration.",
    });
  }
  const home = resolve(folderOf(open.env, open.userHome));
  const isInPlace = found.files.includes(join(home, "config.json"));
  // A home with a foreign config.json cannot be opened yet.
  const opened = isInPlace ? undefined : await openHome(open);
  try {
    const written = opened === undefined ? {} : await readWritten(opened);
    const libraries =
      found.libraries === undefined
        ? { choices: [], open: [] }
        : await chooseForeignLibraries(found.libraries, { home: opened, signal });
    const signIns = await weighSignIns(found.signIns, { home: opened, wanted: withTokens, overwrite });
    const choices: readonly ForeignChoice[] = [...found.choices, ...libraries.choices, ...appOf(found, signIns)];
    const inEffect = opened?.config ?? defaultConfig();
    const settings = weighChoices(choices, { written, inEffect, overwrite });
    const preview: Imported = {
      from,
      files: found.files,
      settings,
      without: found.without,
      open: libraries.open,
      signIns,
      ...(isInPlace && { movedTo: join(home, MOVED_NAME) }),
      written: false,
    };
    const next = withChoices(
      written,
      choices.filter((_, index) => settings[index]?.fate === "taken"),
    );
    await checkConfig(next, home);
    if (dryRun || !hasWork(preview)) return preview;
    if (confirm !== undefined && !(await confirm(preview))) return preview;
    if (isInPlace) await moveAside(home);
    const target = opened ?? (await openHome(open));
    try {
      await target.files.setItemRaw("config.json", `${JSON.stringify(next, null, 2)}\n`);
      await storeSignIns(target, found.signIns, { weighed: signIns, signal });
    } finally {
      if (opened === undefined) await target.close();
    }
    return { ...preview, written: true };
  } finally {
    await opened?.close();
  }
}

/** The tool's name as people know it. */
export function nameOfTool(tool: ImportTool): string {
  return tool === "plextraktsync" ? "PlexTraktSync" : "the pakt in Python";
}

/** Whether there is anything to write. */
function hasWork({ settings, signIns, movedTo }: Imported): boolean {
  return (
    movedTo !== undefined ||
    settings.some(({ fate }) => fate === "taken") ||
    signIns.some(({ fate }) => fate === "taken")
  );
}

/** The app that Trakt's tokens are for. */
function appOf({ signIns }: ForeignSettings, weighed: Imported["signIns"]): readonly ForeignChoice[] {
  const isTaken = weighed.some(({ side, fate }) => side === "trakt" && fate === "taken");
  return isTaken && signIns.trakt !== undefined
    ? [{ key: "trakt.clientId", value: signIns.trakt.clientId, from: "the app of its Trakt tokens" }]
    : [];
}

async function readWritten({ files }: Home): Promise<WrittenConfig> {
  const text = await files.getItemRaw<string>("config.json");
  // The home was opened with it, so it has the right shape.
  return text === null ? {} : (JSON.parse(text) as WrittenConfig);
}

/** What a foreign file says may be nothing that pakt takes, e.g. an address with a token in it. */
async function checkConfig(next: WrittenConfig, home: string): Promise<void> {
  const file = configFile(join(home, "config.json"));
  await parseJson(JSON.stringify(next, null, 2), {
    ...file,
    name: "What would be written into config.json",
    advice: "Mend it in the files of the other tool, and import again. Nothing was written.",
  });
}

/** Gives the older pakt's file another name; one that has that name already stays. */
async function moveAside(home: string): Promise<void> {
  const path = join(home, "config.json");
  try {
    // What was read is still what is there.
    if (!isPaktPyConfig(JSON.parse(await readFile(path, "utf8")))) return;
    // A link is not made where something stands, as `rename` would replace it.
    await link(path, join(home, MOVED_NAME));
    await unlink(path);
  } catch (error) {
    throw toHomeError(error, path);
  }
}
