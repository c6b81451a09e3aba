import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import type { InMemoryPlex, MovieOptions } from "@pakt/plex-sdk/testing";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { startServices } from "./start-services.ts";
import type { Services } from "./start-services.ts";

export const NAS = "aaaaaaaa-nas";
export const ATTIC = "bbbbbbbb-attic";

/** Which of the two servers a person has chosen. */
export type Chosen = Readonly<Partial<Record<"nas" | "attic", { readonly enabled?: boolean }>>>;

/** Two media servers of one account, and Trakt. `services.plex` is the first, which is the account's services as well. */
export interface TwoServers {
  readonly services: Services;
  readonly nas: InMemoryPlex;
  readonly attic: InMemoryPlex;
  /** Writes which servers are synced. */
  choose(chosen: Chosen): Promise<void>;
  /** Lets a server give no answer any more, or again. */
  turn(server: "nas" | "attic", state: "off" | "on"): void;
}

/** Starts two servers, each with a movie library 1 and a show library 3, both empty, and chooses both. The second may have a clock of its own. */
export async function startTwoServers(now?: () => number, atticNow = now): Promise<TwoServers> {
  const timed = now === undefined ? {} : { now };
  const attic = createInMemoryPlex({ now: atticNow, machineIdentifier: ATTIC, friendlyName: "Attic" });
  const atticAt = await attic.listen();
  const started = await startServices({
    ...timed,
    plex: { machineIdentifier: NAS, friendlyName: "NAS", neighbours: () => [attic.resource()] },
  });
  const { PAKT_PLEX_URL: nasUrl = "", ...env } = started.env;
  const services: Services = {
    ...started,
    env,
    close: async () => {
      await Promise.all([started.close(), atticAt.close()]);
    },
  };
  const servers = { nas: started.plex, attic };
  for (const plex of Object.values(servers)) {
    plex.libraries.add({ key: "1", title: "Movies", type: "movie" });
    plex.libraries.add({ key: "3", title: "Shows", type: "show" });
  }
  const listed = {
    nas: { id: NAS, name: "NAS", url: nasUrl },
    attic: { id: ATTIC, name: "Attic", url: atticAt.url },
  };
  const choose = async (chosen: Chosen): Promise<void> => {
    const names = (["nas", "attic"] as const).filter((name) => chosen[name] !== undefined);
    const plex = { servers: names.map((name) => ({ ...listed[name], ...chosen[name] })) };
    await writeFile(join(services.home, "config.json"), JSON.stringify({ version: 1, plex }));
  };
  await choose({ nas: {}, attic: {} });
  return {
    services,
    ...servers,
    choose,
    turn: (server, state) => {
      servers[server].intercept(
        state === "on"
          ? undefined
          : ({ path, phase }) =>
              phase === "before" && !path.startsWith("/api/") && !path.startsWith("/discover/")
                ? { kind: "reset" }
                : undefined,
      );
    },
  };
}

/** A movie that both services know; its ids are made of `number`. */
export function movieOf(number: number): {
  readonly onTrakt: { readonly ids: { readonly trakt: number; readonly tmdb: number; readonly imdb: string } } & {
    readonly title: string;
    readonly year: number;
    readonly runtime: number;
  };
  readonly onPlex: MovieOptions;
} {
  const title = `Movie ${number}`;
  return {
    onTrakt: { ids: { trakt: number, tmdb: 100_000 + number, imdb: `tt${number}` }, title, year: 2000, runtime: 100 },
    onPlex: {
      library: "1",
      title,
      year: 2000,
      // Plex's own, the same on every server.
      guid: `plex://movie/${String(number).padStart(24, "5d")}`,
      duration: 6_000_000,
      addedAt: Date.parse("2025-06-01T08:00:00.000Z") / 1000,
      guids: [`tmdb://${100_000 + number}`, `imdb://tt${number}`],
    },
  };
}
