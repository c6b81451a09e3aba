import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createDemoServices } from "../src/demo/demo-services.ts";
import type { DemoServices } from "../src/demo/demo-services.ts";
import { fillServices } from "../src/demo/fill-services.ts";

/** Both services on loopback ports with the sample household, an empty home, and the environment that names them. Gone when the test ends. */
export async function startServices(): Promise<
  DemoServices & { readonly env: Readonly<Record<string, string>>; readonly home: string }
> {
  const { plex, trakt } = createDemoServices({ devicePollSeconds: 0 });
  fillServices({ plex, trakt });
  const home = mkdtempSync(join(tmpdir(), "pakt-test-"));
  const [plexAt, traktAt] = await Promise.all([plex.listen(), trakt.listen()]);
  onTestFinished(async () => {
    await Promise.all([plexAt.close(), traktAt.close()]);
    rmSync(home, { recursive: true, force: true });
  });
  const tokens = trakt.tokens.issue();
  return {
    plex,
    trakt,
    home,
    env: {
      LANG: "C.UTF-8",
      PAKT_HOME: home,
      PAKT_PLEX_URL: plexAt.url,
      PAKT_PLEX_TV_URL: plexAt.url,
      PAKT_PLEX_DISCOVER_URL: plexAt.discoverUrl,
      PAKT_PLEX_TOKEN: plex.token,
      PAKT_TRAKT_API_URL: traktAt.url,
      PAKT_TRAKT_CLIENT_ID: "test",
      PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
      PAKT_TRAKT_REFRESH_TOKEN: tokens.refreshToken ?? "",
    },
  };
}
