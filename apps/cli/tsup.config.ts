import { fileURLToPath } from "node:url";
import { defineConfig } from "tsup";
import { writeNotices } from "./build/write-notices.ts";

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  entry: { index: "src/index.ts", main: "src/main.ts" },
  format: ["esm"],
  dts: { entry: "src/index.ts" },
  clean: true,
  sourcemap: true,
  target: "node22",
  // A public client id: an app that signs in with PKCE has no secret.
  define: { BUILT_IN_TRAKT_CLIENT_ID: JSON.stringify(process.env["PAKT_DEFAULT_TRAKT_CLIENT_ID"] ?? "") },
  // The services of the demo are taken in: who only syncs has not to install what they are made of.
  noExternal: [/^msw(\/|$)/, /^@pakt\/.*\/testing$/],
  esbuildOptions: (options) => {
    options.alias = { debug: `${here}build/no-debug.ts` };
  },
  metafile: true,
  onSuccess: () => writeNotices(here),
});
