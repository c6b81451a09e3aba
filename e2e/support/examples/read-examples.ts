import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The workspace. */
export const ROOT: string = join(import.meta.dirname, "..", "..", "..");

/** The packages that are published, with their folders. */
export const PACKAGES: readonly { readonly name: string; readonly folder: string }[] = [
  { name: "@pakt/plex-sdk", folder: "packages/plex-sdk" },
  { name: "@pakt/trakt-sdk", folder: "packages/trakt-sdk" },
  { name: "@pakt/sync-core", folder: "packages/sync-core" },
  { name: "@pakt/sync", folder: "packages/sync" },
  { name: "@pakt/cli", folder: "apps/cli" },
];

/** A program as a README prints it. */
export interface Example {
  /** E.g. `plex-sdk-2`: the second program in the README of `@pakt/plex-sdk`. */
  readonly name: string;
  readonly text: string;
}

/** Every TypeScript program in the README of a package, in order. */
export async function readExamples({ name, folder }: (typeof PACKAGES)[number]): Promise<readonly Example[]> {
  const readme = await readFile(join(ROOT, folder, "README.md"), "utf8");
  return Array.from(readme.matchAll(/^```ts\n(.*?)^```$/gms), ([, text = ""], index) => ({
    name: `${name.replace("@pakt/", "")}-${index + 1}`,
    text,
  }));
}
