import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", main: "src/main.ts" },
  format: ["esm"],
  dts: { entry: "src/index.ts" },
  clean: true,
  sourcemap: true,
  target: "node22",
  // A public client id: an app that signs in with PKCE has no secret.
  define: { BUILT_IN_TRAKT_CLIENT_ID: JSON.stringify(process.env["PAKT_DEFAULT_TRAKT_CLIENT_ID"] ?? "") },
});
