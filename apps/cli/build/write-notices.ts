import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What esbuild tells of a build, as far as it is read here. */
interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Writes the license of every package that the build has taken into `dist`, as their licenses ask. Throws where one has none. */
export async function writeNotices(folder: string): Promise<void> {
  const path = join(folder, "dist", "metafile-esm.json");
  const metafile = JSON.parse(await readFile(path, "utf8")) as Metafile;
  // It is for this alone, and large.
  await rm(path);
  const places = new Set(
    Object.keys(metafile.inputs).flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []),
  );
  const notices = await Promise.all([...places].toSorted().map((place) => readNotice(join(folder, place))));
  const head = "Parts of these packages are in this folder, for `pakt demo`.";
  await writeFile(join(folder, "dist", "THIRD-PARTY-LICENSES.txt"), `${head}\n\n${notices.join("\n")}`);
}

async function readNotice(place: string): Promise<string> {
  const { name, version, license, author } = JSON.parse(await readFile(join(place, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
    readonly author?: string | { readonly name: string };
  };
  if (license === undefined) throw new Error(`${name} has no license: it cannot be passed on`);
  const file = (await readdir(place)).find((entry) => /^licen[cs]e/i.test(entry));
  const by = typeof author === "string" ? author : author?.name;
  const text = file === undefined ? `Copyright ${by ?? name}` : (await readFile(join(place, file), "utf8")).trim();
  return `${"-".repeat(80)}\n${name} ${version}, ${license}\n\n${text}\n`;
}
