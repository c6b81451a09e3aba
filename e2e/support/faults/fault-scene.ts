import type { Clock } from "@pakt/sync";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { fillHousehold } from "../fill-household.ts";
import type { Household, Placed } from "../household.ts";
import { BEST } from "../media.ts";
import { runSync } from "../run-in-process.ts";
import { startServices } from "../start-services.ts";
import type { Services } from "../start-services.ts";

/** A household whose next run calls every endpoint that a sync can call. */
export interface FaultScene {
  readonly services: Services;
  readonly placed: readonly Placed[];
  /** The time of the services and of the runs; waiting takes none. */
  readonly clock: Clock;
  /** Lets so much time pass. */
  readonly pass: (durationMs: number) => void;
}

/** Removals of every field go to the other side, so that each is sent. */
const CONFIG = {
  version: 1,
  fields: { watched: { removals: "propagate" }, collection: { removals: "propagate" } },
};

/**
 * Runs `work` on services that were synced before, in which much has changed since on both sides, from a home that has lost its cache and
 * holds a sign-in that has expired.
 */
export async function withFaultScene<T>(work: (scene: FaultScene) => Promise<T>): Promise<T> {
  let aheadMs = 0;
  const pass = (durationMs: number): void => {
    aheadMs += durationMs;
  };
  const now = (): number => Date.now() + aheadMs;
  const clock: Clock = {
    now,
    sleep: (durationMs, signal) => {
      signal?.throwIfAborted();
      pass(durationMs);
      return Promise.resolve();
    },
  };
  const services = await startServices({
    plex: { now, guidsInWatchlist: false, ignoresFilters: true, streamsInLists: "ignored" },
    trakt: { now },
  });
  try {
    const filled = fillHousehold(services);
    fillForRemovals(filled);
    const household = { ...filled, placed: [...filled.placed] };
    await writeFile(join(services.home, "config.json"), JSON.stringify(CONFIG));
    await runSync(services, { clock });
    changeOnBothSides(services, household);
    await rm(join(services.home, "cache"), { recursive: true });
    services.trakt.tokens.expire();
    services.plex.requests.clear();
    services.trakt.requests.clear();
    return await work({ services, placed: household.placed, clock, pass });
  } finally {
    await services.close();
  }
}

const rated = (value: number) => ({ value, at: "2026-02-01T10:00:00.000Z" });
const SEEN = { at: "2026-02-02T10:00:00.000Z" };

/** What both sides agree on until a person takes it back. */
export function fillForRemovals(household: Household): void {
  household.movie("Unseen on Plex later", { plexSeen: SEEN, traktSeen: SEEN });
  household.movie("Unseen on Trakt later", { plexSeen: SEEN, traktSeen: SEEN });
  household.movie("Unrated on Plex later", { plexRating: rated(5), traktRating: rated(5) });
  household.movie("Unrated on Trakt later", { plexRating: rated(6), traktRating: rated(6) });
  household.movie("Better file later", {});
  const listed = "2026-02-03T10:00:00.000Z";
  household.movie("Listed later no more", { copies: 0, plexListed: listed, traktListed: listed });
}

/** A person watches, rates, lists, gets and deletes files, and takes back what was done, on either side. */
export function changeOnBothSides(
  services: Pick<Services, "plex" | "trakt">,
  household: Household & { readonly placed: Placed[] },
): void {
  const { plex, trakt } = services;
  const of = (name: string): Placed => {
    const placed = household.placed.find((title) => title.name === name);
    if (placed === undefined) throw new Error(`The household has no ${name}.`);
    return placed;
  };
  const keyOf = (name: string): string => of(name).ratingKeys[0] ?? "";
  const at = (iso: string): number => Date.parse(iso) / 1000;

  plex.person.view(keyOf("Rated on Plex"), at("2026-03-02T20:00:00.000Z"));
  trakt.account.watch("movie", of("Neither").traktId, "2026-03-01T20:00:00.000Z");
  plex.person.unview(keyOf("Unseen on Plex later"));
  trakt.account.unwatch("movie", of("Unseen on Trakt later").traktId);

  plex.person.rate(keyOf("Neither"), 6, at("2026-03-07T20:00:00.000Z"));
  trakt.account.rate("movie", of("Rated on Plex").traktId, 3, "2026-03-05T20:00:00.000Z");
  plex.person.unrate(keyOf("Unrated on Plex later"));
  trakt.account.unrate("movie", of("Unrated on Trakt later").traktId);

  household.movie("New file", { media: [BEST] });
  plex.items.replaceMedia(keyOf("Better file later"), [BEST]);
  plex.items.remove(keyOf("Listed on Plex"));

  const listed = "2026-03-08T20:00:00.000Z";
  household.movie("New on Plex's list", { copies: 0, plexListed: listed });
  household.movie("New on Trakt's list", { copies: 0, traktListed: listed });
  plex.discover.watchlist.unlist(of("Listed on both, unowned").discoverKey ?? "");
  trakt.account.unlist("movie", of("Listed later no more").traktId);

  const season = plex.items.all().find(({ type, title }) => type === "season" && title === "Season 1");
  const traktId = of("A show").traktId + 701;
  trakt.account.rate("season", traktId, 7, "2026-03-09T20:00:00.000Z");
  household.placed.push({ type: "season", name: "A season", ratingKeys: [season?.ratingKey ?? ""], traktId });
  household.placed.push(...placeInOtherOrder(services));
}

/** A show of which Plex numbers the episodes as on the disc: Trakt is asked for its own numbers. */
function placeInOtherOrder({ plex, trakt }: Pick<Services, "plex" | "trakt">): readonly Placed[] {
  const SHOW = { ids: { trakt: 900_000, tvdb: 910_000 }, title: "In another order", year: 2002 };
  const episodes = [1, 2].map((number) => ({
    number,
    title: `Part ${number}`,
    ids: { trakt: 900_000 + number, tvdb: 910_000 + number },
  }));
  trakt.catalogue.addShow({ ...SHOW, seasons: [{ number: 1, ids: { trakt: 900_100 }, episodes }] });
  const show = plex.items.addShow({
    library: "3",
    title: SHOW.title,
    guids: [`tvdb://${SHOW.ids.tvdb}`],
    showOrdering: "dvd",
  });
  return episodes.map(({ number, title, ids }): Placed => {
    const ratingKey = plex.items.addEpisode({
      show,
      parentIndex: 1,
      index: episodes.length + 1 - number,
      title,
      guids: [`tvdb://${ids.tvdb}`],
      viewCount: 1,
      lastViewedAt: Date.parse(`2026-03-1${number}T20:00:00.000Z`) / 1000,
    });
    return { type: "episode", name: title, ratingKeys: [ratingKey], traktId: ids.trakt };
  });
}
