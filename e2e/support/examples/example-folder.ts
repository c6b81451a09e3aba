import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Example } from "./read-examples.ts";
import { PACKAGES, ROOT } from "./read-examples.ts";

/** A folder in which the packages of the workspace are installed, from their sources, and the examples are written as files. */
export async function makeExampleFolder(examples: readonly Example[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pakt-examples-"));
  for (const { name, folder: source } of PACKAGES) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(ROOT, source), link, "dir");
  }
  await writeExamples(folder, examples, { extends: join(ROOT, "tsconfig.base.json"), indexAccess: true });
  return folder;
}

/** Writes examples as modules into a folder, with a configuration that is as strict as most. */
export async function writeExamples(
  folder: string,
  examples: readonly Example[],
  { extends: base, indexAccess }: { readonly extends?: string; readonly indexAccess?: boolean } = {},
): Promise<void> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  const compilerOptions = {
    ...(base === undefined && { strict: true, module: "nodenext", target: "es2024", noEmit: true }),
    ...(base === undefined && { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }),
    // People write process.env.PLEX_URL.
    ...(indexAccess === true && { noPropertyAccessFromIndexSignature: false, noUnusedLocals: false }),
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules", "@types")],
  };
  const config = { ...(base !== undefined && { extends: base }), compilerOptions, include: ["*.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  for (const { name, text } of examples) await writeFile(join(folder, `${name}.ts`), text);
}
