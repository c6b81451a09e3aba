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
  await writeExamples(folder, examples, {
    ...STRICT,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    customConditions: ["@pakt/source"],
  });
  return folder;
}

/** As strict as anybody's configuration. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  module: "nodenext",
  target: "es2024",
  noEmit: true,
  types: ["node"],
  typeRoots: [join(ROOT, "node_modules", "@types")],
};

/** Writes examples as modules into a folder, with the configuration of a compiler: by default one that reads what is installed. */
export async function writeExamples(
  folder: string,
  examples: readonly Example[],
  compilerOptions: object = STRICT,
): Promise<void> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  for (const { name, text } of examples) await writeFile(join(folder, `${name}.ts`), text);
}
