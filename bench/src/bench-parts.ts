import { createChance } from "@pakt/e2e/support/chance.ts";
import { BEST, ORDINARY } from "@pakt/e2e/support/media.ts";
import type { HouseholdSize } from "@pakt/e2e/support/household-sizes.ts";
import { advance, emptyBase, emptyLedger, indexSnapshot, plan } from "@pakt/sync-core";
import { createPlexServer, idsFromGuid, mediaFingerprint, qualityOf } from "@pakt/plex-sdk";
import { openHome } from "@pakt/sync";
import { createMemoryTokenStore, createTrakt } from "@pakt/trakt-sdk";
import { measure } from "mitata";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readState, writeState } from "../../packages/sync/test/state-file.ts";
import { benchPlan } from "./bench-plan.ts";
import { threadMs } from "./measures.ts";
import { makeSnapshots, NOW, POLICY } from "./make-snapshots.ts";
import { SIZES } from "./sizes.ts";

/** What parts cost by themselves, in words and figures for people. */
export type PartResults = Readonly<Record<string, string>>;

/** How many items of both sides the planning is measured at, to show that its time is linear. */
const ITEMS = [10_000, 100_000, 1_000_000] as const;

/** A household as the large one is, of about so many items on both sides together. */
function householdOf(items: number): HouseholdSize {
  const share = items / 165_400;
  const shows = Math.round(1000 * share);
  return {
    ...SIZES.L,
    movies: Math.round(10_000 * share),
    watchedMovies: Math.round(6000 * share),
    ratedMovies: Math.round(2000 * share),
    listedMovies: Math.round(200 * share),
    shows,
    watchedEpisodes: shows * 36,
  };
}

/** Measures index, match with plan, and advance by size; a page of each service; ids and quality of a file; the state file. */
export async function benchParts(seed: number): Promise<PartResults> {
  return {
    ...(await benchPlanning(seed)),
    ...(await benchPages(seed)),
    ...(await benchRows()),
    ...(await benchState(seed)),
  };
}

async function benchPlanning(seed: number): Promise<PartResults> {
  const results: Record<string, string> = {};
  for (const items of ITEMS) {
    const measured = await benchPlan(householdOf(items), { rounds: 3, seed });
    const each = (ms: number): string => `${ms} ms (${((ms * 1000) / measured.items).toFixed(1)} µs an item)`;
    const steps = Object.entries(measured.steps).map(([step, ms]) => `${step} ${each(ms)}`);
    results[`planning, ${measured.items} items`] = steps.join("; ");
  }
  return results;
}

/** A page of 1000 episodes and one of 250 collected movies, by the client on a `fetch` that has the answer, beside `JSON.parse` of the same. */
async function benchPages(seed: number): Promise<PartResults> {
  const episodes = JSON.stringify({ MediaContainer: { offset: 0, totalSize: 1000, Metadata: episodeRows(1000) } });
  const movies = JSON.stringify(collectedRows(250, seed));
  const plex = createPlexServer({
    url: "http://127.0.0.1:1",
    token: "token",
    clientIdentifier: "bench",
    product: "bench",
    version: "0.0.0",
    fetch: () => Promise.resolve(new Response(episodes)),
  });
  const trakt = createTrakt({
    clientId: "client",
    userAgent: "bench/0.0.0",
    pacing: { readLimit: Number.MAX_SAFE_INTEGER, readPeriodMs: 1 },
    tokens: createMemoryTokenStore({ accessToken: "token", expiresAt: Number.MAX_SAFE_INTEGER }),
    fetch: () => Promise.resolve(new Response(movies, { headers: { "content-type": "application/json" } })),
  });
  const readEpisodes = plex.items({ library: "1", type: "episode" });
  const readMovies = trakt.sync.collectionMovies({ extended: "metadata" });
  return {
    "a page of 1000 episodes, by the client": await cpuOf(() => readEpisodes({ start: 0, size: 1000 }), 100),
    "the same, JSON.parse": await cpuOf(() => JSON.parse(episodes) as unknown, 100),
    "a page of 250 collected movies, by the client": await cpuOf(() => readMovies({ page: 1, limit: 250 }), 200),
    "the same, JSON.parse of it": await cpuOf(() => JSON.parse(movies) as unknown, 200),
  };
}

async function benchRows(): Promise<PartResults> {
  const guid = (text: string): Promise<string> => timeOf(() => idsFromGuid(text, "episode"));
  return {
    "a guid, tvdb://7000000": await guid("tvdb://7000000"),
    "a guid, plex://episode/…": await guid("plex://episode/5d9c0cd2ffd9ef001e9bc730"),
    "a guid of a legacy agent": await guid("com.plexapp.agents.thetvdb://121361/1/5?lang=en"),
    "the quality of a file in 4K with Atmos": await timeOf(() => qualityOf([BEST])),
    "the quality of an ordinary file": await timeOf(() => qualityOf([ORDINARY])),
    "the fingerprint of a file": await timeOf(() => mediaFingerprint([BEST])),
  };
}

async function benchState(seed: number): Promise<PartResults> {
  const folder = await mkdtemp(join(tmpdir(), "pakt-bench-"));
  const home = await openHome({
    env: { PAKT_HOME: folder },
    userHome: folder,
    product: { name: "pakt-bench", version: "0.0.0" },
  });
  const snapshots = makeSnapshots(SIZES.L, seed);
  const [plex, trakt] = [indexSnapshot(snapshots.plex), indexSnapshot(snapshots.trakt)];
  const made = plan({ plex, trakt, base: emptyBase, ledger: emptyLedger, policy: POLICY, now: NOW });
  const state = { version: 1, base: advance(emptyBase, made, []), ledger: emptyLedger, notFound: {} } as const;
  const write = await cpuOf(() => writeState(home, state), 5);
  const read = await cpuOf(() => readState(home), 5);
  const { size } = await stat(join(folder, "state/default/state.json"));
  await home.close();
  await rm(folder, { recursive: true, force: true });
  const titles = Object.keys(state.base.records).length;
  return {
    [`the state of ${titles} titles (${(size / 1e6).toFixed(1)} MB), written`]: write,
    "the same, read and checked": read,
  };
}

/** What something short takes, by the clock: a quarter of the samples was quicker, for a machine is never alone. */
async function timeOf(work: () => unknown): Promise<string> {
  const { p25 } = await measure(work, { min_samples: 20, min_cpu_time: 3e8 });
  return inUnit(p25);
}

/** What something long takes of this thread's CPU, on average over some runs after the first ones. */
async function cpuOf(work: () => unknown, runs: number): Promise<string> {
  for (let run = 0; run < runs / 5; run += 1) await work();
  const startedAt = threadMs();
  for (let run = 0; run < runs; run += 1) await work();
  return inUnit(((threadMs() - startedAt) / runs) * 1e6);
}

function inUnit(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(0)} ns`;
  return nanoseconds < 1e6 ? `${(nanoseconds / 1000).toFixed(1)} µs` : `${(nanoseconds / 1e6).toFixed(1)} ms`;
}

function episodeRows(count: number): readonly object[] {
  return Array.from({ length: count }, (_, number) => ({
    ratingKey: String(number + 100),
    guid: `plex://episode/${number.toString(16).padStart(24, "0")}`,
    type: "episode",
    title: `Episode ${number}`,
    index: 1 + (number % 10),
    parentIndex: 1,
    parentRatingKey: "50",
    grandparentRatingKey: "10",
    grandparentTitle: "A show",
    duration: 2_700_000,
    addedAt: 1_400_000_000 + number,
    updatedAt: 1_400_000_000 + number,
    viewCount: 1,
    lastViewedAt: 1_500_000_000 + number,
    librarySectionID: 2,
    Guid: [{ id: `tvdb://${7_000_000 + number}` }],
    Media: [
      {
        id: number,
        duration: 2_700_000,
        bitrate: 8000,
        width: 1920,
        height: 1080,
        audioChannels: 2,
        audioCodec: "aac",
        videoCodec: "h264",
        videoResolution: "1080",
        Part: [
          {
            id: number,
            key: `/library/parts/${number}/1/file.mkv`,
            file: `/data/shows/show/e${number}.mkv`,
            size: 1e9,
          },
        ],
      },
    ],
  }));
}

function collectedRows(count: number, seed: number): readonly object[] {
  const chance = createChance(seed);
  return Array.from({ length: count }, (_, number) => ({
    collected_at: new Date(1.4e12 + Math.floor(chance() * 1e11)).toISOString(),
    updated_at: "2020-01-01T00:00:00.000Z",
    movie: {
      title: `Movie ${number}`,
      year: 2000,
      ids: { trakt: number + 1, slug: `movie-${number}`, imdb: `tt${number}`, tmdb: number + 1000 },
    },
    metadata: {
      media_type: "digital",
      resolution: "hd_1080p",
      hdr: null,
      audio: "aac",
      audio_channels: "2.0",
      "3d": null,
    },
  }));
}
