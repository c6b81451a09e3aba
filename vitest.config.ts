import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests run on the sources of every package: no build is needed first.
  resolve: { conditions: ["@pakt/source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["@pakt/source", ...defaultServerConditions] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "apps/*/{src,test}/**/*.test.ts", "e2e/**/*.test.ts"],
    testTimeout: 30_000,
    reporters: ["default", ["json", { outputFile: ".ci/report.json" }]],
  },
});
