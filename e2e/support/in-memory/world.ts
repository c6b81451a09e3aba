import { createInMemoryPlex } from "@pakt/plex-sdk/testing";
import { openHome } from "@pakt/sync";
import type { Clock, Config, Home } from "@pakt/sync";
import { createInMemoryTrakt } from "@pakt/trakt-sdk/testing";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Services, ServicesOptions } from "../start-services.ts";
import { createDirectFetch } from "./direct-fetch.ts";
import { createLife } from "./life.ts";
import type { Life } from "./life.ts";
import { openMemoryStore } from "./memory-store.ts";
import type { Kept } from "./memory-store.ts";

/** Both services and a home in memory, on one clock: the same course of events every time. */
export interface World extends Pick<Services, "plex" | "trakt"> {
  /** Epoch milliseconds. */
  now(): number;
  /** Lets so much time pass. */
  pass(durationMs: number): void;
  /** What the home keeps. */
  readonly kept: Kept;
  /** The person signs in to Trakt again. */
  signIn(): void;
  /** Works in a process of its own on the home that the last one left. */
  inProcess<T>(work: (home: Home) => Promise<T>, life?: Life): Promise<T>;
  close(): Promise<void>;
}

/** How a world begins. */
export interface WorldOptions extends ServicesOptions {
  /** Changes to the configuration of someone who chose nothing. */
  readonly configure?: (config: Config) => Config;
}

/** Where the time begins: a minute of no importance. */
const BEGIN = Date.parse("2026-06-01T12:00:00.000Z");

/** Makes a world without titles. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { configure = (config) => config } = options;
  let now = BEGIN;
  const plex = createInMemoryPlex({ ...options.plex, now: () => now });
  const trakt = createInMemoryTrakt({ ...options.trakt, now: () => now });
  const folder = await mkdtemp(join(tmpdir(), "pakt-world-"));
  const kept: Kept = new Map();
  let tokens = trakt.tokens.issue();
  const clockOf = (life: Life): Clock => ({
    now: () => now,
    sleep: async (durationMs) => {
      life.check();
      // Whole seconds: the chance in the waits between tries shall not show in anything.
      now += Math.ceil(durationMs / 1000) * 1000;
    },
  });
  return {
    plex,
    trakt,
    kept,
    now: () => now,
    pass: (durationMs) => {
      now += durationMs;
    },
    signIn: () => {
      tokens = trakt.tokens.issue();
    },
    inProcess: async (work, life = createLife()) => {
      const home = await openHome({
        env: {
          PAKT_HOME: folder,
          PAKT_PLEX_URL: "http://plex.test",
          PAKT_PLEX_TOKEN: plex.token,
          PAKT_PLEX_TV_URL: "http://plex.test",
          PAKT_PLEX_DISCOVER_URL: "http://plex.test/discover",
          PAKT_TRAKT_API_URL: "http://trakt.test",
          PAKT_TRAKT_CLIENT_ID: "in-memory-client",
          PAKT_TRAKT_ACCESS_TOKEN: tokens.accessToken,
          PAKT_TRAKT_REFRESH_TOKEN: tokens.refreshToken ?? "",
        },
        userHome: folder,
        product: { name: "pakt-e2e", version: "0.0.0" },
        clock: clockOf(life),
        fetch: createDirectFetch({ "plex.test": plex.handlers, "trakt.test": trakt.handlers }, life),
      });
      return work({
        ...home,
        ...openMemoryStore(kept, life),
        config: configure(home.config),
        credentials: {
          ...home.credentials,
          writeTraktTokens: async (written) => {
            life.reach({ kind: "write", name: "credentials.json", moment: "before" });
            await home.credentials.writeTraktTokens(written);
            life.reach({ kind: "write", name: "credentials.json", moment: "after" });
          },
        },
      });
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
