import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex, InMemoryPlexOptions } from "@pakt/plex-sdk/testing";
import { onTestFinished } from "vitest";

import { systemClock } from "../src/clock.ts";
import { openHome } from "../src/home.ts";
import type { Home } from "../src/home.ts";
import { openTestHome } from "./open-test-home.ts";
import { ATTIC, NAS } from "./start-two-servers.ts";

/** Somebody who is signed in to an account with two servers, NAS and Attic, on loopback ports, and has chosen none. */
export interface SignedInWithServers {
  readonly home: Home;
  readonly nas: InMemoryPlex;
  readonly attic: InMemoryPlex;
  readonly urls: { readonly nas: string; readonly attic: string };
  /** The home as the next process opens it. */
  readonly reopen: (env?: Readonly<Record<string, string>>) => Promise<Home>;
  /** `config.json` as it stands. */
  readonly config: () => Promise<unknown>;
  /** `credentials.json` as it stands. */
  readonly tokens: () => Promise<unknown>;
}

/** Starts both; a server has a movie library 1 and a show library 2. */
export async function signInWithServers(
  options: { readonly nas?: InMemoryPlexOptions; readonly attic?: InMemoryPlexOptions } = {},
): Promise<SignedInWithServers> {
  const shared = { token: "account-token" };
  const attic = createInMemoryPlex({ ...shared, machineIdentifier: ATTIC, friendlyName: "Attic", ...options.attic });
  const nas = createInMemoryPlex({
    ...shared,
    machineIdentifier: NAS,
    friendlyName: "NAS",
    neighbours: () => [attic.resource()],
    ...options.nas,
  });
  for (const plex of [nas, attic]) {
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    plex.libraries.add({ key: "2", title: "Shows", type: "show" });
  }
  const [nasAt, atticAt] = [await nas.listen(), await attic.listen()];
  onTestFinished(async () => {
    await Promise.all([nasAt.close(), atticAt.close()]);
  });
  const env = { PAKT_PLEX_TV_URL: nasAt.url, PAKT_PLEX_DISCOVER_URL: nasAt.discoverUrl };
  const tuning = { retryBaseMs: 1, lockWaitMs: 0 };
  const home = await openTestHome({ env, clock: systemClock, tuning });
  await home.credentials.signIn({ plex: nas.token });
  const read = async (store: Home["files"], key: string): Promise<unknown> => {
    const text = await store.getItemRaw<string>(key);
    return text === null ? undefined : JSON.parse(text);
  };
  return {
    home,
    nas,
    attic,
    urls: { nas: nasAt.url, attic: atticAt.url },
    reopen: (more = {}) =>
      openHome({
        env: { ...env, PAKT_HOME: home.folder, ...more },
        userHome: home.folder,
        product: { name: "pakt-test", version: "1.0.0" },
        tuning,
      }),
    config: () => read(home.files, "config.json"),
    tokens: () => read(home.storage, "credentials.json"),
  };
}
