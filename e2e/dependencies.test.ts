import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PACKAGES, ROOT } from "./support/examples/read-examples.ts";

const page = await readFile(join(ROOT, "docs", "decisions", "2026-11-25-dependencies.md"), "utf8");

/** Every package that is published. */
const PUBLISHED = [
  ...PACKAGES,
  { name: "@pakt/contract", folder: "packages/contract" },
  { name: "@pakt/server", folder: "apps/server" },
];

test.each(PUBLISHED.map(({ name, folder }) => [name, folder]))(
  "%s depends on nothing without a reason",
  async (name, folder) => {
    const manifest: unknown = JSON.parse(await readFile(join(ROOT, folder, "package.json"), "utf8"));
    const { dependencies = {} } = manifest as { readonly dependencies?: Readonly<Record<string, string>> };
    const [, own = ""] = page.split(`| \`${name}\``);
    const rows = own.split(/\n\| `@pakt\//)[0] ?? "";
    const foreign = Object.keys(dependencies).filter((dependency) => !dependency.startsWith("@pakt/"));
    expect(foreign.filter((dependency) => !rows.includes(`\`${dependency}\``))).toEqual([]);
  },
);
